"""This file sorts, filters and pages tables by their address, whatever an address says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from supplier_portal.web.tables import PER_PAGE, Column, shown

NAME = Column("name", "Name", lambda row: row[0].casefold())
POINTS = Column("points", "Points", lambda row: row[1], is_numeric=True)
NOTE = Column("note", "Note")
COLUMNS = (NAME, POINTS, NOTE)
ROWS = (("Zaaksysteem", 2), ("archief", 1), ("Betalen & archief", 2), ("Één loket", 1))


def table(rows=ROWS, *, per_page=PER_PAGE, **arguments):
    given_in_address = MultiDict({name: str(value) for name, value in arguments.items()})
    return shown(
        rows,
        COLUMNS,
        given_in_address,
        text=lambda row: f"{row[0]} {row[1]}",
        default="name",
        per_page=per_page,
    )


def names(found):
    return [row[0] for row in found.rows]


def following(address, rows=ROWS, **more):
    """The table behind a link."""
    return table(rows, **more, **address)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Zaaksysteem", "archief", "Betalen & archief", "Één loket"}),
        ("ZAAK", {"Zaaksysteem"}),
        ("archief betalen", {"Betalen & archief"}),
        ("archief 1", {"archief"}),
        ("archief zaak", set()),
        ("één", {"Één loket"}),
        ("  loket \t", {"Één loket"}),
        ("&", {"Betalen & archief"}),
        ("%", set()),
        (".*", set()),
    ],
)
def test_a_row_is_found_by_every_word_in_any_case(query, found):
    assert set(names(table(q=query))) == found


def test_what_was_searched_is_shown_again_without_the_space_around_it():
    assert table(q="  Zaak  systeem ").query == "Zaak  systeem"
    assert table().query == ""


def test_rows_are_sorted_both_ways_by_what_the_column_sorts_by():
    assert names(table()) == ["archief", "Betalen & archief", "Zaaksysteem", "Één loket"]
    assert names(table(order="desc")) == names(table())[::-1]
    assert [row[1] for row in table(sort="points").rows] == [1, 1, 2, 2]
    assert [row[1] for row in table(sort="points", order="desc").rows] == [2, 2, 1, 1]


def test_rows_that_are_equal_keep_their_order_both_ways():
    for order, expected in (
        ("asc", ["archief", "Één loket", "Zaaksysteem", "Betalen & archief"]),
        ("desc", ["Zaaksysteem", "Betalen & archief", "archief", "Één loket"]),
    ):
        assert names(table(sort="points", order=order)) == expected


def test_a_heading_says_how_the_table_is_sorted():
    found = table(sort="points", order="desc")
    assert [found.sorted_as(column) for column in COLUMNS] == [None, "descending", None]
    assert [table().sorted_as(column) for column in COLUMNS] == ["ascending", None, None]


def test_a_heading_turns_the_order_around_and_another_one_starts_from_the_top():
    ascending = table(sort="points", q="archief", page=2, per_page=1)
    descending = following(ascending.address_of(POINTS), per_page=1)
    again = following(descending.address_of(POINTS), per_page=1)
    other = following(descending.address_of(NAME), per_page=1)
    assert (descending.sort, descending.is_descending) == ("points", True)
    assert (again.sort, again.is_descending) == ("points", False)
    assert (other.sort, other.is_descending) == ("name", False)
    assert {found.page for found in (descending, again, other)} == {1}
    assert {found.query for found in (descending, again, other)} == {"archief"}


def test_a_link_to_a_page_keeps_the_query_and_the_order():
    found = table(q="a", sort="points", order="desc", per_page=1)
    assert found.address_of_page(2) == {"q": "a", "sort": "points", "order": "desc", "page": "2"}
    assert "q" not in table().address_of_page(2)


@pytest.mark.parametrize(
    ("page", "shown_page"),
    [
        *(("0", 1), ("-1", 1), ("x", 1), ("", 1), ("1.5", 1), ("²", 1), ("9" * 5000, 1)),
        *(("2", 2), ("+2", 2), ("3", 2), (str(10**9), 2)),
    ],
)
def test_a_page_that_is_not_there_is_the_nearest_one(page, shown_page):
    found = table(page=page, per_page=3)
    assert (found.page, found.pages) == (shown_page, 2)
    assert found.rows


@pytest.mark.parametrize(
    "odd",
    [
        {"sort": "unknown"},
        {"sort": "note"},
        {"sort": ""},
        {"sort": "NAME"},
        {"order": "x"},
        {"order": "DESC"},
        {"per_page_": "1"},
        {"q": " "},
        {"q": "zaak\x00"},
        {"q": "\x85\ufffe"},
    ],
)
def test_an_odd_address_is_passed_over(odd):
    assert table(**odd) == table()


def test_an_address_that_says_something_twice_is_read_once():
    twice = MultiDict([("sort", "points"), ("sort", "name"), ("page", "1"), ("page", "x")])
    found = shown(ROWS, COLUMNS, twice, text=lambda row: row[0], default="name")
    assert (found.sort, found.page) == ("points", 1)


def test_a_very_long_query_is_cut_short_rather_than_put_in_every_link():
    found = table(q="a" * 10_000)
    assert len(found.query) == 100
    assert len(found.address_of_page(1)["q"]) == 100


def test_an_empty_table_has_one_page():
    for found in (table(()), table(q="xyz")):
        assert (found.rows, found.total, found.page, found.pages) == ((), 0, 1, 1)


rows = st.lists(st.tuples(st.sampled_from(["aa", "ab", "Ab", "b", "ß", "SS"]), st.integers(0, 3)))
odd = st.sampled_from(["", "0", "-1", "x", "2", "1000000000", "name", "points", "note", "desc"])


@given(
    rows,
    st.integers(1, 5),
    st.sampled_from(["", "a", "B", "ss", "a 1"]),
    st.sampled_from(["name", "points"]),
    st.sampled_from(["asc", "desc"]),
)
def test_the_pages_together_are_the_rows_that_were_found_each_once(
    rows, per_page, query, sort, order
):
    asked = {"q": query, "sort": sort, "order": order}
    whole = table(rows, per_page=1000, **asked)
    first = table(rows, per_page=per_page, **asked)
    pages = [
        following(first.address_of_page(page), rows, per_page=per_page)
        for page in range(1, first.pages + 1)
    ]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert all(page.total == whole.total == len(whole.rows) for page in pages)
    assert all(len(page.rows) == per_page for page in pages[:-1])
    assert first.pages == 1 or pages[-1].rows
    words = query.casefold().split()
    kept = [row for row in rows if all(word in f"{row[0]} {row[1]}".casefold() for word in words)]
    assert sorted(whole.rows) == sorted(kept)


@given(rows, st.fixed_dictionaries({}, optional=dict.fromkeys(("sort", "order", "page"), odd)))
def test_no_address_breaks_a_table_or_loses_a_row(rows, address):
    found = table(rows, per_page=2, **address)
    assert found.total == len(rows)
    assert 1 <= found.page <= found.pages
    assert len(found.rows) == min(2, len(rows) - 2 * (found.page - 1))
