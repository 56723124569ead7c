"""This file puts into words what a set asks of a supplier: how much, when, and what is heavy."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext, ngettext

from questionnaires.effort import Effort, Term, Work, effort_of
from questionnaires.proving import LIGHT_TO_HEAVY, ProofMoment, ProofStep, heaviest, steps_of
from questionnaires.requirement_sets import Requirement, RequirementKind
from questionnaires.scoring import rounded
from supplier_portal.web import charts
from supplier_portal.web.names import name_of


@dataclass(frozen=True, slots=True)
class Heavy:
    """A requirement that only somebody else's report can show, and the heaviest it asks."""

    requirement: Requirement
    step: ProofStep


@dataclass(frozen=True, slots=True)
class Asked:
    """What a set asks of a supplier, ready to be shown."""

    effort: Effort
    hours: str
    kinds: tuple[tuple[RequirementKind, int], ...]
    questions: str
    proofs: charts.Stacks
    terms: tuple[tuple[str, Term], ...]
    heavy: tuple[Heavy, ...]


def asked_of(requirements: Iterable[Requirement]) -> Asked:
    """Prepare what a set asks."""
    found = {requirement.identifier: requirement for requirement in requirements}
    effort = effort_of(found.values())
    return Asked(
        effort=effort,
        hours=_hours(effort),
        kinds=tuple((kind, count) for kind, count in effort.by_kind.items() if count),
        questions=_questions(effort),
        proofs=_proofs(effort),
        terms=tuple((_work(term), term) for term in effort.terms),
        heavy=tuple(
            Heavy(found[identifier], step)
            for identifier in effort.heavy
            for step in [heaviest(steps_of(found[identifier].proof))]
            if step is not None
        ),
    )


def in_words(effort: Effort) -> str:
    """What a set asks, in one line."""
    sentence: str = gettext(
        "%(requirements)s, %(questions)s, about %(hours)s for a supplier.",
        requirements=ngettext("%(num)d requirement", "%(num)d requirements", effort.requirements),
        questions=ngettext("%(num)d question", "%(num)d questions", effort.questions),
        hours=_hours(effort),
    )
    return sentence


def _hours(effort: Effort) -> str:
    """The whole hours, and one at least: no set takes no time."""
    hours = max(1, int(rounded(Fraction(effort.minutes, 60), 0)))
    text: str = ngettext("%(num)d hour", "%(num)d hours", hours)
    return text


def _questions(effort: Effort) -> str:
    closed, opened = effort.closed_questions, effort.open_questions
    return ", ".join(
        text
        for text, count in (
            (ngettext("%(num)d closed", "%(num)d closed", closed), closed),
            (ngettext("%(num)d open", "%(num)d open", opened), opened),
        )
        if count
    )


def _proofs(effort: Effort) -> charts.Stacks:
    """The proofs that are asked, the lightest type first, each by its moment."""
    asked = effort.proofs
    return charts.stacks(
        [name_of(moment) for moment in ProofMoment],
        [
            (name_of(kind), [effort.by_moment[moment][kind] for moment in ProofMoment])
            for kind in LIGHT_TO_HEAVY
            if asked[kind]
        ],
    )


def _work(term: Term) -> str:
    kind = "" if term.proof_type is None else name_of(term.proof_type)
    match term.work:
        case Work.CLOSED_QUESTION:
            text = gettext("closed question")
        case Work.OPEN_QUESTION:
            text = gettext("open question")
        case Work.PROOF:
            text = gettext("proof: %(proof)s", proof=kind)
        case Work.EXAMINATION:
            text = gettext("examination: %(proof)s", proof=kind)
    return str(text)
