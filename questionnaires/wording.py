"""This file holds text for people: in which languages it exists, and whether it is safe to keep."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.errors import UnsafeTextError

_KEPT_CONTROLS = frozenset("\n\t")
_WORD = re.compile(r"[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


class Language(StrEnum):
    """The languages people read here, by their IETF tag."""

    DUTCH = "nl"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with the language it is really in, so that a page can mark it (WCAG 3.1.2)."""

    language: Language
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in Dutch, English or both; an empty string means "not in this language"."""

    nl: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)

    def choose(self, language: str) -> Phrase:
        """Give the text in the language asked for, or else in the other one."""
        wanted, other = (self.en, self.nl) if language == Language.ENGLISH else (self.nl, self.en)
        asked_for_english = language == Language.ENGLISH
        if wanted:
            return Phrase(Language.ENGLISH if asked_for_english else Language.DUTCH, wanted)
        return Phrase(Language.DUTCH if asked_for_english else Language.ENGLISH, other)


def count_words(text: str) -> int:
    """Count words: runs of anything between white space, by Unicode's own list of that.

    ``static/js/words.js`` counts in the same way while somebody types.
    """
    return len(_WORD.findall(text))


def safe(text: str) -> str:
    """Give the text with line feeds as line ends; refuse what XML or PostgreSQL cannot hold.

    Raises UnsafeTextError with the position (counted from 1) of a control character, a lone
    surrogate or a noncharacter: Word would drop these, and what follows them, without an error.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    for position, character in enumerate(unified, start=1):
        if not _can_be_kept(character):
            raise UnsafeTextError(position=position, code=f"U+{ord(character):04X}")
    return unified


def _can_be_kept(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cc":
        return character in _KEPT_CONTROLS
    return category != "Cs" and not _is_noncharacter(ord(character))


def _is_noncharacter(code: int) -> bool:
    last_two_of_a_plane = 0xFFFE
    return code & last_two_of_a_plane == last_two_of_a_plane or code in range(0xFDD0, 0xFDF0)
