"""This file says what waits for a supplier: which responses to finish, and which are done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from questionnaires.questionnaire import Progress
from supplier_portal.services.responses import Response
from supplier_portal.services.submissions import Submission
from supplier_portal.web.formatting import moment, remaining, short_moment
from supplier_portal.web.tasks import Task


@dataclass(frozen=True, slots=True)
class Standing:
    """A response, what was handed in last, and the number of the revision that counts now."""

    response: Response
    submission: Submission | None
    newest: int

    @property
    def is_outdated(self) -> bool:
        """Whether the requirements changed since."""
        return self.response.revision.number != self.newest

    @property
    def is_confirmed(self) -> bool:
        """Whether what was handed in answers what counts now."""
        is_in = self.submission is not None and self.submission.round == self.response.round
        return is_in and not self.is_outdated

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be handed in, or has to be once more."""
        deadline = self.response.procurement.deadline_at
        return not self.is_confirmed and deadline is not None and now <= deadline


def to_finish(
    standings: Iterable[Standing], now: datetime, progress: Callable[[Response], Progress]
) -> list[Task]:
    """The responses that are still open, the nearest deadline first.

    ``progress`` counts how far the answers of one are; for a finished one nobody asks.
    """
    return [
        _changed(item, now)
        if item.is_outdated
        else _to_finish(item.response, now, progress(item.response))
        for item in standings
        if item.is_open(now)
    ]


def finished(standings: Iterable[Standing], now: datetime) -> list[Task]:
    """The responses that were handed in, or can no longer be."""
    return [_finished(item) for item in standings if not item.is_open(now)]


def _to_finish(response: Response, now: datetime, progress: Progress) -> Task:
    procurement = response.procurement
    deadline = procurement.deadline_at or now
    answered = gettext(
        "%(answered)s of %(total)s answered", answered=progress.answered, total=progress.total
    )
    return Task(
        name=procurement.title,
        address=url_for("supplier.show", response_id=response.id),
        text=f"{procurement.organisation.name} · {answered} · {moment(deadline)}",
        state=gettext("deadline %(when)s", when=remaining(deadline, now)),
        tone="todo",
    )


def _changed(item: Standing, now: datetime) -> Task:
    procurement = item.response.procurement
    deadline = procurement.deadline_at or now
    return Task(
        name=str(gettext("%(title)s: the requirements changed", title=procurement.title)),
        address=url_for("supplier.changes", response_id=item.response.id),
        text=f"{procurement.organisation.name} · {moment(deadline)}",
        state=gettext("deadline %(when)s", when=remaining(deadline, now)),
        tone="todo",
    )


def _finished(item: Standing) -> Task:
    procurement = item.response.procurement
    if item.submission is None:
        return Task(
            name=procurement.title,
            address=url_for("supplier.show", response_id=item.response.id),
            text=procurement.organisation.name,
            state=gettext("deadline passed, not handed in"),
            tone="late",
        )
    received = gettext("received %(moment)s", moment=short_moment(item.submission.received_at))
    return Task(
        name=procurement.title,
        address=url_for("supplier.receipt", response_id=item.response.id),
        text=f"{procurement.organisation.name} · {received}",
        state=gettext("handed in") if item.is_confirmed else gettext("handed in, not confirmed"),
        tone="done" if item.is_confirmed else "late",
    )
