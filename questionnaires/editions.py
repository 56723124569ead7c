"""This file puts the editions of a norm in order, as people number them."""

import re

_PARTS = re.compile(r"[0-9]+|[^\W0-9_]+")


def edition_order(edition: str) -> tuple[tuple[bool, int, str], ...]:
    """What to sort editions by: 1.2 comes before 1.3, and 1.3 before 1.10.

    Numbers are compared as numbers, of any length; words as words, before any number.
    """
    return tuple(_order_of(part) for part in _PARTS.findall(edition))


def _order_of(part: str) -> tuple[bool, int, str]:
    if not part.isdigit():
        return (False, 0, part.casefold())
    digits = part.lstrip("0")
    return (True, len(digits), digits)
