"""This file judges half of a response, as the security officer of the demonstration would."""

from collections.abc import Iterator
from decimal import Decimal

from questionnaires.answers import Answers, Choice, NotApplicable, OpenText
from questionnaires.judgements import Applicability, Decision, Verdict, verdict_subject
from questionnaires.questionnaire import Questionnaire
from questionnaires.requirement_sets import Requirement, RequirementKind
from supplier_portal.demo.content import Supplier, content


def half(
    questionnaire: Questionnaire, answers: Answers, supplier: Supplier
) -> Iterator[tuple[str, Decision, str]]:
    """Give subject, decision and motivation for every other subject that waits for a reviewer."""
    motivations = content()["motivations"]
    found = list(_decisions(questionnaire, answers, supplier))
    for subject, decision in found[supplier.judged_from :: 2]:
        yield subject, decision, motivations[str(decision)]


def _decisions(
    questionnaire: Questionnaire, answers: Answers, supplier: Supplier
) -> Iterator[tuple[str, Decision]]:
    graded = 0
    for requirement in questionnaire.revision.requirements:
        if requirement.kind is RequirementKind.KNOCK_OUT:
            yield verdict_subject(requirement.identifier), _verdict(requirement, answers)
        if isinstance(answers.get(requirement.identifier), NotApplicable):
            yield requirement.identifier, Applicability.ACCEPTED
        for question in requirement.questions:
            item = requirement.item(question)
            if isinstance(answers.get(item), OpenText):
                yield item, Decimal(supplier.grades[graded // 2 % len(supplier.grades)])
                graded += 1


def _verdict(requirement: Requirement, answers: Answers) -> Verdict:
    for question in requirement.questions:
        answer = answers.get(requirement.item(question))
        if isinstance(answer, Choice) and question.fractions[answer.option] < 1:
            return Verdict.DOES_NOT_MEET
    return Verdict.MEETS
