"""This file rewrites a question as a buyer wants it, and keeps all that the buyer did not touch."""

from collections.abc import Sequence
from dataclasses import replace

from questionnaires.questions import Option, Question, QuestionKind
from questionnaires.wording import Wording


def rewritten(
    question: Question,
    wording: Wording,
    options: Sequence[Option],
    longest_words: int | None = None,
) -> Question:
    """Give a question with other words, options and limit in words, under its own key.

    An option that keeps its label or what it earns keeps its hint; one that was only reworded keeps
    its key, by which other questions know it. Without options a choice becomes an open question.
    """
    if question.kind in {QuestionKind.VALUE, QuestionKind.OPEN} and not options:
        return replace(question, wording=wording, longest_words=longest_words)
    if not options:
        return replace(
            question,
            kind=QuestionKind.OPEN,
            wording=wording,
            options=(),
            longest_words=longest_words,
        )
    is_choice = question.kind in {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE}
    return replace(
        question,
        kind=question.kind if is_choice else QuestionKind.SINGLE_CHOICE,
        wording=wording,
        options=_merged(question.options, options),
        minimum=None,
        maximum=None,
        unit=Wording(),
        longest_words=longest_words,
    )


def _merged(before: Sequence[Option], after: Sequence[Option]) -> tuple[Option, ...]:
    known = {option.label: option for option in before}
    is_reworded = len(before) == len(after)
    merged: list[Option] = []
    free = iter(_free_keys(before, len(after)))
    for place, option in enumerate(after):
        old = known.get(option.label)
        if old is not None:
            merged.append(replace(old, fraction=option.fraction))
        elif is_reworded and before[place].label not in {item.label for item in after}:
            merged.append(_reworded(before[place], option))
        else:
            merged.append(replace(option, key=next(free)))
    return tuple(merged)


def _reworded(before: Option, after: Option) -> Option:
    """Keep the hint where the option still earns the same: then it leaves the same risk."""
    if before.fraction == after.fraction:
        return replace(before, label=after.label)
    return replace(after, key=before.key)


def _free_keys(before: Sequence[Option], count: int) -> list[str]:
    taken = {option.key for option in before}
    keys = (f"option_{number}" for number in range(1, count + len(taken) + 1))
    return [key for key in keys if key not in taken]
