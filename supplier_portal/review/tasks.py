"""This file says what waits for security: what to approve, answer, open and judge, and the rest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from supplier_portal.services import procurements
from supplier_portal.services.answering import Assigned
from supplier_portal.services.next_steps import NextStep, Waiting
from supplier_portal.web.formatting import remaining, short_moment
from supplier_portal.web.procurements import to_do, under_way
from supplier_portal.web.tasks import Task


def questions(assigned: Sequence[Assigned]) -> list[Task]:
    """What procurement asked the visitor to answer: a line for each procurement."""
    homes = {item.procurement.id: item.procurement for item in assigned}
    amounts = Counter(item.procurement.id for item in assigned)
    return [
        Task(
            gettext("Answer questions of suppliers"),
            url_for("review.questions"),
            f"{home.reference} · {home.title}",
            ngettext("%(num)d question for you", "%(num)d questions for you", amounts[key]),
            "todo",
        )
        for key, home in homes.items()
    ]


def own(waiting: Iterable[Waiting], now: datetime) -> list[Task]:
    """What security itself has to do."""
    deeds = {
        NextStep.APPROVE: gettext("Approve the requirements"),
        NextStep.OPEN: gettext("Open the responses"),
        NextStep.JUDGE: gettext("Judge the answers"),
    }
    return [to_do(item, deeds[item.step], _address(item), _amount(item, now)) for item in waiting]


def others(waiting: Iterable[Waiting], now: datetime) -> list[Task]:
    """What is open for responses, and what is judged."""
    return [under_way(item, _address(item), _pending(item, now)) for item in waiting]


def _address(item: Waiting) -> str:
    endpoint = "review.approve" if item.step is NextStep.APPROVE else "review.show"
    return url_for(endpoint, procurement_id=item.procurement.id)


def _amount(item: Waiting, now: datetime) -> object:
    if item.step is NextStep.APPROVE:
        return ngettext("%(num)d requirement", "%(num)d requirements", item.count)
    if item.step is NextStep.JUDGE:
        return ngettext("%(num)d judgement to give", "%(num)d judgements to give", item.count)
    deadline, opens_at = item.procurement.deadline_at, procurements.opens_at(item.procurement)
    if deadline is None or opens_at is None or now < opens_at:
        return gettext("in a minute")
    return gettext("deadline %(when)s", when=remaining(deadline, now))


def _pending(item: Waiting, now: datetime) -> object:
    deadline = item.procurement.deadline_at
    if item.step is NextStep.DECIDE:
        return gettext("everything is judged")
    if item.standing.state.is_opened:
        return gettext("procurement concludes it")
    if deadline is None:
        return gettext("no deadline yet")
    return gettext(
        "responses until %(moment)s, %(when)s",
        moment=short_moment(deadline),
        when=remaining(deadline, now),
    )
