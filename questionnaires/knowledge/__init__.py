"""This file knows, in the project's own words, what to ask a supplier for each measure.

The TOML files beside it, one a theme, hold the texts; numbers and statuses are those of BIO2 1.3.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from questionnaires.catalogue import Catalogue, Control, Measure, MeasureStatus, Source
from questionnaires.questions import ONE, ZERO, Condition, Option, Question, QuestionKind
from questionnaires.requirement_sets import Proof, Reference, Requirement, RequirementKind
from questionnaires.wording import Wording

NORM = "BIO2"
EDITION = "1.3"
_FILES = ("organisational.toml", "people.toml", "physical.toml", "technological.toml")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the project proposes to ask a supplier for one measure number."""

    title: Wording
    text: Wording
    kind: RequirementKind
    weight: Decimal
    not_applicable_allowed: bool
    proof: Proof
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the TOML files say; ``reasons`` tells why a number is never asked."""

    controls: tuple[Control, ...]
    measures: tuple[Measure, ...]
    proposals: Mapping[str, Proposal]
    reasons: Mapping[str, Wording]

    def catalogue(self) -> Catalogue:
        """The catalogue that comes with the project, without any official sentence."""
        return Catalogue(NORM, EDITION, Source.OWN, self.controls, self.measures)

    def requirement(self, catalogue: Catalogue, measure: Measure) -> Requirement:
        """Propose a requirement for a measure: our own text, or one that refers to the norm."""
        proposal = self.proposals.get(measure.number) or _reference_only(catalogue, measure)
        return Requirement(
            identifier=f"{catalogue.norm}-{measure.number}",
            reference=Reference(catalogue.norm, catalogue.edition, measure.number),
            title=proposal.title,
            text=proposal.text,
            kind=proposal.kind,
            weight=proposal.weight,
            not_applicable_allowed=proposal.not_applicable_allowed,
            proof=proposal.proof,
            questions=proposal.questions,
        )

    def title_of_control(self, number: str) -> Wording:
        """Our short title of a control, empty for a number we do not know."""
        return next((item.title for item in self.controls if item.number == number), Wording())


@cache
def load() -> Knowledge:
    """Read the TOML files, once."""
    controls: list[Control] = []
    measures: list[Measure] = []
    proposals: dict[str, Proposal] = {}
    reasons: dict[str, Wording] = {}
    for control in _controls():
        controls.append(Control(control["number"], Wording(**control["title"])))
        for entry in control["measures"]:
            measures.append(_measure(entry))
            if "requirement" in entry:
                proposals[entry["number"]] = _proposal(entry)
            if "reason" in entry:
                reasons[entry["number"]] = Wording(**entry["reason"])
    return Knowledge(tuple(controls), tuple(measures), proposals, reasons)


def _controls() -> Iterator[dict[str, Any]]:
    for name in _FILES:
        text = files(__package__).joinpath(name).read_text(encoding="utf-8")
        yield from tomllib.loads(text)["controls"]


def _measure(entry: Mapping[str, Any]) -> Measure:
    return Measure(
        number=entry["number"],
        status=MeasureStatus(entry["status"]),
        title=Wording(**entry.get("title", {})),
        target=entry.get("target"),
    )


def _proposal(entry: Mapping[str, Any]) -> Proposal:
    return Proposal(
        title=Wording(**entry["title"]),
        text=Wording(**entry["requirement"]),
        kind=RequirementKind(entry["kind"]),
        weight=Decimal(entry.get("weight", 0)),
        not_applicable_allowed=entry["not_applicable"],
        proof=Proof(**{level: Wording(**text) for level, text in entry["proof"].items()}),
        questions=tuple(_question(question) for question in entry["questions"]),
    )


def _question(entry: Mapping[str, Any]) -> Question:
    condition = entry.get("shown_when")
    return Question(
        key=entry["key"],
        kind=QuestionKind(entry["kind"]),
        wording=Wording(**entry["wording"]),
        guidance=Wording(**entry.get("guidance", {})),
        weight=Decimal(entry.get("weight", 1)),
        options=tuple(
            Option(option["key"], Wording(**option["label"]), Decimal(option["fraction"]))
            for option in entry.get("options", ())
        ),
        minimum=Decimal(entry["minimum"]) if "minimum" in entry else None,
        maximum=Decimal(entry["maximum"]) if "maximum" in entry else None,
        unit=Wording(**entry.get("unit", {})),
        shown_when=condition and Condition(condition["question"], tuple(condition["any_of"])),
    )


def _reference_only(catalogue: Catalogue, measure: Measure) -> Proposal:
    return Proposal(
        title=measure.title or load().title_of_control(measure.control),
        text=_text_that_refers(catalogue, measure),
        kind=RequirementKind.SCORED,
        weight=ONE,
        not_applicable_allowed=True,
        proof=Proof(),
        questions=(_GENERAL_QUESTION,),
    )


def _text_that_refers(catalogue: Catalogue, measure: Measure) -> Wording:
    if measure.status is MeasureStatus.NONE:
        control = f"ISO/IEC 27002:2022, {measure.control}"
        return Wording(
            nl=f"De leverancier werkt voor dit onderwerp volgens de richtlijn van {control} of "
            "op een gelijkwaardige manier, en toont dat aan.",
            en=f"For this subject the supplier works by the guidance of {control} or in an "
            "equivalent way, and demonstrates this.",
        )
    number = f"{catalogue.name}, {measure.number}"
    return Wording(
        nl=f"De leverancier voldoet voor de geleverde dienst aan {number}, of doet iets "
        "gelijkwaardigs, en toont dat aan.",
        en=f"For the service delivered the supplier meets {number}, or does something "
        "equivalent, and demonstrates this.",
    )


_GENERAL_QUESTION = Question(
    key="q1",
    kind=QuestionKind.SINGLE_CHOICE,
    wording=Wording("Voldoet u aan deze eis?", "Do you meet this requirement?"),
    guidance=Wording(
        "Licht toe hoe, en verwijs naar uw bewijs.", "Explain how, and refer to your proof."
    ),
    options=(
        Option("yes", Wording("Ja, volledig", "Yes, completely"), ONE),
        Option("partly", Wording("Gedeeltelijk", "Partly"), Decimal("0.5")),
        Option("no", Wording("Nee", "No"), ZERO),
    ),
)
