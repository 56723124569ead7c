"""This file compares a questionnaire that comes back on a sheet with the answers there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaires.answers import Entry, OpenText, says_the_same
from questionnaires.errors import (
    Message,
    QuestionnaireError,
    UnacceptableAnswerError,
    UnsafeTextError,
    translatable,
)
from questionnaires.filled_rows import FilledCell, FilledRow, RefusedCellError, entry_of
from questionnaires.questionnaire import Item, Questionnaire
from questionnaires.wording import Wording

LONGEST_CELL = 32_767  # in units of UTF-16, as Excel counts
TOO_LONG = Wording(
    "Deze tekst is te lang voor een cel. Wijzig hem op de pagina van de vragenlijst; wat daar "
    "staat, blijft staan.",
    "This text is too long for a cell. Change it on the page of the questionnaire; what is there "
    "stays there.",
)


class Outcome(StrEnum):
    """What a row comes down to; what differs is decided per row where something would be lost."""

    NEW = "new"
    CHANGED = "changed"
    EMPTIED = "emptied"
    CONFLICT = "conflict"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


TAKEN = frozenset({Outcome.NEW, Outcome.CHANGED})
TICKED = frozenset({Outcome.EMPTIED, Outcome.CONFLICT})


@dataclass(frozen=True, slots=True)
class Held:
    """An answer as it is now, with its version; zero where there never was one."""

    entry: Entry | None
    version: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row beside the answer as it is now, and what is to become of it."""

    item: Item
    row: FilledRow
    outcome: Outcome
    now: Held
    entry: Entry | None = None
    problem: QuestionnaireError | None = None

    @property
    def cell(self) -> str:
        """Where to look on the sheet: the cell that is refused, or that of the answer."""
        if isinstance(self.problem, RefusedCellError):
            return str(self.problem.facts["cell"])
        return self.row.text.address


@dataclass(frozen=True, slots=True)
class Report:
    """What a sheet comes down to, row by row in its own order, and what is not on it or not known.

    ``passed_over`` are items of another revision of which the requirement changed.
    """

    lines: tuple[Line, ...]
    missing: tuple[Item, ...]
    unknown: tuple[FilledRow, ...]
    passed_over: tuple[Item, ...]

    def of(self, *outcomes: Outcome) -> tuple[Line, ...]:
        """The rows with one of these outcomes."""
        return tuple(line for line in self.lines if line.outcome in outcomes)


def is_too_long(text: str) -> bool:
    """Whether a text does not fit in one cell."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL


def compared(
    questionnaire: Questionnaire,
    rows: Sequence[FilledRow],
    *,
    held: Mapping[str, Held],
    bases: Mapping[tuple[str, int], Entry | None],
    language: str,
    offered: Collection[str] | None = None,
) -> Report:
    """Tell row by row what taking a sheet would do.

    ``bases`` are the earlier versions of the answers, by item and version: what the sheet was made
    from. ``offered`` are the items that may be taken, where the sheet is of another revision.
    """
    by_item: dict[str, list[FilledRow]] = defaultdict(list)
    for row in rows:
        by_item[row.item].append(row)
    lines, passed_over = [], {}
    for row in rows:
        item = questionnaire.items.get(row.item)
        if item is None:
            continue
        if offered is not None and item.key not in offered:
            passed_over[item.key] = item
            continue
        now = held.get(row.item, Held(None, 0))
        line = Line(item, row, Outcome.REFUSED, now)
        same = by_item[row.item]
        lines.append(
            replace(line, problem=_twice(row, same))
            if len({other.values for other in same}) > 1
            else _judged(questionnaire, line, bases, language)
        )
    return Report(
        lines=tuple(lines),
        missing=tuple(item for key, item in questionnaire.items.items() if key not in by_item),
        unknown=tuple(row for row in rows if row.item not in questionnaire.items),
        passed_over=tuple(passed_over.values()),
    )


def _twice(row: FilledRow, same: Sequence[FilledRow]) -> RefusedCellError:
    numbers = ", ".join(str(other.number) for other in same)
    problem = translatable("Rows %(rows)s answer the same question differently. Keep one of them.")
    return RefusedCellError(problem=problem, cell=row.text.address, rows=numbers)


def _judged(
    questionnaire: Questionnaire,
    line: Line,
    bases: Mapping[tuple[str, int], Entry | None],
    language: str,
) -> Line:
    try:
        base = _base(line.row, bases)
        entry = entry_of(line.item, _with_long_text(line.row, base), language)
        if entry is not None:
            entry = questionnaire.accept(line.item.key, entry)
    except RefusedCellError as error:
        return replace(line, problem=error)
    except (UnacceptableAnswerError, UnsafeTextError) as error:
        cell = line.row.text.address
        facts = {**error.facts, "problem": error.facts.get("problem", Message(error.message))}
        return replace(line, problem=RefusedCellError(cell=cell, **facts))
    return replace(line, outcome=_outcome(entry, base, line.now), entry=entry)


def _base(row: FilledRow, bases: Mapping[tuple[str, int], Entry | None]) -> Entry | None:
    """The answer from which a row was made."""
    if row.version == 0:
        return None
    if row.version is None or (row.item, row.version) not in bases:
        raise RefusedCellError(
            problem=translatable(
                "It cannot be told from which answer this row was made. Download the questionnaire "
                "again and fill this answer in there."
            ),
            cell=row.text.address,
        )
    return bases[row.item, row.version]


def _with_long_text(row: FilledRow, base: Entry | None) -> FilledRow:
    """Put the texts back that did not fit in their cells: what stands there only says so."""
    return replace(
        row,
        text=_whole(row.text, text_of(base)),
        compensation=_whole(row.compensation, compensation_of(base)),
    )


def _whole(cell: FilledCell, text: str) -> FilledCell:
    is_untouched = cell.text in {TOO_LONG.nl, TOO_LONG.en}
    return replace(cell, text=text) if is_untouched and is_too_long(text) else cell


def text_of(entry: Entry | None) -> str:
    """The text of an answer of any kind."""
    if entry is None:
        return ""
    if isinstance(entry, OpenText):
        return entry.text
    return getattr(entry, "explanation", "") or getattr(entry, "justification", "")


def compensation_of(entry: Entry | None) -> str:
    """The compensating measure that goes with an answer, if there is one."""
    return getattr(entry, "compensation", "")


def _outcome(entry: Entry | None, base: Entry | None, now: Held) -> Outcome:
    if says_the_same(entry, base) or says_the_same(entry, now.entry):
        return Outcome.UNCHANGED
    if not says_the_same(base, now.entry):
        return Outcome.CONFLICT
    if entry is None:
        return Outcome.EMPTIED
    return Outcome.NEW if now.entry is None else Outcome.CHANGED
