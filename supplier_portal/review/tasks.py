"""This file says what waits for security: what to open, what to judge, and what is coming."""

from collections.abc import Iterable
from datetime import UTC, datetime

from flask import url_for
from flask_babel import gettext, ngettext

from supplier_portal.services import procurements
from supplier_portal.services.next_steps import NextStep, Waiting
from supplier_portal.services.procurements import Standing, State
from supplier_portal.web.formatting import remaining, short_moment
from supplier_portal.web.names import name_of
from supplier_portal.web.tables import Column
from supplier_portal.web.tasks import Task

_NEVER = datetime.max.replace(tzinfo=UTC)


def own(waiting: Iterable[Waiting], now: datetime) -> list[Task]:
    """What security itself has to do."""
    return [
        Task(
            name=gettext("Open the responses")
            if item.step is NextStep.OPEN
            else gettext("Judge the answers"),
            address=_address(item),
            text=f"{item.procurement.reference} · {item.procurement.title}",
            state=str(_amount(item, now)),
            tone="todo",
        )
        for item in waiting
    ]


def others(waiting: Iterable[Waiting], now: datetime) -> list[Task]:
    """What is open for responses, and what is judged."""
    return [
        Task(
            name=item.procurement.title,
            address=_address(item),
            text=f"{item.procurement.reference} · {_pending(item, now)}",
            state=name_of(item.standing.state),
            tone=item.standing.state.value,
        )
        for item in waiting
    ]


def columns() -> tuple[Column[Standing], ...]:
    """The columns of the list of everything published."""
    return (
        Column("reference", gettext("Reference"), lambda row: row.procurement.reference.casefold()),
        Column("title", gettext("What is bought"), lambda row: row.procurement.title.casefold()),
        Column("state", gettext("State"), lambda row: list(State).index(row.state)),
        Column("deadline", gettext("Deadline"), lambda row: row.procurement.deadline_at or _NEVER),
    )


def _address(item: Waiting) -> str:
    return url_for("review.show", procurement_id=item.procurement.id)


def _amount(item: Waiting, now: datetime) -> object:
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
    if deadline is None:
        return gettext("no deadline yet")
    return gettext(
        "responses until %(moment)s, %(when)s",
        moment=short_moment(deadline),
        when=remaining(deadline, now),
    )
