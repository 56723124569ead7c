"""This file prepares what procurement's pages show: what waits for whom, and how far it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from supplier_portal.services.next_steps import NextStep, Waiting
from supplier_portal.services.procurements import State
from supplier_portal.web.formatting import remaining
from supplier_portal.web.procurements import to_do, under_way
from supplier_portal.web.tasks import Step, Task, steps

_PLACES = {
    NextStep.COMPOSE: "procurement.requirements",
    NextStep.SET_DEADLINE: "procurement.deadline",
    NextStep.PUBLISH: "procurement.publish",
    NextStep.INVITE: "procurement.invite",
}


def own(waiting: Iterable[Waiting], now: datetime) -> list[Task]:
    """What waits for procurement itself, each with the page where it is done."""
    return [
        to_do(
            item,
            str(_deed(item.step)),
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


def steps_of(state: State, *, has_requirements: bool, has_deadline: bool) -> Sequence[Step]:
    """How far a procurement is, from composing to judging."""
    names = (
        gettext("Compose"),
        gettext("Deadline"),
        gettext("Publish"),
        gettext("Receive"),
        gettext("Open and judge"),
    )
    match state:
        case State.DRAFT:
            current = 0 if not has_requirements else 1 if not has_deadline else 2
        case State.PUBLISHED:
            current = 3
        case State.CLOSED | State.OPENED:
            current = 4
    return steps(names, current)


def _deed(step: NextStep) -> object:
    match step:
        case NextStep.COMPOSE:
            return gettext("Compose the requirements")
        case NextStep.SET_DEADLINE:
            return gettext("Set the deadline")
        case NextStep.PUBLISH:
            return gettext("Check and publish")
        case _:
            return gettext("Invite suppliers")


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
        case NextStep.OPEN:
            return gettext("security can open the responses")
        case NextStep.JUDGE:
            return ngettext(
                "security still gives %(num)d judgement",
                "security still gives %(num)d judgements",
                item.count,
            )
        case _:
            return gettext("everything is judged")
