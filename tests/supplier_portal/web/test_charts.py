"""Charts draw figures exactly, tell nothing by colour alone, and have every figure in a table."""

import re
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree as ET

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from questionnaires.scoring import Interval
from supplier_portal.web.charts import Figure, Row, heat_map, heat_step, stacks
from supplier_portal.web.radar import MOST_AXES, SIDE, radar, radar_points

LONG = "Toegangsbeveiliging en identiteitsbeheer"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

percentages = st.fractions(min_value=0, max_value=100)
counts = st.integers(min_value=0, max_value=500)
tables = st.integers(min_value=1, max_value=4).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1)
)


@st.composite
def figures(draw):
    value = draw(percentages | st.none() | st.tuples(percentages, percentages).map(sorted))
    return Figure(Interval(*value) if isinstance(value, list) else value, "text")


def figure(value) -> Figure:
    return Figure(value, f"<{value}>")


@given(percentages, percentages)
def test_a_higher_figure_is_never_paler(one, other):
    low, high = sorted((one, other))
    assert 0 <= heat_step(low) <= heat_step(high) <= 10


def test_a_shade_is_that_of_the_nearest_ten():
    found = [heat_step(Fraction(value)) for value in ("0", "4.99", "5", "14.99", "94.99", "95")]
    assert found == [0, 0, 1, 1, 9, 10]
    assert heat_step(Fraction(100)) == 10
    assert figure(None).step is None
    assert figure(Interval(Fraction(40), Fraction(80))).step == 4


@given(figures())
def test_what_is_certain_is_never_more_than_what_is_possible(found):
    if found.span is None:
        assert found.is_settled
    else:
        assert 0 <= found.span.low <= found.span.high <= 100
        assert found.is_settled == (found.span.low == found.span.high)


@pytest.mark.parametrize(
    "value", [-1, 101, Interval(Fraction(60), Fraction(50)), Interval(Fraction(0), Fraction(101))]
)
def test_a_figure_off_the_scale_is_refused(value):
    with pytest.raises(ValueError, match=r"0\.\.100"):
        figure(value)


@given(tables)
def test_the_parts_of_a_bar_join_up_to_its_total_on_one_scale(rows):
    chart = stacks(["a"] * len(rows[0]), [("row", row) for row in rows])
    largest = max(sum(row) for row in rows)
    for row, numbers in zip(chart.rows, rows, strict=True):
        assert row.total == sum(numbers)
        reached = Fraction(0)
        for part in row.parts:
            assert part.start == reached
            reached += part.length
        assert reached == (Fraction(100 * row.total, largest) if largest else 0)
    assert sum(part.length for part in max(chart.rows, key=lambda row: row.total).parts) == (
        100 if largest else 0
    )


def test_a_count_is_written_only_where_it_fits():
    [row] = stacks(("a", "b", "c"), [("row", (0, 100, 8))]).rows
    assert [part.has_room for part in row.parts] == [False, True, False]


def test_a_bar_of_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        stacks(("a",), [("row", (-1,))])


@given(st.lists(percentages | st.none(), min_size=3, max_size=MOST_AXES))
def test_the_points_of_a_radar_lie_in_its_square_as_far_out_as_their_figures(values):
    for value, point in zip(values, radar_points(values), strict=True):
        if value is None:
            assert point is None
            continue
        x, y = Decimal(point.x) - SIDE // 2, Decimal(point.y) - SIDE // 2
        assert max(abs(x), abs(y)) <= SIDE / 2
        outermost = radar_points([Fraction(100)] * 3)[0]
        radius = SIDE / 2 - float(outermost.y)
        assert float(x**2 + y**2) ** 0.5 == pytest.approx(radius * float(value) / 100, abs=0.02)


@given(st.integers(min_value=3, max_value=MOST_AXES).flatmap(
    lambda count: st.lists(figures(), min_size=count, max_size=count)
))  # fmt: skip
def test_all_that_a_radar_draws_lies_in_its_square(values):
    drawn = radar([LONG] * len(values), [("series", values)])
    places = [place for axis in drawn.axes for place in (axis.end, axis.letter_at)]
    places += [place for place, _ in drawn.scale]
    assert all(0 <= float(number) <= SIDE for place in places for number in (place.x, place.y))
    [trace] = drawn.traces
    absolute = [trace.line, trace.possible, *drawn.rings]
    assert all(0 <= float(number) <= SIDE for path in absolute for number in NUMBER.findall(path))
    known = [found for found in values if found.span is not None]
    assert trace.markers.count("M") == len(known)
    assert trace.line.endswith("Z") == (len(known) == len(values))


@pytest.mark.parametrize("count", range(3, MOST_AXES + 1))
def test_labels_of_two_lines_stay_clear_of_each_other(count):
    boxes = [_box(axis) for axis in radar([LONG] * count, []).axes]
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            is_clear = (
                right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            )
            assert is_clear, f"label {number} of {count}"


def _box(axis):
    """About what a label covers: letters are some 7.5 wide and 14 high."""
    width = 7.5 * max(len(text) for _, text in axis.lines)
    x = float(axis.lines[0][0].x)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[axis.anchor]
    middles = [float(place.y) for place, _ in axis.lines]
    return left, min(middles) - 7, left + width, max(middles) + 7


def test_a_label_in_a_drawing_is_plain_text_in_short_lines():
    label = Markup('<span lang="en">Supplier&#39;s information security</span>')
    first, second, third = radar([label, LONG, "Leveranciersbeveiligingsbeheer"], []).axes
    assert [text for _, text in first.lines] == ["Supplier's", "information security"]
    assert [text for _, text in second.lines] == ["Toegangsbeveiliging", "en identiteitsbeheer"]
    assert [text for _, text in third.lines] == ["Leveranciersbeveil-", "igingsbeheer"]


@pytest.mark.parametrize("count", [0, 2, 13])
def test_a_radar_with_too_few_or_too_many_axes_is_refused(count):
    with pytest.raises(ValueError, match=f"3 to 12 axes, not {count}"):
        radar(["axis"] * count, [])


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="4 series at most, not 5"):
        stacks(["a"] * 5, [])
    with pytest.raises(ValueError, match="4 series at most, not 5"):
        radar(["a"] * 3, [("series", [figure(1)] * 3)] * 5)


def test_a_row_without_a_figure_for_every_column_is_refused():
    for make in (lambda: stacks(("a", "b"), [("row", (1,))]),
                 lambda: heat_map(("a", "b"), [("row", [figure(1)])]),
                 lambda: radar("abc", [("series", [figure(1)] * 4)])):  # fmt: skip
        with pytest.raises(ValueError, match="every row has"):
            make()


PENDING = Interval(Fraction(25), Fraction("62.5"))
VALUES = (0, 100, None, PENDING, Fraction(100, 3))
ROWS = [Row(f"{LONG} & <{number}>", figure(value)) for number, value in enumerate(VALUES)]
STACKS = stacks(("Eis", "Wens", "Info"), [(LONG, (3, 120, 41)), ("Leeg", (0, 0, 0))])
HEAT = heat_map(("A", "B", "C", "D", LONG), [("Wolk & Zn.", [figure(value) for value in VALUES])])
RADAR = radar(
    ("A", "B", "C", "D", LONG),
    [("Wolk", [figure(v) for v in VALUES]), ("Noord", [figure(v) for v in range(11, 16)])],
)
CHARTS = {
    "bar": ('"T", "S", ("Thema", "Score"), it', ROWS),
    "stacked_bar": ('"T", "S", "Thema", it', STACKS),
    "heat_map": ('"T", "S", "Leverancier", it', HEAT),
    "radar": ('"T", "S", "Thema", it', RADAR),
}
EMPTY = {
    "bar": [],
    "stacked_bar": stacks(("Eis",), []),
    "heat_map": heat_map(("A",), []),
    "radar": radar(("A", "B", "C"), []),
}


@pytest.fixture
def drawn(app):
    """Renders a chart, once for every key."""

    def render(name, it=None, keys=("one",)) -> str:
        arguments, example = CHARTS[name]
        source = f'{{% from "components/charts/{name}.html" import {name} %}}' + "".join(
            f'{{{{ {name}("{key}", {arguments}) }}}}' for key in keys
        )
        with app.test_request_context("/", headers={"Accept-Language": "en"}):
            return app.jinja_env.from_string(source).render(it=example if it is None else it)

    return render


def _cells(html: str) -> list[str]:
    cells = BeautifulSoup(html, "html5lib").select("figure table tbody td")
    return [cell.get_text(strip=True) for cell in cells]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bar", [row.figure.text for row in ROWS]),
        ("stacked_bar", ["3", "120", "41", "164", "0", "0", "0", "0"]),
        ("heat_map", [found.text for found in HEAT.rows[0].figures]),
        ("radar", [line.figures[axis].text for axis in range(5) for line in RADAR.series]),
    ],
)
def test_the_table_carries_every_figure(drawn, name, expected):
    assert _cells(drawn(name)) == expected


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_a_figure_with_a_sentence_and_a_table_with_headers(drawn, name):
    [chart] = BeautifulSoup(drawn(name), "html5lib").select("figure")
    assert chart.figcaption.get_text(" ", strip=True) == "T S"
    [table] = chart.select("table")
    assert table.caption.get_text(strip=True) == "T"
    assert all(header.has_attr("scope") for header in table.select("th"))
    assert {len(row.select("th, td")) for row in table.select("tr")} == {
        len(table.select("thead th"))
    }
    for region in chart.select("[tabindex]"):
        assert region["role"] == "region"
        assert chart.select_one(f"#{region['aria-labelledby']}") is table.caption


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_is_hidden_from_who_hears_the_table(drawn, name):
    chart = BeautifulSoup(drawn(name), "html5lib").figure
    for drawing in chart.select("svg"):
        assert drawing["focusable"] == "false"
        assert any(element.get("aria-hidden") == "true" for element in (drawing, *drawing.parents))
    for hidden in chart.select("[aria-hidden]"):
        assert not hidden.select("table, [tabindex], a, button, summary")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_well_formed_without_code_or_style(drawn, name):
    html = drawn(name)
    found = {element.tag for element in ET.fromstring(f"<div>{html}</div>").iter()}  # noqa: S314 - ours
    assert found.isdisjoint({"script", "style", "canvas", "foreignObject", "image", "use"})
    assert not BeautifulSoup(html, "html5lib").select("[style], [onclick], [onload]")
    html5lib.HTMLParser(strict=True).parseFragment(html)


@pytest.mark.parametrize("name", CHARTS)
def test_two_charts_on_a_page_share_no_id_and_every_reference_arrives(drawn, name):
    html = drawn(name, keys=("one", "two"))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"one", "two"} <= set(ids)
    assert all(found.split("-")[0] in {"one", "two"} for found in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_nothing_says_so(drawn, name):
    chart = BeautifulSoup(drawn(name, EMPTY[name]), "html5lib").figure
    assert "There are no figures to show yet." in chart.get_text()
    assert not chart.select("svg, table")


def test_a_bar_is_as_long_as_its_figure_and_its_pending_part_begins_where_certainty_ends(drawn):
    html = BeautifulSoup(drawn("bar"), "html5lib")
    bars = [row.select_one("svg") for row in html.select("tbody tr")]
    assert bars[2] is None, "nothing to draw"
    sure = [bar.select_one(".chart__part--1") for bar in bars if bar]
    assert [(part["x"], part["width"]) for part in sure] == [
        ("0.00%", "0.00%"), ("0.00%", "100.00%"), ("0.00%", "25.00%"), ("0.00%", "33.33%"),
    ]  # fmt: skip
    [possible] = html.select("tbody .chart__part--2")
    assert (possible["x"], possible["width"]) == ("25.00%", "37.50%")


def test_the_parts_of_a_pending_bar_are_explained_only_where_there_is_one(drawn):
    assert "still possible" in drawn("bar")
    assert "still possible" not in drawn("bar", ROWS[:2])
    assert "still possible" in drawn("radar")


def test_series_differ_in_more_than_colour(drawn):
    html = BeautifulSoup(drawn("stacked_bar"), "html5lib")
    fills = [part.get("fill") for part in html.select(".chart__legend rect")]
    assert fills == [None, "url(#one-pattern-2)", "url(#one-pattern-3)"]
    assert [text.get_text() for text in html.select("svg text")] == ["120", "41"]
    four = radar("abc", [("series", [figure(50)] * 3)] * 4)
    assert len({trace.sample for trace in four.traces}) == 4


def test_a_cell_of_a_heat_map_has_the_shade_of_its_figure(drawn):
    cells = BeautifulSoup(drawn("heat_map"), "html5lib").select("td")
    assert [cell["class"][1] for cell in cells] == [
        "heat--0", "heat--10", "heat--none", "heat--3", "heat--3",
    ]  # fmt: skip
