"""This file proves that a document holds every text of its content, in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NoReturn

from questionnaires.annexes import MARK, NOT_PRINTED, AnnexContent

_SHOWN = 80


class LostTextError(Exception):
    """A rendered document does not hold all text of its content, so it is not given out."""


def refuse_loss(content: AnnexContent, body: str, beside: Sequence[str] = ()) -> None:
    """Follow a content through the text of a document; ``beside`` is that of headers and footers.

    What is listed must stand in the body, each member after the one before it, so that a dropped
    duplicate is missed too; the parts of one member may stand in any order. The particulars may
    stand in a header or footer instead. Raises LostTextError with what is not there.
    """
    printed = {key: part for key, part in content.items() if key not in NOT_PRINTED}
    lists = {key: part for key, part in printed.items() if isinstance(part, list)}
    for part in lists.values():
        _follow_list(part, body, 0)
    for text in _plain(part for key, part in printed.items() if key not in lists):
        if text not in body and not any(text in other for other in beside):
            _lose(text)


def _plain(parts: Iterable[object]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Mapping):
            yield from _plain(part.values())
        else:
            yield str(part)


def _follow_list(members: Iterable[object], body: str, start: int) -> int:
    """Find what is listed from a place on, one after the other, and tell where it ends."""
    for member in members:
        if isinstance(member, str):
            start = _end(member, body, start)
        elif isinstance(member, dict):
            start = _follow_member(member, body, start)
    return start


def _follow_member(member: Mapping[str, object], body: str, start: int) -> int:
    """Find the parts of one member, in any order, but equal ones at different places."""
    ends: dict[str, int] = {}
    last = start
    for key, part in member.items():
        if isinstance(part, str):
            if not part or key == MARK:
                continue
            end = ends[part] = _end(part, body, ends.get(part, start))
        else:
            end = _follow_list(part if isinstance(part, list) else [part], body, start)
        if end > last:  # noqa: PLR1730 - thousands of times, and max() takes three times as long
            last = end
    return last


def _end(text: str, body: str, start: int) -> int:
    found = body.find(text, start)
    if found < 0:
        _lose(text)
    return found + len(text)


def _lose(text: str) -> NoReturn:
    message = f"The document lost this text, or it is not where it belongs: {text[:_SHOWN]!r}"
    raise LostTextError(message)
