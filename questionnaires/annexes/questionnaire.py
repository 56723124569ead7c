"""This file writes the questionnaire to read: everything a supplier will be asked, beforehand."""

from typing import Any

from questionnaires.annexes import AnnexContent, AnnexKind, Publication
from questionnaires.annexes.labels import QUESTION_KINDS, say
from questionnaires.annexes.lines import figure, in_time, line, particulars
from questionnaires.questionnaire import sections_of
from questionnaires.questions import Condition, Question
from questionnaires.requirement_sets import Requirement
from questionnaires.revisions import Revision
from questionnaires.themes import THEMES
from questionnaires.wording import Language, Wording

_ONLY_WITH = Wording(
    "Alleen als bij {question} is gekozen: {options}.",
    "Only when {question} is answered with: {options}.",
)
_AT_MOST = Wording("hoogstens {limit} woorden", "at most {limit} words")


def questionnaire(revision: Revision, publication: Publication, language: Language) -> AnnexContent:
    """Give the content of the questionnaire: requirements with their questions and proof."""
    return {
        **particulars(AnnexKind.QUESTIONNAIRE, revision, publication, language),
        **in_time(publication, language),
        "themes": [
            {
                "title": say(THEMES[section.theme], language),
                "requirements": [_asked(item, language) for item in section.requirements],
            }
            for section in sections_of(revision.requirements)
        ],
    }


def _asked(requirement: Requirement, language: Language) -> dict[str, Any]:
    questions = {question.key: question for question in requirement.questions}
    return {
        **line(requirement, language),
        "questions": [
            {
                "item": requirement.item(question),
                "text": say(question.wording, language),
                "guidance": _guidance(requirement, question, questions, language),
                "kind": _kind(question, language),
                "options": [say(option.label, language) for option in question.options],
            }
            for question in requirement.questions
        ],
    }


def _kind(question: Question, language: Language) -> str:
    kind = say(QUESTION_KINDS[question.kind], language)
    if question.longest_words is not None:
        return f"{kind}: {say(_AT_MOST, language).format(limit=question.longest_words)}"
    if question.minimum is None or question.maximum is None:
        return kind
    bounds = f"{figure(question.minimum, language)} – {figure(question.maximum, language)}"
    return f"{kind}: {bounds} {say(question.unit, language)}".rstrip()


def _guidance(
    requirement: Requirement,
    question: Question,
    questions: dict[str, Question],
    language: Language,
) -> str:
    guidance = say(question.guidance, language)
    condition = question.shown_when
    if condition is None:
        return guidance
    asked = questions[condition.question]
    only = say(_ONLY_WITH, language).format(
        question=requirement.item(asked), options=_chosen(asked, condition, language)
    )
    return f"{only}\n{guidance}" if guidance else only


def _chosen(asked: Question, condition: Condition, language: Language) -> str:
    labels = {option.key: say(option.label, language) for option in asked.options}
    return " / ".join(labels[key] for key in condition.any_of)
