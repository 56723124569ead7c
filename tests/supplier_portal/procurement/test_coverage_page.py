"""This file tests the page that shows what a set covers and how much it asks of a supplier."""

import json
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from factories.house import own_measure
from factories.requirements import open_question, question
from sqlalchemy import event

from questionnaires import knowledge
from questionnaires.requirement_sets import Proof, ProofType
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import picking, procurements

KNOWN = knowledge.load()
HEAVY = "8.08.05"
TYPELESS = "norm;editie;nummer;titel\nProefnorm;1;A-1;Deur\nProefnorm;1;A-2;Raam\n"


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def desk(browser, buyer):
    """Somebody of procurement at work, in English."""
    opened = browser(buyer)
    opened.get("/procurement/")
    opened.submit("/language", {"language": "en"})
    return opened


@pytest.fixture
def shown(desk, world, buyer):
    """The page of a set with these measures."""

    def open_page(*numbers, **facts):
        return desk.get(f"/procurement/{world.draft(buyer, numbers=numbers, **facts)}/coverage")

    return open_page


@pytest.fixture
def statements(app):
    """Collects what a block asks the database."""
    engine = app.extensions["supplier_portal.database"].engine

    @contextmanager
    def collecting():
        sent = []

        def note(_connection, _cursor, statement, *_):
            sent.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield sent
        event.remove(engine, "before_cursor_execute", note)

    return collecting


def add_own(world, buyer, procurement_id, numbers):
    """Pick measures of the organisation itself."""
    with world.database.writing.begin() as session:
        home = buyer.actor.organisation_id
        found = procurements.of_organisation(session, home, procurement_id)
        at = found.created_at
        picking.pick(session, buyer.actor, found, numbers=(), own_numbers=numbers, at=at)


def spaced(element):
    return " ".join(element.get_text(" ").split())


def figures(page, key):
    """What the rows of a chart say, by their label."""
    rows = page.soup.select(f"#{key} tbody tr")
    return {spaced(row.th): spaced(row.td) for row in rows}


def section(page, key):
    return page.soup.select_one(f"section[aria-labelledby={key}-heading]")


def missed(page, key):
    """What is named as not covered, with the address where measures for it are, if any."""
    found = section(page, key).select("li")
    return {
        spaced(item).partition(":")[0]: next((a["href"] for a in item.select("a")), None)
        for item in found
    }


def counts_of(pairs):
    return {label: text.split(" out of ")[0] for label, text in pairs.items()}


def test_each_theme_shows_how_many_of_its_measures_are_in_the_set(shown):
    page = shown("5.20.03", "5.20.05", "8.08.01")
    found = figures(page, "parts")
    assert list(counts_of(found).values()) == ["2", "0", "0", "1"]
    proposed = sum(number.startswith("5") for number in KNOWN.proposals)
    assert found["5 Organisation"] == f"2 out of {proposed}"
    assert [theme[0] for theme in missed(page, "parts")] == ["6", "7"]


def test_every_bar_is_as_long_as_its_figure_says(shown):
    page = shown("5.20.03", "8.08.01")
    for row in page.soup.select("#parts tbody tr, #categories tbody tr"):
        covered, _, possible = spaced(row.td).partition(" out of ")
        length = float(row.select_one(".chart__part--1")["width"].rstrip("%"))
        assert length == pytest.approx(100 * int(covered) / int(possible), abs=0.01)


def test_what_is_not_covered_leads_to_measures_that_would_cover_it(shown, desk, world, buyer):
    page = shown("8.08.01")
    found = [
        address
        for key in ("parts", "categories", "letters")
        for address in missed(page, key).values()
    ]
    assert len(found) > 5
    for address in found:
        [(name, value)] = parse_qs(urlsplit(address).query).items()
        answer = desk.get(address)
        assert answer.soup.select_one(f"option[selected][value='{value[0]}']"), (name, value)
        assert answer.soup.select(".cards .card"), address


def test_what_is_covered_is_not_called_missing(shown):
    page = shown("5.20.03")
    assert not [name for name in missed(page, "letters") if name in {"a", "d"}]
    assert [name[0] for name in missed(page, "parts")] == ["6", "7", "8"]
    assert len(missed(page, "categories")) == 1


def test_letter_f_is_out_of_reach_and_not_just_missing(shown):
    page = shown("5.20.03")
    assert figures(page, "letters")["f: testing whether measures work"] == "none known"
    assert "f" not in missed(page, "letters")
    assert "No control that we know serves f: testing" in page.words


def test_the_letters_are_marked_as_an_indication(shown):
    assert "an indication" in section(shown("5.20.03"), "letters").get_text()


def test_a_norm_without_letters_or_categories_says_so_and_is_shown_by_its_groups(shown, world):
    page = shown("SR-1.1", catalogue_id=world.shipped()["IEC 62443-3-3"])
    assert page.soup.select("#letters, #categories") == []
    assert "we do not know which letters" in page.words
    assert "has no categories" in page.words
    assert list(counts_of(figures(page, "parts")).values()).count("1") == 1
    assert all("group=" in address for address in missed(page, "parts").values())


def test_an_own_measure_counts_in_no_bar_and_is_named_apart(shown, desk, world, buyer):
    world.keep(buyer, own_measure("GV-01"))
    draft = world.draft(buyer, numbers=("5.20.03",))
    before = desk.get(f"/procurement/{draft}/coverage")
    assert "GV-01" not in before.words
    add_own(world, buyer, draft, ["GV-01"])
    page = desk.get(f"/procurement/{draft}/coverage")
    assert figures(page, "parts") == figures(before, "parts")
    assert page.link("GV-01 Scheepsjournaal").partition("#")[2]
    assert "measures of your organisation" in page.words
    assert "From another norm" not in page.words


def test_a_number_that_the_catalogue_does_not_have_is_named_with_its_norm(
    shown, desk, world, buyer
):
    page = shown("5.20.03", "8.08.01")
    with world.database.writing.begin() as session:
        [row] = session.query(RequirementRecord).filter_by(identifier="BIO2-8.08.01")
        row.document = json.loads(json.dumps(row.document).replace("8.08.01", "8.08.99"))
    page = desk.get(urlsplit(page.url).path)
    assert counts_of(figures(page, "parts"))["8 Technology"] == "0"
    [item] = [found for found in page.soup.select("li") if "8.08.99" in found.get_text()]
    assert "(BIO2 1.3)" in spaced(item)


def test_it_counts_requirements_by_kind_and_questions_by_how_they_are_answered(
    shown, world, buyer, desk
):
    proposal = own_measure(questions=[question("a"), question("b"), *map(open_question, "cde")])
    world.keep(buyer, proposal)
    draft = world.draft(buyer, numbers=())
    add_own(world, buyer, draft, [proposal.number])
    summary = desk.get(f"/procurement/{draft}/coverage").soup.select_one("dl.summary")
    assert [spaced(item) for item in summary.select("dd")] == [
        "1 Scored 1",
        "5 (2 closed, 3 open)",
        "about 2 hours",
    ]


def test_the_terms_of_the_estimate_add_up_to_the_hours_above_them(shown):
    page = shown(*list(KNOWN.proposals)[:40])
    *terms, total = page.soup.select("details .table tbody tr")
    rows = [[int(cell.get_text().replace(",", "")) for cell in row.select("td")] for row in terms]
    assert all(count * each == together for count, each, together in rows)
    minutes = sum(together for *_, together in rows)
    assert int(total.td.get_text().replace(",", "")) == minutes
    assert f"about {(minutes + 30) // 60} hours" in page.soup.select_one("dl.summary").get_text()


def test_proofs_are_counted_by_type_and_by_the_moment_they_are_asked(desk, world, buyer):
    proof = Proof(
        design_types=(ProofType.POLICY, ProofType.AUDIT_REPORT),
        existence_types=(ProofType.DEMONSTRATION,),
        operation_types=(ProofType.AUDIT_REPORT,),
    )
    own = own_measure(proof=proof)
    world.keep(buyer, own)
    draft = world.draft(buyer, numbers=())
    add_own(world, buyer, draft, [own.number])
    page = desk.get(f"/procurement/{draft}/coverage")
    rows = page.soup.select("#proofs tbody tr")
    assert {
        row.th.get_text(strip=True): [cell.get_text() for cell in row.select("td")] for row in rows
    } == {
        "policy": ["1", "0", "0", "1"],
        "demonstration": ["0", "1", "0", "1"],
        "audit report": ["0", "0", "1", "1"],
    }


def test_a_heavy_proof_leads_to_its_requirement(shown, desk):
    page = shown("5.20.05", HEAVY)
    address = page.link(f"{HEAVY} ")
    assert "penetration test" in page.soup.select_one(f"a[href$='BIO2-{HEAVY}']").parent.get_text()
    place = urlsplit(address)
    assert desk.get(place.path).soup.find(id=place.fragment)


def test_a_light_set_says_that_no_report_is_needed(shown):
    page = shown("5.20.05")
    assert "A supplier can show everything" in page.words


def test_a_set_of_texts_without_proof_says_that_it_asks_for_none(shown, world):
    page = shown("A-1", catalogue_id=world.imported(TYPELESS, "proef.csv"))
    assert page.soup.select("#proofs") == []
    assert "asks for no proof" in page.words


def test_an_empty_set_leads_to_the_catalogue(shown, desk):
    page = shown()
    assert page.soup.select(".chart, dl.summary") == []
    assert desk.get(page.link("Pick measures")).status == 200


def test_a_published_set_is_shown_as_well(desk, world, buyer):
    place = f"/procurement/{world.published(buyer, numbers=('5.20.03',))}"
    page = desk.get(f"{place}/coverage")
    assert counts_of(figures(page, "parts"))["5 Organisation"] == "1"
    assert page.soup.select("main form") == []


@pytest.mark.parametrize("where", ["", "/requirements"], ids=["procurement", "requirements"])
def test_the_pages_of_a_procurement_lead_to_it(where, desk, world, buyer):
    draft = f"/procurement/{world.draft(buyer)}"
    desk.get(f"{draft}{where}")
    assert desk.follow("What the set covers").url.endswith(f"{draft}/coverage")


def test_the_list_says_in_one_line_what_it_asks(desk, world, buyer, shown):
    draft = f"/procurement/{world.draft(buyer, numbers=('5.20.05', HEAVY))}"
    count = sum(len(KNOWN.proposals[number].questions) for number in ("5.20.05", HEAVY))
    told = desk.get(f"{draft}/coverage").soup.select("dl.summary dd")[2].get_text(strip=True)
    line = f"2 requirements, {count} questions, {told} for a supplier."
    assert line in desk.get(f"{draft}/requirements").words
    assert (
        "for a supplier"
        not in desk.get(
            f"/procurement/{world.draft(buyer, reference='E', numbers=())}/requirements"
        ).words
    )


@pytest.mark.parametrize("page", ["coverage", "requirements"])
def test_ten_times_the_requirements_take_as_many_statements(page, desk, world, buyer, statements):
    taken = {}
    for half, size in ((10, 20), (100, 200)):
        own = [own_measure(f"GV-{number:03}") for number in range(half)]
        world.keep(buyer, *[item for item in own if item.number not in taken])
        taken |= dict.fromkeys(item.number for item in own)
        draft = world.draft(buyer, reference=f"R-{size}", numbers=list(KNOWN.proposals)[:half])
        add_own(world, buyer, draft, [item.number for item in own])
        with statements() as sent:
            found = desk.get(f"/procurement/{draft}/{page}")
        assert f"{size}" in found.words
        taken[size] = len(sent)
    assert taken[20] == taken[200]
    assert 0 < taken[20] < 20


def test_the_points_are_shown_per_theme_as_a_share_of_all(shown, world, buyer, desk):
    page = shown("5.20.05", "8.15.01", "8.08.01")
    texts = [cell.get_text(strip=True) for cell in page.soup.select("#points td")]
    shares = [text.partition("(")[2].partition("\N{NO-BREAK SPACE}")[0] for text in texts]
    assert len(shares) == 4
    assert sum(map(float, shares)) == 100
