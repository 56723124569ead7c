"""This file builds what an organisation adds to the norms, small and valid."""

from decimal import Decimal

from factories.requirements import question, wording

from questionnaires.catalogue import Theme
from questionnaires.house import HouseText, OwnMeasure
from questionnaires.knowledge.proposals import Proposal
from questionnaires.requirement_sets import Proof, RequirementKind
from questionnaires.segments import Segment
from questionnaires.wording import Wording


def proposal(**more):
    parts = {
        "title": wording("Scheepsjournaal"),
        "text": wording("De leverancier houdt een scheepsjournaal bij."),
        "kind": RequirementKind.SCORED,
        "weight": Decimal(3),
        "not_applicable_allowed": False,
        "proof": Proof(),
        "questions": (question("q1"),),
        "segments": ("all",),
    }
    return Proposal(**{**parts, **more})


def own_measure(number="GV-01", *, theme=Theme.PHYSICAL, **more):
    return OwnMeasure(number, theme, proposal(**more))


def house_text(text="Onze eigen woorden.", *, norm="BIO2", number="5.20.03", **more):
    return HouseText(norm, number, Wording(nl=text), **more)


def own_segment(key="own_1", **more):
    parts = {
        "title": wording("Vaartuigen"),
        "description": wording("Schepen en wat erop staat."),
        "is_supplement": True,
    }
    return Segment(key, **{**parts, **more})
