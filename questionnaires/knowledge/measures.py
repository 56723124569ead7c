"""This file reads a theme file: the controls, their measures, and what to ask for each."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from questionnaires.catalogue import Control, Measure, MeasureStatus
from questionnaires.knowledge.proposals import Proposal
from questionnaires.knowledge.tables import Table
from questionnaires.questions import Condition, Option, Question, QuestionKind, Severity
from questionnaires.requirement_sets import Proof, ProofType, RequirementKind
from questionnaires.wording import Wording

_WITH_CONTENT = frozenset({MeasureStatus.ACTIVE, MeasureStatus.NONE})


@dataclass(frozen=True, slots=True)
class Known:
    """A measure with what to ask a supplier, or the reason why it is never asked, if either."""

    measure: Measure
    proposal: Proposal | None = None
    reason: Wording | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a measure can name to say when it is relevant."""

    segments: Collection[str]
    risk_factors: Collection[str]


def read_theme(table: Table, keys: Keys) -> tuple[tuple[Control, tuple[Known, ...]], ...]:
    """Read the controls of one theme, each with its measures."""
    table.whole("theme")
    return table.tables("controls", "number", partial(_control, keys=keys))


def _control(table: Table, keys: Keys) -> tuple[Control, tuple[Known, ...]]:
    control = Control(table.text("number"), table.wording("title"))
    return control, table.tables("measures", "number", partial(_measure, keys=keys))


def _measure(table: Table, keys: Keys) -> Known:
    number, status = table.text("number"), table.one_of("status", MeasureStatus)
    if status not in _WITH_CONTENT:
        return Known(Measure(number, status, target=table.text("target", "") or None))
    measure = Measure(number, status, table.wording("title"))
    if not table.flag("supplier"):
        return Known(measure, reason=table.wording("reason"))
    return Known(measure, proposal=_proposal(table, measure.title, keys))


def _proposal(table: Table, title: Wording, keys: Keys) -> Proposal:
    kind = table.one_of("kind", RequirementKind)
    is_scored = kind is RequirementKind.SCORED
    return Proposal(
        title=title,
        text=table.wording("requirement"),
        guidance=table.wording("guidance"),
        kind=kind,
        weight=table.number("weight", None if is_scored else "0"),
        not_applicable_allowed=table.flag("not_applicable"),
        proof=table.table("proof", _proof),
        questions=table.tables("questions", "key", _question),
        segments=table.keys_of("segments", keys.segments),
        risk_factors=table.keys_of("risk_factors", keys.risk_factors),
        is_always_asked=table.flag("always", default=False),
    )


def _proof(table: Table) -> Proof:
    design, design_types = table.table("design", _evidence)
    existence, existence_types = table.table("existence", _evidence)
    operation, operation_types = table.table("operation", _evidence)
    return Proof(design, existence, operation, design_types, existence_types, operation_types)


def _evidence(table: Table) -> tuple[Wording, tuple[ProofType, ...]]:
    types = table.keys_of("types", set(ProofType))
    return Wording(table.text("nl"), table.text("en")), tuple(map(ProofType, types))


def _question(table: Table) -> Question:
    is_bounded = "minimum" in table
    return Question(
        key=table.text("key"),
        kind=table.one_of("kind", QuestionKind),
        wording=table.wording("wording"),
        guidance=table.wording("guidance") if "guidance" in table else Wording(),
        weight=table.number("weight", "1"),
        options=table.tables("options", "key", _option) if "options" in table else (),
        minimum=table.number("minimum") if is_bounded else None,
        maximum=table.number("maximum") if is_bounded else None,
        unit=table.wording("unit") if "unit" in table else Wording(),
        shown_when=table.table("shown_when", _condition) if "shown_when" in table else None,
    )


def _option(table: Table) -> Option:
    has_hint = "hint" in table
    return Option(
        key=table.text("key"),
        label=table.wording("label"),
        fraction=table.number("fraction"),
        hint=table.wording("hint") if has_hint else Wording(),
        severity=table.one_of("severity", Severity) if has_hint else None,
    )


def _condition(table: Table) -> Condition:
    return Condition(table.text("question"), table.texts("any_of"))
