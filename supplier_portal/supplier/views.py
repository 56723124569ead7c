"""This file prepares what the supplier's pages show, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from questionnaires.answers import Answers
from questionnaires.catalogue import Theme
from questionnaires.questionnaire import Item, Progress, Questionnaire
from questionnaires.requirement_sets import Requirement
from supplier_portal.services import answers, evidence, requirement_sets, responses, submissions
from supplier_portal.services.answers import Kept
from supplier_portal.web import section_views, transaction
from supplier_portal.web.access import actor
from supplier_portal.web.question_forms import Typed, shown, shown_again
from supplier_portal.web.section_views import File, ItemView, RequirementView


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was typed for one item and could not be kept, and why."""

    item: str
    typed: Typed
    message: str


@dataclass(frozen=True)
class Workspace:
    """One response with what is stored for it; the start of each of its pages."""

    response: responses.Response
    questionnaire: Questionnaire
    kept: Mapping[str, Kept]
    is_submitted: bool
    newest: int
    received_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether answers can still change."""
        return not self.is_submitted and self.is_before_deadline

    @property
    def is_before_deadline(self) -> bool:
        """Whether the response can still be handed in, also once more."""
        return not responses.is_late(self.response, self.received_at)

    @property
    def is_outdated(self) -> bool:
        """Whether the requirements changed since, and the supplier has not gone on with that."""
        return self.response.revision.number != self.newest

    @property
    def to_confirm(self) -> int:
        """How many answers were given before their requirement changed, and are to be confirmed."""
        asked = [
            item
            for item in self.questionnaire.items.values()
            if item.question is None or item.key in self.visible_items(item.requirement)
        ]
        return sum(item.key in self.kept and self.kept[item.key].is_to_confirm for item in asked)

    @property
    def round(self) -> int:
        """The how-manieth time it is that the response can be handed in."""
        return self.response.round

    @property
    def given(self) -> Answers:
        """The answers that stand."""
        return answers.given(self.kept)

    @property
    def waiting(self) -> Sequence[Item]:
        """The visible questions of which the answer is to be confirmed."""
        return [
            item
            for item in self.missing()
            if item.key in self.kept and self.kept[item.key].is_to_confirm
        ]

    @property
    def deadline(self) -> datetime | None:
        """Up to and including when the response can be handed in."""
        return self.response.procurement.deadline_at

    def progress(self, theme: Theme | None = None) -> Progress:
        """Answered and visible questions, of one theme or of all."""
        return self.questionnaire.progress(answers.given(self.kept), theme)

    def missing(self) -> Sequence[Item]:
        """The visible questions without an answer."""
        return self.questionnaire.missing(answers.given(self.kept))

    def visible_items(self, requirement: Requirement) -> frozenset[str]:
        """The questions of a requirement that are asked now."""
        return section_views.visible_items(requirement, answers.given(self.kept))


def workspace(response_id: UUID) -> Workspace:
    """Read one response of the visitor's own organisation; raises NotFoundError."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    return Workspace(
        response=response,
        questionnaire=responses.questionnaire_of(response),
        kept=answers.stored(session, response),
        is_submitted=submissions.submission_of(session, response) is not None,
        newest=requirement_sets.newest_number(session, response.procurement_id),
        received_at=transaction.received_at(),
    )


def section(work: Workspace, theme: Theme, mistake: Mistake | None = None) -> list[RequirementView]:
    """The requirements of one theme, ready to fill in."""
    session = transaction.session()
    files: dict[str, list[File]] = {}
    for file in evidence.all_of(session, work.response):
        files.setdefault(file.requirement, []).append(File(file.id, file.name, file.size))
    return section_views.section(
        work.questionnaire,
        theme,
        answers.given(work.kept),
        lambda item: _item_view(work, item, mistake),
        files,
    )


def _item_view(work: Workspace, item: Item, mistake: Mistake | None) -> ItemView:
    stored = work.kept.get(item.key, Kept(None, 0))
    is_mistaken = mistake is not None and mistake.item == item.key
    view = ItemView(
        item=item,
        shown=shown_again(mistake.typed) if mistake and is_mistaken else shown(stored.entry),
        version=stored.version,
        is_answered=stored.entry is not None and not stored.is_to_confirm,
        is_to_confirm=stored.is_to_confirm,
        error=mistake.message if mistake and is_mistaken else "",
    )
    return section_views.weighed(view, stored.entry)
