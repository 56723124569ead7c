"""This file builds small, valid parts of a revision, so a test states only what it is about."""

from collections.abc import Mapping
from decimal import Decimal

from questionnaires.answers import Choice
from questionnaires.judgements import Judgement
from questionnaires.questions import Condition, Option, Question, QuestionKind
from questionnaires.requirement_sets import (
    Reference,
    Requirement,
    RequirementKind,
    RequirementSet,
)
from questionnaires.revisions import DEFAULT_SCALE, Purchase, publish
from questionnaires.wording import Wording

Figure = Decimal | int | str

YES_OR_NO = {"yes": 1, "no": 0}
YES = Choice("yes")
NO = Choice("no")
LONG_ENOUGH = "The plan names owners, dates and the tests that were done last year."


def wording(text="tekst"):
    return Wording(nl=text, en=text)


def options(fractions: Mapping[str, Figure]):
    return tuple(
        Option(key, wording(key), Decimal(fraction)) for key, fraction in fractions.items()
    )


def question(key="a", *, fractions: Mapping[str, Figure] | None = None, weight: Figure = 1, **more):
    """Build a single choice: yes earns all and no earns nothing, unless told otherwise."""
    parts = {
        "kind": QuestionKind.SINGLE_CHOICE,
        "wording": wording(f"Vraag {key}?"),
        "options": options(YES_OR_NO if fractions is None else fractions),
        "weight": Decimal(weight),
    }
    return Question(key, **{**parts, **more})


def multi_choice(key="a", *, fractions: Mapping[str, Figure] | None = None, **more):
    offered = {"x": "0.4", "y": "0.4", "z": "0.4"} if fractions is None else fractions
    return question(key, fractions=offered, kind=QuestionKind.MULTI_CHOICE, **more)


def open_question(key="a", **more):
    return question(key, kind=QuestionKind.OPEN, fractions={}, **more)


def value_question(key="a", *, minimum: Figure = 0, maximum: Figure = 100, **more):
    bounds = {"minimum": Decimal(minimum), "maximum": Decimal(maximum)}
    return question(key, kind=QuestionKind.VALUE, fractions={}, **bounds, **more)


def when(key, *any_of):
    """Say which options of an earlier question show this one."""
    return Condition(key, any_of)


def requirement(
    number="5.20.03",
    *,
    kind=RequirementKind.SCORED,
    weight: Figure | None = None,
    questions=None,
    **more,
):
    default_weight = 1 if kind is RequirementKind.SCORED else 0
    parts = {
        "identifier": number,
        "reference": Reference("BIO2", "1.3", number),
        "title": wording(f"Titel {number}"),
        "text": wording("De leverancier toont dit jaarlijks aan."),
        "questions": (question(),) if questions is None else tuple(questions),
        "weight": Decimal(default_weight if weight is None else weight),
    }
    return Requirement(kind=kind, **{**parts, **more})


def knock_out(number="5.20.01", **more):
    return requirement(number, kind=RequirementKind.KNOCK_OUT, **more)


def informative(number="5.19.01", **more):
    return requirement(number, kind=RequirementKind.INFORMATIVE, **more)


def requirement_set(*requirements):
    return RequirementSet(
        requirements=requirements or (requirement(),),
        catalogue="BIO2 1.3",
        catalogue_digest="c" * 64,
    )


def purchase(**more):
    parts = {
        "reference": "2026-017",
        "title": "Zaaksysteem",
        "buyer": "Gemeente Voorbeeld",
        "language": "nl",
    }
    return Purchase(**{**parts, **more})


def revision(*requirements, number=1, scale=DEFAULT_SCALE, **facts):
    return publish(
        requirement_set(*requirements), purchase=purchase(**facts), number=number, scale=scale
    )


def judgement(subject="5.20.03.a", decision: object = "0.6", *, reviewer="Anna", **more):
    """Build a judgement; a figure written as text is a grade."""
    is_figure = type(decision) in {str, int}
    return Judgement(
        subject=subject,
        reviewer=reviewer,
        decision=Decimal(decision) if is_figure else decision,
        motivation=LONG_ENOUGH,
        **more,
    )
