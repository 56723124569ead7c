"""This file prepares what a reviewer judges, as plain values: one subject after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from wtforms import SelectChoice

from questionnaires.answers import Entry, NotApplicable
from questionnaires.evidence import Particulars, Validity, validity
from questionnaires.fractions import automatic_fraction
from questionnaires.judgements import verdict_subject
from questionnaires.proving import Demonstration
from questionnaires.questionnaire import Questionnaire, asked
from questionnaires.questions import Question
from questionnaires.requirement_sets import Requirement, RequirementKind
from questionnaires.revisions import Grade
from supplier_portal.review.forms import JudgeForm, claims, grades, value_of, verdicts
from supplier_portal.services import judgements
from supplier_portal.services.actor import Actor
from supplier_portal.services.judgements import Kept
from supplier_portal.services.verdicts import Scanned
from supplier_portal.web.files import scanned as scans_of
from supplier_portal.web.formatting import ZONE


@dataclass(frozen=True, slots=True)
class SubjectView:
    """One thing to decide about: an answer, a claim or a knock-out."""

    subject: str
    question: Question | None
    entry: Entry | None
    automatic: object
    form: JudgeForm | None
    history: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a requirement."""

    id: UUID
    name: str
    size: int
    digest: str
    scanned: Scanned
    told: Particulars | None = None
    levels: tuple[Demonstration, ...] = ()
    validity: Validity = Validity.UNTOLD


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A requirement beside everything the supplier says about it."""

    requirement: Requirement
    subjects: tuple[SubjectView, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to prepare the subjects of one opened response for one reviewer."""

    questionnaire: Questionnaire
    answers: dict[str, Entry]
    standing: Sequence[Kept]
    reviewer: Actor
    attempt: JudgeForm | None

    def subject(
        self, subject: str, question: Question | None, choices: list[SelectChoice] | None
    ) -> SubjectView:
        """One subject, with the reviewer's own last judgement in its form."""
        entry = self.answers.get(subject.removesuffix("?"))
        history = tuple(kept for kept in self.standing if kept.judgement.subject == subject)
        automatic = automatic_fraction(question, entry) if question else None
        form = None if choices is None else self._form(subject, history, choices)
        return SubjectView(subject, question, entry, automatic, form, history)

    def _form(
        self, subject: str, history: tuple[Kept, ...], choices: list[SelectChoice]
    ) -> JudgeForm:
        if self.attempt is not None and self.attempt.subject.data == subject:
            form = self.attempt
        else:
            reviewer = str(self.reviewer.account_id)
            own = next((kept for kept in history if kept.judgement.reviewer == reviewer), None)
            form = JudgeForm(
                formdata=None,
                data={
                    "subject": subject,
                    "version": own.version if own else 0,
                    "decision": value_of(own.judgement.decision) if own else None,
                    "motivation": own.judgement.motivation if own else "",
                },
            )
        form.decision.choices = choices
        return form


def files_of(
    opened: judgements.OpenedResponse, stored: Sequence[judgements.OpenedEvidence], today: date
) -> Mapping[str, list[File]]:
    """The files that came with an opened response, by requirement, with what was told of them.

    Whether a proof holds is told as of today, and as of the deadline that it was given for.
    """
    known = scans_of([file.stored_as for file in stored])
    references = {
        (item.requirement, item.name, item.digest): item
        for item in judgements.response_of(opened).evidence
    }
    deadline = opened.procurement.deadline_at
    until = deadline.astimezone(ZoneInfo(ZONE)).date() if deadline else None
    found: dict[str, list[File]] = {}
    for file in stored:
        reference = references[file.requirement, file.name, file.digest]
        told = reference.particulars
        view = File(
            id=file.id,
            name=file.name,
            size=file.size,
            digest=file.digest,
            scanned=known[file.stored_as],
            told=told,
            levels=reference.levels,
            validity=validity(told, today, until) if told else Validity.UNTOLD,
        )
        found.setdefault(file.requirement, []).append(view)
    return found


def requirement_views(desk: Desk, files: Mapping[str, Sequence[File]]) -> list[RequirementView]:
    """Every requirement of the revision with its subjects and files."""
    return [
        RequirementView(
            requirement=requirement,
            subjects=tuple(_subjects(desk, requirement)),
            files=tuple(files.get(requirement.identifier, ())),
        )
        for requirement in desk.questionnaire.revision.requirements
    ]


def _subjects(desk: Desk, requirement: Requirement) -> list[SubjectView]:
    found = []
    if isinstance(desk.answers.get(requirement.identifier), NotApplicable):
        found.append(desk.subject(requirement.identifier, None, claims()))
    scale = desk.questionnaire.revision.scale
    for question in asked(requirement, desk.answers):
        item = requirement.item(question)
        found.append(desk.subject(item, question, _grades_for(desk, requirement, item, scale)))
    if requirement.kind is RequirementKind.KNOCK_OUT:
        found.append(desk.subject(verdict_subject(requirement.identifier), None, verdicts()))
    return found


def _grades_for(
    desk: Desk, requirement: Requirement, item: str, scale: tuple[Grade, ...]
) -> list[SelectChoice] | None:
    is_graded = requirement.kind is RequirementKind.SCORED and item in desk.answers
    return grades(scale) if is_graded else None
