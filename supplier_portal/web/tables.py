"""This file sorts, filters and pages a table by what the address says."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from werkzeug.datastructures import MultiDict

from questionnaires.search import plain
from supplier_portal.web.queries import query_of

Row = TypeVar("Row")
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A heading, and what a row is sorted by under it (None: it cannot be sorted by this)."""

    key: str
    title: str
    order: Callable[[Row], Any] | None = None
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row]):
    """The rows of one page, and everything the links and the filter of the table need."""

    columns: tuple[Column[Row], ...]
    rows: tuple[Row, ...]
    total: int
    query: str
    sort: str
    is_descending: bool
    page: int
    pages: int

    def sorted_as(self, column: Column[Row]) -> str | None:
        """The value of aria-sort for a heading; None where the table is not sorted by it."""
        if column.key != self.sort:
            return None
        return "descending" if self.is_descending else "ascending"

    def address_of(self, column: Column[Row]) -> dict[str, str]:
        """What the address says when somebody sorts by a column, or turns its order around."""
        turned = column.key == self.sort and not self.is_descending
        return self._arguments(sort=column.key, order="desc" if turned else "asc", page=1)

    def address_of_page(self, page: int) -> dict[str, str]:
        """What the address says on another page."""
        order = "desc" if self.is_descending else "asc"
        return self._arguments(sort=self.sort, order=order, page=page)

    def _arguments(self, *, sort: str, order: str, page: int) -> dict[str, str]:
        found = {"q": self.query, "sort": sort, "order": order, "page": str(page)}
        return {name: value for name, value in found.items() if value}


def shown(
    rows: Sequence[Row],
    columns: Sequence[Column[Row]],
    arguments: MultiDict[str, str],
    *,
    text: Callable[[Row], str],
    default: str,
    per_page: int = PER_PAGE,
) -> Shown[Row]:
    """Give the part of a table that an address asks for: ``q``, ``sort``, ``order``, ``page``.

    ``text`` is what a row is found by, every word of ``q`` whatever its capitals and accents;
    ``default`` is the column that sorts when the address names none it can. Anything odd in an
    address is passed over.
    """
    query = query_of(arguments)
    words = plain(query).split()
    found = [row for row in rows if all(word in plain(text(row)) for word in words)]
    orders: Mapping[str, Callable[[Row], Any]] = {
        column.key: column.order for column in columns if column.order is not None
    }
    sort = arguments.get("sort", default)
    sort = sort if sort in orders else default
    is_descending = arguments.get("order") == "desc"
    found.sort(key=orders[sort], reverse=is_descending)
    pages = max(1, math.ceil(len(found) / per_page))
    page = min(max(arguments.get("page", 1, type=int), 1), pages)
    start = (page - 1) * per_page
    return Shown(
        columns=tuple(columns),
        rows=tuple(found[start : start + per_page]),
        total=len(found),
        query=query,
        sort=sort,
        is_descending=is_descending,
        page=page,
        pages=pages,
    )
