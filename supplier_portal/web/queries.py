"""This file reads what somebody types to search: the same way on every page."""

from werkzeug.datastructures import MultiDict

from questionnaires.errors import UnsafeTextError
from questionnaires.wording import safe

_LONGEST = 100


def query_of(arguments: MultiDict[str, str]) -> str:
    """The words of ``q``; none where a page could not show them again, and no more than fit."""
    try:
        return safe(arguments.get("q", "")).strip()[:_LONGEST]
    except UnsafeTextError:
        return ""
