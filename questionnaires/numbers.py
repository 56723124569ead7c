"""This file reads numbers as people write them, with a comma or a point."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,](?P<decimals>[0-9]{1,12}))?")


def number_from(written: str) -> Decimal | None:
    """A number with a comma or a point; None for anything else, or for a doubtful "1.000"."""
    match = _NUMBER.fullmatch(written.strip())
    if match is None or len(match["decimals"] or "") == len("000"):
        return None
    return Decimal(match[0].replace(",", "."))
