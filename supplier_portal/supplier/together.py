"""This file prepares what colleagues see of each other's work, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext, ngettext

from questionnaires.catalogue import Theme
from supplier_portal.services import answers, assignments, notes, presence, responses, team
from supplier_portal.services.notes import Note
from supplier_portal.services.presence import Writer
from supplier_portal.services.team import Member
from supplier_portal.supplier.tasks import Standing
from supplier_portal.supplier.views import Workspace
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import remaining
from supplier_portal.web.names import name_of
from supplier_portal.web.tasks import Task


@dataclass(frozen=True, slots=True)
class Team:
    """Who sees to which theme of a response, and who could; ``notes`` counts those in general."""

    people: Sequence[Member]
    owners: Mapping[Theme, UUID | None]
    version: int
    notes: int
    problem: str

    def name_of(self, account_id: UUID | None) -> str:
        """Who it is; nobody has no name."""
        return next((one.name for one in self.people if one.id == account_id), "")


@dataclass(frozen=True, slots=True)
class Company:
    """What a page with questions tells of colleagues: where they are, what they wrote."""

    present: Mapping[str, Sequence[str]]
    writers: Mapping[str, Writer]
    notes: Mapping[str, Sequence[Note]]
    own_id: UUID
    now: datetime

    def here(self, item: str) -> str:
        """Who is on a question now, in words; nobody is an empty text."""
        return here(self.present.get(item, ()))

    def last(self, item: str) -> str:
        """Who wrote an answer last and how long ago, in words."""
        writer = self.writers.get(item)
        if writer is None:
            return ""
        when = remaining(writer.at, self.now)
        return str(gettext("Last written by %(name)s, %(when)s", name=writer.name, when=when))


def here(names: Sequence[str]) -> str:
    """Say that these colleagues are here."""
    if not names:
        return ""
    found = ngettext("%(names)s is here", "%(names)s are here", len(names), names=", ".join(names))
    return str(found)


def team_of(work: Workspace, problem: str = "") -> Team:
    """The team around one response."""
    session = transaction.session()
    people = team.members(session, work.response.organisation_id)
    return Team(
        people=[one for one in people if one.is_active],
        owners=assignments.of_response(session, work.response),
        version=assignments.version_of(session, work.response),
        notes=notes.count_of(session, work.response),
        problem=problem,
    )


def company_of(work: Workspace) -> Company:
    """What to tell of colleagues on a page with questions."""
    session, now = transaction.session(), work.received_at
    return Company(
        present=presence.others(session, actor(), work.response, at=now),
        writers=presence.last_writers(session, work.response),
        notes=notes.about(session, work.response),
        own_id=actor().account_id,
        now=now,
    )


def mine(standings: Iterable[Standing], now: datetime) -> list[Task]:
    """The themes that the visitor sees to and that have open questions, by response."""
    session = transaction.session()
    assigned = assignments.of_person(session, actor())
    return [
        task
        for item in standings
        if item.is_open(now) and item.response.id in assigned
        for task in _tasks(item.response, assigned[item.response.id])
    ]


def _tasks(response: responses.Response, themes: frozenset[Theme]) -> list[Task]:
    given = answers.given(answers.stored(transaction.session(), response))
    questionnaire = responses.questionnaire_of(response)
    found = []
    for section in questionnaire.sections:
        progress = questionnaire.progress(given, section.theme)
        if section.theme in themes and not progress.is_complete:
            found.append(_task(response, section.theme, progress.total - progress.answered))
    return found


def _task(response: responses.Response, theme: Theme, count: int) -> Task:
    return Task(
        name=name_of(theme),
        address=url_for("supplier.section", response_id=response.id, theme=theme.value),
        text=response.procurement.title,
        state=ngettext("%(num)d question open", "%(num)d questions open", count),
        tone="todo",
    )
