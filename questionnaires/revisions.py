"""This file turns a requirement set into a revision: an immutable value that all else follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from questionnaires.catalogue import Theme
from questionnaires.errors import NotPublishableError, translatable
from questionnaires.questions import ONE, ZERO, is_plain
from questionnaires.requirement_sets import Requirement, RequirementKind, RequirementSet
from questionnaires.wording import Language, Wording, safe


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of the scale on which open answers are judged: a fraction 0..1 and its label."""

    fraction: Decimal
    label: Wording


DEFAULT_SCALE = (
    Grade(Decimal(0), Wording("Niet ingevuld of onbruikbaar", "Absent or unusable")),
    Grade(Decimal("0.2"), Wording("Slecht", "Poor")),
    Grade(Decimal("0.4"), Wording("Matig", "Weak")),
    Grade(Decimal("0.6"), Wording("Voldoende", "Sufficient")),
    Grade(Decimal("0.8"), Wording("Goed", "Good")),
    Grade(Decimal(1), Wording("Uitstekend", "Excellent")),
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """The facts of a procurement that a revision carries: its reference, title and buyer."""

    reference: str
    title: str
    buyer: str
    language: str


@dataclass(frozen=True)
class Revision:
    """A numbered publication of a requirement set, with everything that later steps need.

    The moment of publication is no part of it: the same content always has the same digest.
    """

    purchase: Purchase
    number: int
    catalogue: str
    catalogue_digest: str
    requirements: tuple[Requirement, ...]
    scale: tuple[Grade, ...] = DEFAULT_SCALE
    formula: str = "absolute-weighted-mean"

    @cached_property
    def by_identifier(self) -> Mapping[str, Requirement]:
        """Its requirements by their stable identifier."""
        return {requirement.identifier: requirement for requirement in self.requirements}


def publish(
    requirement_set: RequirementSet,
    *,
    purchase: Purchase,
    number: int,
    scale: tuple[Grade, ...] = DEFAULT_SCALE,
) -> Revision:
    """Freeze a requirement set as revision ``number``.

    Raises NotPublishableError when it is empty, has two things under one name, lacks a text in
    the procurement's language, or has a scale that does not run from 0 to 1; UnsafeTextError for a
    character that no document can carry.
    """
    requirements = requirement_set.requirements
    if not requirements:
        raise NotPublishableError(problem=translatable("Add at least one requirement."))
    _refuse_doubles(requirements)
    for requirement in requirements:
        _refuse_missing_texts(requirement, Language(purchase.language))
        _refuse_unsafe_texts(requirement)
    labels = [text for grade in scale for text in (grade.label.nl, grade.label.en)]
    source = (requirement_set.catalogue, requirement_set.catalogue_digest)
    for text in (purchase.reference, purchase.title, purchase.buyer, *source, *labels):
        safe(text)
    _refuse_odd_scale(scale, Language(purchase.language))
    return Revision(
        purchase=purchase,
        number=number,
        catalogue=requirement_set.catalogue,
        catalogue_digest=requirement_set.catalogue_digest,
        requirements=requirements,
        scale=scale,
    )


def total_weight(requirements: tuple[Requirement, ...]) -> Fraction:
    """Add up the points that the scored requirements can earn, exactly."""
    scored = (item.weight for item in requirements if item.kind is RequirementKind.SCORED)
    return sum(map(Fraction, scored), Fraction(0))


def weight_by_theme(requirements: Iterable[Requirement]) -> Mapping[Theme, Fraction]:
    """What the requirements of each theme can earn together, in points; zero for an absent one."""
    asked = tuple(requirements)
    return {
        theme: total_weight(tuple(item for item in asked if item.theme is theme)) for theme in Theme
    }


def lacks_text(requirement: Requirement, language: Language) -> bool:
    """Whether a supplier who reads this language would miss a title, text, question or label."""
    labels = [option.label for question in requirement.questions for option in question.options]
    wordings = [question.wording for question in requirement.questions]
    texts = (requirement.title, requirement.text, *wordings, *labels)
    return not all(getattr(text, language) for text in texts)


def _refuse_doubles(requirements: tuple[Requirement, ...]) -> None:
    seen: set[str] = set()
    for requirement in requirements:
        items = [requirement.item(question) for question in requirement.questions]
        for name in (requirement.identifier, *items):
            if name in seen:
                raise NotPublishableError(
                    problem=translatable("%(requirement)s is in the set twice."), requirement=name
                )
            seen.add(name)


def _refuse_missing_texts(requirement: Requirement, language: Language) -> None:
    if lacks_text(requirement, language):
        raise NotPublishableError(
            problem=translatable(
                "Requirement %(requirement)s has a text that is missing in the language "
                "of the procurement."
            ),
            requirement=requirement.identifier,
        )


def _refuse_unsafe_texts(requirement: Requirement) -> None:
    proof = requirement.proof
    texts = [requirement.title, requirement.text, requirement.guidance]
    texts += [proof.design, proof.existence, proof.operation]
    for question in requirement.questions:
        texts += [question.wording, question.guidance, question.unit]
        texts += [text for option in question.options for text in (option.label, option.hint)]
    names = [requirement.reference.norm, requirement.reference.edition]
    if requirement.equivalence is not None:
        texts.append(requirement.equivalence.reason)
        names += [requirement.equivalence.norm, requirement.equivalence.edition]
    for name in names:
        safe(name)
    for text in texts:
        safe(text.nl)
        safe(text.en)


def _refuse_odd_scale(scale: tuple[Grade, ...], language: Language) -> None:
    fractions = [grade.fraction for grade in scale]
    if not all(map(is_plain, fractions)) or not all(
        getattr(grade.label, language) for grade in scale
    ):
        raise NotPublishableError(
            problem=translatable("Each step of the scale needs a number and a label.")
        )
    if fractions != sorted(set(fractions)) or fractions[:1] != [ZERO] or fractions[-1:] != [ONE]:
        raise NotPublishableError(
            problem=translatable("The scale must rise from 0 to 1 without doubles.")
        )
