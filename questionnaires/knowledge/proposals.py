"""This file says what the project proposes to ask for a measure, or else for a bare number."""

from dataclasses import dataclass
from decimal import Decimal

from questionnaires.catalogue import Catalogue, Measure, Theme
from questionnaires.questions import ONE, ZERO, Option, Question, QuestionKind
from questionnaires.requirement_sets import Proof, Reference, Requirement, RequirementKind
from questionnaires.wording import Wording


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the project proposes to ask a supplier for one measure number.

    It is relevant in the ``segments``, by their keys, where one of the ``risk_factors`` is at
    stake or none is named; what ``is_always_asked`` belongs in every contract.
    """

    title: Wording
    text: Wording
    kind: RequirementKind
    weight: Decimal
    not_applicable_allowed: bool
    proof: Proof
    questions: tuple[Question, ...]
    guidance: Wording = Wording()
    segments: tuple[str, ...] = ()
    risk_factors: tuple[str, ...] = ()
    is_always_asked: bool = False

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Every text that must be there in each language."""
        proof = self.proof
        levels = (proof.design, proof.existence, proof.operation)
        questions = [question.wording for question in self.questions]
        options = [option for question in self.questions for option in question.options]
        hints = [option.hint for option in options if option.severity is not None]
        labels = [option.label for option in options]
        return (self.title, self.text, self.guidance, *levels, *questions, *labels, *hints)

    def requirement(
        self, identifier: str, reference: Reference, *, theme: Theme | None = None
    ) -> Requirement:
        """Make a requirement of it; ``theme`` is there where the number does not tell it."""
        return Requirement(
            identifier=identifier,
            reference=reference,
            title=self.title,
            text=self.text,
            kind=self.kind,
            weight=self.weight,
            not_applicable_allowed=self.not_applicable_allowed,
            proof=self.proof,
            questions=self.questions,
            guidance=self.guidance,
            explicit_theme=theme,
        )


def refer_only(
    catalogue: Catalogue, measure: Measure, title: Wording, *, is_left_to_iso: bool
) -> Proposal:
    """Ask to meet a number of which no more is known than where it stands.

    ``is_left_to_iso`` says that the norm leaves the subject to the guidance of ISO/IEC 27002.
    """
    # A norm has its titles in one language, or has none: its number reads the same in both.
    number = f"{catalogue.name}, {measure.number}"
    return Proposal(
        title=Wording(nl=title.nl or number, en=title.en or number),
        text=_by_iso(measure) if is_left_to_iso else _by_number(catalogue, measure),
        kind=RequirementKind.SCORED,
        weight=ONE,
        not_applicable_allowed=True,
        proof=Proof(),
        questions=(_GENERAL_QUESTION,),
    )


def _by_iso(measure: Measure) -> Wording:
    control = f"ISO/IEC 27002:2022, {measure.control}"
    return Wording(
        nl=f"De leverancier werkt voor dit onderwerp volgens de richtlijn van {control} of "
        "op een gelijkwaardige manier, en toont dat aan.",
        en=f"For this subject the supplier works by the guidance of {control} or in an "
        "equivalent way, and demonstrates this.",
    )


def _by_number(catalogue: Catalogue, measure: Measure) -> Wording:
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
