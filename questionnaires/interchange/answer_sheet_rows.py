"""This file lays out a questionnaire as rows: one for each item, with all that belongs to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from questionnaires.answers import Amount, Answers, Choice, Choices, Entry, NotApplicable
from questionnaires.filled_rows import NO, YES, labels
from questionnaires.interchange.answer_sheet_words import (
    CLAIM_KIND,
    CLAIM_QUESTION,
    KINDS,
    ONLY_AFTER,
    RANGE,
    STATES,
    AnswerState,
    Field,
)
from questionnaires.interchange.schemas import plain
from questionnaires.questionnaire import Item, Questionnaire, asked
from questionnaires.questions import Question, QuestionKind
from questionnaires.requirement_sets import Requirement
from questionnaires.sheet_report import TOO_LONG, Held, compensation_of, is_too_long, text_of
from questionnaires.themes import THEMES
from questionnaires.wording import Wording

Value = str | Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """What the cells of one item hold by column, how many can be filled in, and from which list."""

    values: Mapping[Field, Sequence[Value]]
    open_cells: Mapping[Field, int] = field(default_factory=dict)
    listed: tuple[str, ...] = ()


def rows_of(
    questionnaire: Questionnaire, held: Mapping[str, Held], to_confirm: frozenset[str]
) -> Iterator[Row]:
    """One row for each item, in the order of the questionnaire."""
    language = questionnaire.revision.purchase.language
    given = {
        key: answer.entry
        for key, answer in held.items()
        if answer.entry is not None and key not in to_confirm
    }
    for item in questionnaire.items.values():
        answer = held.get(item.key, Held(None, 0))
        state = _state(item, answer, given, is_to_confirm=item.key in to_confirm)
        about = _about(item, language) | {
            Field.STATE: (STATES[state].choose(language).text,),
            Field.KEY: (item.key,),
            Field.VERSION: (Decimal(answer.version),),
        }
        yield _row(item, about, answer.entry, language)


def _state(item: Item, answer: Held, given: Answers, *, is_to_confirm: bool) -> AnswerState:
    if answer.entry is not None:
        return AnswerState.TO_CONFIRM if is_to_confirm else AnswerState.ANSWERED
    if item.question is None:
        return AnswerState.OPTIONAL
    is_asked = item.question in asked(item.requirement, given)
    return AnswerState.OPEN if is_asked else AnswerState.NOT_ASKED


def _about(item: Item, language: str) -> dict[Field, Sequence[Value]]:
    requirement, question = item.requirement, item.question
    title, text = (_said(part, language) for part in (requirement.title, requirement.text))
    return {
        Field.ITEM: (item.key,),
        Field.THEME: (_said(THEMES[requirement.theme], language),),
        Field.REFERENCE: (str(requirement.reference),),
        Field.REQUIREMENT: (f"{title}\n{text}",),
        Field.QUESTION: (_said(question.wording if question else CLAIM_QUESTION, language),),
        Field.KIND: (_said(KINDS[question.kind] if question else CLAIM_KIND, language),),
        Field.GUIDANCE: (_guidance(requirement, question, language),),
        Field.OPTIONS: ("\n".join(_options(question, language)),),
    }


def _guidance(requirement: Requirement, question: Question | None, language: str) -> str:
    if question is None:
        return _said(requirement.guidance, language)
    lines = [_said(question.guidance, language)]
    if question.shown_when is not None:
        earlier = next(
            found for found in requirement.questions if found.key == question.shown_when.question
        )
        called = labels(earlier, language)
        lines.append(
            _said(ONLY_AFTER, language).format(
                question=requirement.item(earlier),
                options=", ".join(called[key] for key in question.shown_when.any_of),
            )
        )
    return "\n".join(line for line in lines if line)


def _options(question: Question | None, language: str) -> Iterator[str]:
    if question is None:
        return
    yield from labels(question, language).values()
    if question.minimum is not None and question.maximum is not None:
        bounds = _said(RANGE, language).format(
            minimum=plain(question.minimum), maximum=plain(question.maximum)
        )
        yield f"{bounds} {_said(question.unit, language)}".strip()


def _row(
    item: Item, about: dict[Field, Sequence[Value]], entry: Entry | None, language: str
) -> Row:
    texts = {Field.TEXT: text_of(entry), Field.COMPENSATION: compensation_of(entry)}
    too_long = {place for place, text in texts.items() if is_too_long(text)}
    shown = {
        place: (_said(TOO_LONG, language) if place in too_long else text,)
        for place, text in texts.items()
    }
    values = about | shown | _chosen(item, entry, language)
    cells = {place: 1 for place in texts if place not in too_long}
    question = item.question
    if question is None or question.kind is QuestionKind.OPEN:
        cells.pop(Field.COMPENSATION, None)
    if question is None:
        return Row(values, cells | {Field.CLAIM: 1}, (_said(YES, language), _said(NO, language)))
    match question.kind:
        case QuestionKind.OPEN:
            return Row(values, cells)
        case QuestionKind.VALUE:
            return Row(values, cells | {Field.NUMBER: 1})
        case QuestionKind.SINGLE_CHOICE:
            most = 1
        case QuestionKind.MULTI_CHOICE:
            most = len(question.options)
    return Row(values, cells | {Field.CHOICE: most}, tuple(labels(question, language).values()))


def _chosen(item: Item, entry: Entry | None, language: str) -> dict[Field, Sequence[Value]]:
    called = labels(item.question, language) if item.question else {}
    match entry:
        case Choice(option=option):
            return {Field.CHOICE: (called.get(option, ""),)}
        case Choices(options=options):
            return {Field.CHOICE: tuple(called.get(option, "") for option in options)}
        case Amount(number=number):
            return {Field.NUMBER: (number,)}
        case NotApplicable():
            return {Field.CLAIM: (_said(YES, language),)}
        case _:
            return {}


def _said(wording: Wording, language: str) -> str:
    return wording.choose(language).text
