"""This file says what can happen to a number between two editions of a norm."""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.catalogue import Category, Measure
from questionnaires.word_difference import Piece, word_difference
from questionnaires.wording import Language


class ChangeKind(StrEnum):
    """What happened to a number; those of OF_STATUS exclude each other.

    FILLED: there was no measure under the control, and now there is; EMPTIED: the other way round.
    """

    ADDED = "added"
    GONE = "gone"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    REFERRED = "referred"
    REVIVED = "revived"
    FILLED = "filled"
    EMPTIED = "emptied"
    TEXT = "text"
    TITLE = "title"
    CATEGORIES = "categories"


OF_STATUS = frozenset(
    {
        ChangeKind.ADDED,
        ChangeKind.GONE,
        ChangeKind.WITHDRAWN,
        ChangeKind.MOVED,
        ChangeKind.REFERRED,
        ChangeKind.REVIVED,
        ChangeKind.FILLED,
        ChangeKind.EMPTIED,
    }
)


@dataclass(frozen=True, slots=True)
class Rewording:
    """A text in one language as it was and as it is; its pieces are found when they are asked."""

    language: Language
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The difference word by word."""
        return word_difference(self.before, self.after)


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """What happened to one number: its kinds in the order of ChangeKind, and the facts of each.

    ``texts_at_target`` compares the text it had with the one where it moved.
    """

    number: str
    before: Measure | None
    after: Measure | None
    kinds: tuple[ChangeKind, ...]
    is_target_there: bool = False
    texts: tuple[Rewording, ...] = ()
    titles: tuple[Rewording, ...] = ()
    texts_at_target: tuple[Rewording, ...] = ()
    categories_added: frozenset[Category] = frozenset()
    categories_removed: frozenset[Category] = frozenset()

    @property
    def target(self) -> str | None:
        """Where it moved, or what it refers to now."""
        return None if self.after is None else self.after.target

    @property
    def of_status(self) -> ChangeKind | None:
        """What became of the number itself, apart from its wording."""
        return next((kind for kind in self.kinds if kind in OF_STATUS), None)


@dataclass(frozen=True, slots=True)
class ControlChange:
    """A control that was added, that is gone, or that has another title."""

    number: str
    kind: ChangeKind
    titles: tuple[Rewording, ...] = ()
