"""This file prepares what procurement's pages show: what waits for whom, and how far it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from questionnaires.readiness import Check, CheckKey
from supplier_portal.services.clarifications import Amount
from supplier_portal.services.next_steps import NextStep, Waiting
from supplier_portal.services.procurements import Procurement
from supplier_portal.services.states import State
from supplier_portal.web.formatting import remaining
from supplier_portal.web.procurements import to_do, under_way
from supplier_portal.web.tasks import Step, Task, steps

_PLACES = {
    NextStep.COMPOSE: "procurement.requirements",
    NextStep.SET_DEADLINE: "procurement.deadline",
    NextStep.NAME_REVIEWERS: "procurement.reviewers",
    NextStep.ASK_APPROVAL: "procurement.publish",
    NextStep.REVISE: "procurement.publish",
    NextStep.PUBLISH: "procurement.publish",
    NextStep.INVITE: "procurement.invite",
    NextStep.AMEND: "procurement.amend",
    NextStep.DECIDE: "procurement.decide",
    NextStep.NOTIFY: "procurement.decide",
    NextStep.CONTRACT: "procurement.decide",
    NextStep.ARCHIVE: "procurement.decide",
}
_DEEDS = {
    NextStep.COMPOSE: _l("Compose the requirements"),
    NextStep.SET_DEADLINE: _l("Set the deadline"),
    NextStep.NAME_REVIEWERS: _l("Name the reviewers"),
    NextStep.ASK_APPROVAL: _l("Check and ask for approval"),
    NextStep.REVISE: _l("Read what security returned"),
    NextStep.PUBLISH: _l("Publish what is approved"),
    NextStep.INVITE: _l("Invite suppliers"),
    NextStep.AMEND: _l("Finish the change"),
    NextStep.DECIDE: _l("Decide"),
    NextStep.NOTIFY: _l("Tell suppliers the decision"),
    NextStep.CONTRACT: _l("Close the contract"),
    NextStep.ARCHIVE: _l("Archive"),
}
_CHECKED_AT = {
    CheckKey.DEADLINE: "procurement.deadline",
    CheckKey.REVIEWERS: "procurement.reviewers",
    CheckKey.EXCEPTIONS: "procurement.list_exceptions",
    CheckKey.CHANGES: "procurement.amend",
}


def questions(waiting: Iterable[Waiting], amounts: Mapping[UUID, Amount]) -> list[Task]:
    """The procurements in which suppliers wait for answers: to write first, then to publish."""
    return [
        to_do(
            item,
            gettext("Answer questions of suppliers"),
            url_for("procurement.clarifications", procurement_id=item.procurement.id),
            _unanswered(amounts[item.procurement.id]),
        )
        for item in waiting
        if item.standing.state is State.PUBLISHED and item.procurement.id in amounts
    ]


def own(waiting: Iterable[Waiting], now: datetime) -> list[Task]:
    """What waits for procurement itself, each with the page where it is done."""
    return [
        to_do(
            item,
            str(_DEEDS[item.step]),
            url_for(_PLACES[item.step], procurement_id=item.procurement.id),
            _until(item, now),
        )
        for item in waiting
    ]


def others(waiting: Iterable[Waiting], now: datetime) -> list[Task]:
    """What waits for others: suppliers until the deadline, then security."""
    return [
        under_way(
            item,
            url_for("procurement.show", procurement_id=item.procurement.id),
            _pending(item, now),
        )
        for item in waiting
    ]


def place_of(procurement: Procurement) -> Callable[[Check], str]:
    """Where each check of a procurement is put in order: at one requirement, if it is just one."""

    def place(check: Check) -> str:
        if len(check.about) == 1:
            [identifier] = check.about
            return url_for(
                "procurement.tailor", procurement_id=procurement.id, identifier=identifier
            )
        endpoint = _CHECKED_AT.get(check.key, "procurement.requirements")
        return url_for(endpoint, procurement_id=procurement.id)

    return place


def steps_of(
    state: State, *, has_requirements: bool, has_deadline: bool, is_approved: bool
) -> Sequence[Step]:
    """How far a procurement is, from composing to judging."""
    names = (
        gettext("Compose"),
        gettext("Deadline"),
        gettext("Approval"),
        gettext("Publish"),
        gettext("Receive"),
        gettext("Judge"),
        gettext("Decide"),
    )
    match state:
        case State.DRAFT | State.APPROVAL:
            current = 0 if not has_requirements else 1 if not has_deadline else 2
            current += is_approved
        case State.PUBLISHED:
            current = 4
        case State.CLOSED | State.OPENED | State.IN_REVIEW:
            current = 5
        case State.DECIDED | State.STANDSTILL:
            current = 6
        case State.CONTRACTED | State.ARCHIVED:
            current = 7
    return steps(names, current)


def _unanswered(amount: Amount) -> object:
    if amount.to_answer:
        return ngettext(
            "%(num)d question waits for an answer",
            "%(num)d questions wait for an answer",
            amount.to_answer,
        )
    return ngettext(
        "%(num)d answer is not published yet",
        "%(num)d answers are not published yet",
        amount.to_publish,
    )


def _until(item: Waiting, now: datetime) -> object:
    deadline = item.procurement.deadline_at
    if deadline is None:
        return gettext("no deadline yet")
    return gettext("deadline %(when)s", when=remaining(deadline, now))


def _pending(item: Waiting, now: datetime) -> object:
    match item.step:
        case NextStep.RECEIVE:
            invited = ngettext("%(num)d invited", "%(num)d invited", item.count)
            return f"{invited}, {_until(item, now)}"
        case NextStep.APPROVE:
            return gettext("security looks at the requirements")
        case NextStep.OPEN:
            return gettext("security can open the responses")
        case NextStep.JUDGE:
            return ngettext(
                "security still gives %(num)d judgement",
                "security still gives %(num)d judgements",
                item.count,
            )
        case _:
            return gettext("the standstill is under way")
