"""This file says whether a file is one whole PDF, without interpreting it."""

import re

_HEADER = re.compile(rb"%PDF-[12]\.[0-9][\r\n ]")
_END = re.compile(rb"startxref[\s]+([0-9]{1,10})[\s]+%%EOF[\x00\s]*\Z")
_TABLE = re.compile(rb"\s*(xref\b|[0-9]{1,10}\s+[0-9]{1,5}\s+obj\b)")
_NEAR_THE_END = 2_048


def is_whole(content: bytes) -> bool:
    """Whether it starts and ends as a PDF does, and its end leads to a table of its objects.

    Nothing may come before or after it: what does is another file for another program.
    """
    if _HEADER.match(content) is None:
        return False
    end = _END.search(content, max(0, len(content) - _NEAR_THE_END))
    return end is not None and _TABLE.match(content, int(end[1])) is not None
