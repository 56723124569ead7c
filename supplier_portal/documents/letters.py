"""This file tells which letter of a text a PDF cannot carry, in words for whoever chose the format.

A letter counts with its marks. Three things go wrong: no font has it, it runs from right to left
(typst tells such words in the order in which they stand), or its marks are told twice.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from questionnaires.errors import Message, UnprintableTextError, translatable

_FROM_RIGHT_TO_LEFT = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}
_JOINER = "\u200d"
_WRONG_ORDER = translatable("text from right to left would be read aloud in a wrong order.")
_NO_FONT = translatable("no font has it.")
_TWICE = translatable("it would be read aloud twice.")


def refuse_right_to_left(texts: Iterable[str]) -> None:
    """Raise UnprintableTextError when a letter or an unseen sign turns the direction."""
    for character in sorted(set("".join(texts))):
        if unicodedata.bidirectional(character) in _FROM_RIGHT_TO_LEFT:
            raise _unprintable(character, _WRONG_ORDER)


def without_font(named: str, texts: Iterable[str]) -> UnprintableTextError:
    """Name the letter that no font has; typst names its first character, without the rest."""
    begun = {letter for text in texts for letter in _letters(text) if letter.startswith(named)}
    joined = sorted(letter for letter in begun if _JOINER in letter)
    longer = sorted(letter for letter in begun if letter != named)
    return _unprintable(next(iter([*joined, *longer]), named), _NO_FONT)


def refuse_told_twice(found: str, texts: Iterable[str]) -> None:
    """Raise UnprintableTextError when a letter is told twice, as when its marks stand apart."""
    joined = "".join(texts)
    for letter in sorted(_composed(joined)):
        if letter * 2 in found and letter * 2 not in joined:
            raise _unprintable(letter, _TWICE)


def _composed(text: str) -> set[str]:
    """The letters with a mark, as one character or as several."""
    characters = set(text)
    composed = {one for one in characters if len(unicodedata.normalize("NFD", one)) > 1}
    if any(map(_is_mark, characters)):
        composed |= {letter for letter in _letters(text) if len(letter) > 1}
    return composed


def _is_mark(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character).startswith("M")


def _letters(text: str) -> Iterator[str]:
    letter = ""
    for character in text:
        if letter and (_is_mark(character) or letter.endswith(_JOINER)):
            letter += character
            continue
        if letter:
            yield letter
        letter = character
    if letter:
        yield letter


def _unprintable(letter: str, reason: Message) -> UnprintableTextError:
    code = " ".join(f"U+{ord(point):04X}" for point in letter)
    return UnprintableTextError(character=letter, code=code, reason=reason)
