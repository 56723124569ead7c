"""This file reads one filled-in row of a questionnaire on a sheet into the answer it gives."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaires.answers import Amount, Choice, Choices, Entry, NotApplicable, OpenText
from questionnaires.errors import Message, QuestionnaireError, translatable
from questionnaires.numbers import number_from
from questionnaires.questionnaire import Item
from questionnaires.questions import Question, QuestionKind
from questionnaires.wording import Wording

YES = Wording("ja", "yes")
NO = Wording("nee", "no")
_LONGEST_LABEL = 200
_EXPLAINED_NOTHING = translatable("Give an answer as well; your explanation goes with it.")


class RefusedCellError(QuestionnaireError):
    """A cell cannot be taken as the answer it stands for; ``cell`` says which."""

    message = translatable("%(problem)s")


@dataclass(frozen=True, slots=True)
class FilledCell:
    """What stands in a cell: a text or a number, or the ``problem`` why it is neither."""

    address: str
    text: str = ""
    number: Decimal | None = None
    problem: Message | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that anybody sees."""
        return self.problem is None and self.number is None and not self.text.strip()


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: which item it answers, the version it was made from, and its answer cells."""

    number: int
    item: str
    version: int | None
    choices: tuple[FilledCell, ...]
    amount: FilledCell
    text: FilledCell
    claim: FilledCell
    compensation: FilledCell

    @property
    def values(self) -> tuple[str, ...]:
        """What is filled in, to compare with another row."""
        return tuple(cell.text for cell in self.cells)

    @property
    def cells(self) -> tuple[FilledCell, ...]:
        """Every cell in which something can be filled in."""
        return (*self.choices, self.amount, self.text, self.claim, self.compensation)


def labels(question: Question, language: str) -> Mapping[str, str]:
    """What each option is called in a list to choose from: short, on one line, and once."""
    called = {
        option.key: " ".join(option.label.choose(language).text.split())[:_LONGEST_LABEL].strip()
        for option in question.options
    }
    counts = Counter(label.casefold() for label in called.values())
    return {
        key: label if label and counts[label.casefold()] == 1 else f"{label} ({key})".strip()
        for key, label in called.items()
    }


def entry_of(item: Item, row: FilledRow, language: str) -> Entry | None:
    """Read the answer of a row; None when its cells are empty.

    Raises RefusedCellError with the cell that cannot be taken.
    """
    _refuse_stray(item, row)
    if item.question is None:
        return _claim(row)
    return _answer(item.question, row, language)


def _refuse_stray(item: Item, row: FilledRow) -> None:
    """Refuse what is filled in where this row asks nothing: it would be lost unseen."""
    kind = item.question and item.question.kind
    asked: set[FilledCell] = {row.text}
    if kind is None:
        asked.add(row.claim)
    elif kind is QuestionKind.VALUE:
        asked.add(row.amount)
    elif kind is QuestionKind.SINGLE_CHOICE:
        asked.update(row.choices[:1])
    elif kind is QuestionKind.MULTI_CHOICE:
        asked.update(row.choices)
    if kind not in {None, QuestionKind.OPEN}:
        asked.add(row.compensation)
    for cell in row.cells:
        if cell not in asked and not cell.is_empty:
            raise _refused(
                cell, translatable("This row asks nothing in this column. Make the cell empty.")
            )


def _claim(row: FilledRow) -> NotApplicable | None:
    said, reason = _text(row.claim).strip().casefold(), _text(row.text)
    if said in {YES.nl, YES.en, "x"}:
        return NotApplicable(reason)
    if said and said not in {NO.nl, NO.en}:
        raise _refused(row.claim, translatable('Choose "yes" from the list, or make it empty.'))
    if reason.strip():
        raise _refused(
            row.claim,
            translatable(
                'Choose "yes" here if this does not apply; make the reason empty if it does.'
            ),
        )
    return None


def _answer(question: Question, row: FilledRow, language: str) -> Entry | None:
    text, measure = _text(row.text), _text(row.compensation)
    given: Entry | None
    match question.kind:
        case QuestionKind.OPEN:
            return OpenText(text) if text.strip() else None
        case QuestionKind.VALUE:
            number = _number(row.amount)
            first, given = row.amount, None if number is None else Amount(number, text, measure)
        case QuestionKind.SINGLE_CHOICE:
            chosen = _chosen(question, row.choices[:1], language)
            first, given = row.choices[0], Choice(chosen[0], text, measure) if chosen else None
        case QuestionKind.MULTI_CHOICE:
            chosen = _chosen(question, row.choices, language)
            first, given = row.choices[0], Choices(chosen, text, measure) if chosen else None
    if given is None and (text + measure).strip():
        raise _refused(first, _EXPLAINED_NOTHING)
    return given


def _chosen(question: Question, cells: Iterable[FilledCell], language: str) -> tuple[str, ...]:
    """The options that are chosen, in the order of the question, as a page gives them."""
    called = {label.casefold(): key for key, label in labels(question, language).items()}
    found: set[str] = set()
    for cell in cells:
        typed = " ".join(_text(cell).split())
        if not typed:
            continue
        key = called.get(typed.casefold())
        if key is None:
            raise _refused(
                cell, translatable("“%(text)s” is not in the list. Choose from the list."), typed
            )
        if key in found:
            raise _refused(cell, translatable("This option is chosen twice. Make one empty."))
        found.add(key)
    return tuple(option.key for option in question.options if option.key in found)


def _number(cell: FilledCell) -> Decimal | None:
    if cell.number is not None or cell.is_empty:
        return cell.number
    number = number_from(_text(cell))
    if number is None:
        raise _refused(
            cell,
            translatable("Enter a number, such as 12 or 12,5; without a sign for thousands."),
        )
    return number


def _text(cell: FilledCell) -> str:
    if cell.problem is not None:
        raise _refused(cell, cell.problem)
    return cell.text


def _refused(cell: FilledCell, problem: Message, said: str = "") -> RefusedCellError:
    return RefusedCellError(problem=problem, cell=cell.address, text=said[:60])
