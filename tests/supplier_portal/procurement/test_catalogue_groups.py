"""A norm that is not ordered by the four themes is shown by its own groups, on every page."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from factories.catalogues import as_json, control, oscal
from sqlalchemy import event

from questionnaires import knowledge
from supplier_portal.procurement import catalogue_views

HOSTILE = 'A&B?theme=7#"<i>'
FEW = (
    "norm;editie;nummer;titel;groep;titel groep;beheersmaatregel;categorie\n"
    "Huis;1;5.19.01;Deuren sluiten;deur;Deuren en ramen;;ketenhygiëne\n"
    ";;5.20.03;Ramen sluiten;deur;;D-1;\n"
    ";;D-3;Ramen vergrendelen;deur;;D-1;\n"
    ';;H-1;Hekken sluiten;"A&B?theme=7#""<i>";;;\n'
    ";;Z-1;Los eindje;;;;\n"
)
MANY = oscal(
    groups=[
        {"id": f"g{rank}", "title": f"Family {rank}", "controls": [control(f"g{rank}-1")]}
        for rank in range(20)
    ]
)


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def desk(browser, buyer):
    return browser(buyer)


@pytest.fixture
def few(world):
    return world.imported(FEW, "huis.csv")


@pytest.fixture
def many(world):
    return world.imported(as_json(MANY).decode(), "many.json")


def address(catalogue_id, rest="", **asked):
    return f"/procurement/catalogues/{catalogue_id}{rest}?{urlencode(asked)}"


def listed(page):
    """The numbers of the measures that a page of a catalogue shows."""
    return [
        found["id"].removeprefix("measure-") for found in page.soup.select("#measures .measure")
    ]


def results(page):
    return [found.get_text() for found in page.soup.select(".cards .card h3 .number")]


def offered(page):
    """What a page for searching lets one choose, by the name it gives that."""
    return {
        field["name"]: [option["value"] for option in field.select("option") if option["value"]]
        for field in page.soup.select(".finder select")
    }


def tabs(page):
    return page.soup.select("nav.tabs a")


def text_of(element):
    return " ".join(element.get_text(" ").split())


def test_a_few_groups_are_tabs_that_tell_how_many_measures_they_have(desk, few):
    page = desk.get(address(few))
    assert [text_of(tab) for tab in tabs(page)] == [
        "Deuren en ramen (3)",
        f"{HOSTILE} (1)",
        "Zonder groep (1)",
    ]
    assert [text_of(tab) for tab in page.soup.select("nav.tabs [aria-current=page]")] == [
        "Deuren en ramen (3)"
    ]
    assert not page.soup.select("select[name=group]")


@pytest.mark.parametrize("where", ["catalogue", "pick"])
def test_every_measure_is_reached_by_the_tabs_whatever_a_group_is_called(
    where, desk, few, world, buyer
):
    draft = world.draft(buyer, numbers=(), catalogue_id=few)
    start = address(few) if where == "catalogue" else f"/procurement/{draft}/requirements/pick"
    seen = []
    for tab in tabs(desk.get(start)):
        page = desk.get(tab["href"])
        [current] = page.soup.select("nav.tabs [aria-current=page]")
        assert current["href"] == tab["href"]
        assert page.heading.endswith(text_of(tab).rpartition(" (")[0])
        boxes = [box["value"] for box in page.soup.select("[name=number]")]
        seen += listed(page) if where == "catalogue" else boxes
    assert seen == ["5.19.01", "5.20.03", "D-3", "H-1", "Z-1"]


def test_many_groups_are_chosen_from_a_list_that_needs_no_script(desk, many):
    page = desk.get(address(many))
    assert tabs(page) == []
    choice = page.soup.select_one("select[name=group]")
    form = choice.find_parent("form")
    assert form["method"] == "get"
    assert form.select_one("button[type=submit]")
    assert page.soup.select_one(f"label[for={choice['id']}]").get_text() == "Groep"
    options = choice.select("option")
    assert [text_of(option) for option in options] == [f"Family {rank} (1)" for rank in range(20)]
    assert {option["lang"] for option in options} == {"en"}
    seen = []
    for option in options:
        shown = desk.get(f"{form['action']}?{urlencode({'group': option['value']})}")
        [selected] = shown.soup.select("select[name=group] [selected]")
        assert selected["value"] == option["value"]
        seen += listed(shown)
    assert seen == [f"G{rank}-1" for rank in range(20)]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"group": "nothing"},
        {"group": ""},
        {"group": "\x00'"},
        {"theme": "8"},
        {"theme": "deur"},
    ],
)
def test_a_group_that_there_is_not_gives_the_first(asked, desk, few):
    assert listed(desk.get(address(few, **asked))) == ["5.19.01", "5.20.03", "D-3"]


@pytest.mark.parametrize("asked", [{"group": "7"}, {"theme": "9"}, {"theme": ""}])
def test_a_theme_that_there_is_not_gives_the_first(asked, desk, world):
    assert listed(desk.get(address(world.catalogue(), **asked)))[0].startswith("5.")


def test_words_are_sought_within_the_group_that_is_shown(desk, few):
    page = desk.get(address(few, group=HOSTILE))
    form = page.soup.select_one("form[role=search]")
    assert form.select_one("[name=group]")["value"] == HOSTILE
    assert form.label.get_text() == "Zoeken in deze groep"
    found = desk.get(address(few, group=HOSTILE, q="niets")).soup
    assert found.select("#measures .measure:not([hidden])") == []
    again = found.select_one("form[role=search] > a")["href"]
    assert listed(desk.get(again)) == ["H-1"]


def test_the_way_back_from_a_measure_leads_to_its_group(desk, few, world):
    for catalogue_id, number in ((few, "H-1"), (few, "Z-1"), (world.catalogue(), "7.04.01")):
        page = desk.get(address(catalogue_id, f"/measures/{number}"))
        back = page.soup.select(".trail a")[-1]["href"]
        assert number in listed(desk.get(back))


def test_a_measure_of_another_norm_is_picked_under_its_own_title(desk, few, world, buyer):
    assert knowledge.load().reasons["5.19.01"]
    assert knowledge.load().proposals["5.20.03"]
    desk.get(f"/procurement/{world.draft(buyer, numbers=(), catalogue_id=few)}/requirements/pick")
    labels = [text_of(label) for label in desk.page.soup.select("#measures label")]
    assert labels == ["5.19.01 Deuren sluiten", "5.20.03 Ramen sluiten", "D-3 Ramen vergrendelen"]
    page = desk.submit("/pick", {"number": ["5.19.01", "5.20.03"]})
    assert "2 eisen en wensen toegevoegd" in page.message


def test_a_whole_norm_is_searched_by_its_groups(desk, few):
    page = desk.get(address(few, "/search"))
    assert offered(page)["group"] == ["deur", HOSTILE, "other"]
    assert results(desk.get(address(few, "/search", group=HOSTILE))) == ["H-1"]
    assert results(desk.get(address(few, "/search", group="deur", q="ramen"))) == ["5.20.03", "D-3"]
    chosen = desk.page.soup.select_one("select[name=group] [selected]")
    assert text_of(chosen) == "Deuren en ramen"


def test_only_what_can_be_found_in_a_norm_is_offered(desk, few, world):
    shipped = world.shipped()
    names = {
        norm: list(offered(desk.get(address(catalogue_id, "/search"))))
        for norm, catalogue_id in {**shipped, "Huis": few}.items()
    }
    assert names == {
        "BIO2": ["theme", "category", "letter", "segment"],
        "NEN 7510-2": ["theme"],
        "IEC 62443-3-3": ["group"],
        "Huis": ["group", "category"],
    }
    assert offered(desk.get(address(few, "/search")))["category"] == ["chain_hygiene"]


@pytest.mark.parametrize(
    ("norm", "asked"),
    [
        ("NEN 7510-2", {"letter": "d"}),
        ("NEN 7510-2", {"segment": "staffing"}),
        ("NEN 7510-2", {"category": "chain_hygiene"}),
        ("NEN 7510-2", {"group": "FR1"}),
        ("IEC 62443-3-3", {"theme": "8"}),
    ],
)
def test_what_is_not_known_of_a_norm_leaves_nothing_out(norm, asked, desk, world):
    catalogue_id = world.shipped()[norm]
    assert results(desk.get(address(catalogue_id, "/search", **asked))) == []
    assert not desk.page.soup.select("main .empty")
    alone = results(desk.get(address(catalogue_id, "/search", q="toegang")))
    assert len(alone) > 1
    assert results(desk.get(address(catalogue_id, "/search", q="toegang", **asked))) == alone


def test_a_control_that_is_numbered_alike_in_another_norm_serves_no_letter_that_we_know():
    known = knowledge.load()
    alike = next(norm for norm in known.other_norms() if not norm.groups)
    supply_chain = [
        catalogue_views.about(norm, norm.of_control("5.20")[0]).letters
        for norm in (known.catalogue(), alike)
    ]
    assert supply_chain == [known.letters_of("5.20"), ()]
    assert "d" in known.letters_of("5.20")


@pytest.mark.parametrize("norm", ["BIO2", "NEN 7510-2", "IEC 62443-3-3"])
def test_everything_that_is_offered_finds_something(norm, desk, world):
    place = world.shipped()[norm]
    choices = offered(desk.get(address(place, "/search")))
    for name, values in choices.items():
        for value in values:
            assert results(desk.get(address(place, "/search", **{name: value}))), (name, value)


@pytest.mark.parametrize("where", ["catalogue", "search", "pick"])
def test_a_page_reads_the_catalogue_once(where, desk, many, world, buyer, app):
    draft = world.draft(buyer, numbers=(), catalogue_id=many)
    place = {
        "catalogue": address(many),
        "search": address(many, "/search", group="g7"),
        "pick": f"/procurement/{draft}/requirements/pick?group=g7",
    }[where]
    statements = []
    listener = (app.extensions["supplier_portal.database"].engine, "before_cursor_execute")

    def note(_connection, _cursor, statement, *_):
        statements.append(" ".join(statement.split()))

    event.listen(*listener, note)
    assert desk.get(place).status == 200
    event.remove(*listener, note)
    for table in ("catalogue_group", "control", "measure"):
        assert sum(f"FROM {table} " in statement for statement in statements) == 1


def test_a_group_in_an_address_is_written_so_that_it_comes_back_whole(desk, few):
    hrefs = [tab["href"] for tab in tabs(desk.get(address(few)))]
    assert [parse_qs(urlsplit(href).query)["group"] for href in hrefs] == [
        ["deur"],
        [HOSTILE],
        ["other"],
    ]
    assert not desk.page.soup.select("main i")
