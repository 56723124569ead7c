"""This file shows procurements as lines and lists, the same way to procurement and to security."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from supplier_portal.services.next_steps import Waiting
from supplier_portal.services.procurements import Standing
from supplier_portal.services.states import State
from supplier_portal.web import tables
from supplier_portal.web.names import name_of
from supplier_portal.web.tables import Column, Shown
from supplier_portal.web.tasks import Task

_NEVER = datetime.max.replace(tzinfo=UTC)


def to_do(item: Waiting, name: str, address: str, amount: object) -> Task:
    """A step that waits for the visitor: what to do, where, and how much or until when."""
    procurement = item.procurement
    text = f"{procurement.reference} · {procurement.title}"
    return Task(name, address, text, str(amount), "todo")


def under_way(item: Waiting, address: str, pending: object) -> Task:
    """A procurement that waits for somebody else, or for nobody any more."""
    state = item.standing.state
    text = f"{item.procurement.reference} · {pending}"
    return Task(item.procurement.title, address, text, name_of(state), state.value)


def listed(rows: Sequence[Standing], arguments: MultiDict[str, str]) -> Shown[Standing]:
    """The part of the list of procurements that an address asks for, by deadline at first."""
    return tables.shown(rows, _columns(), arguments, text=_found_by, default="deadline")


def _columns() -> tuple[Column[Standing], ...]:
    return (
        Column("reference", gettext("Reference"), lambda row: row.procurement.reference.casefold()),
        Column("title", gettext("What is bought"), lambda row: row.procurement.title.casefold()),
        Column("state", gettext("State"), lambda row: list(State).index(row.state)),
        Column("deadline", gettext("Deadline"), lambda row: row.procurement.deadline_at or _NEVER),
    )


def _found_by(row: Standing) -> str:
    return f"{row.procurement.reference} {row.procurement.title}"
