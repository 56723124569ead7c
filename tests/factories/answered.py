"""This file makes a small questionnaire, and answers it as well or as badly as can be."""

from dataclasses import replace

from factories.world import some_answer

from questionnaires import knowledge
from questionnaires.questionnaire import Questionnaire
from questionnaires.requirement_sets import RequirementKind, RequirementSet
from questionnaires.revisions import Purchase, publish

NUMBERS = ("5.20.05", "8.08.01", "8.31.01")


def questionnaire(kind=RequirementKind.INFORMATIVE) -> Questionnaire:
    """A questionnaire about a few measures, all of one kind."""
    known = knowledge.load()
    catalogue = known.catalogue()
    found = [known.requirement(catalogue, catalogue.by_number[number]) for number in NUMBERS]
    lines = [
        replace(line, kind=kind, weight=line.weight * 0, not_applicable_allowed=True)
        for line in found
    ]
    revision = publish(
        RequirementSet(tuple(lines), "BIO2 1.3", "0" * 64),
        purchase=Purchase("R", "Titel", "Koper", "nl"),
        number=1,
    )
    return Questionnaire(revision)


def answered(found: Questionnaire, *, best: bool):
    """Every question that is asked, answered."""
    given = {}
    while missing := found.missing(given):
        given |= {item.key: some_answer(item.question, best=best) for item in missing}
    return given
