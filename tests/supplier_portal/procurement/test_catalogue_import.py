"""The pages that import a catalogue: what a file holds is seen first, and only then kept."""

import io
import itertools
from datetime import timedelta

import pytest
from factories.catalogues import as_json, control, oscal
from factories.workbooks import ROW, workbook
from factories.world import NOW

from questionnaires.interchange import catalogue_files
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.spreadsheet import read_xlsx
from supplier_portal.services import accounts, catalogue_uploads, editions, journal

IMPORT = "/procurement/catalogues/import"
BIO2 = "BIO2 versie 1.4\n\n## 5.01.01\nWij sluiten elke dag alle deuren.\n"
LATER = """BIO2 versie 1.5

## 5.01.01
Wij sluiten elke dag alle deuren en ramen.

Draagt bij aan: Basishygiëne

## 5.01.02
Vervallen

## 8.08.01
Wij verhelpen kwetsbaarheden snel.
"""
ODD = "BIO2 versie 1.4\n\n## 5.01.01\nVerplaatst naar 5.02.01\n"
BROKEN = {
    "line": (b"BIO2 versie 1.4\n\n## 5.1\nEen maatregel.\n", "Regel 3"),
    "cell": (workbook(ROW, (None, None, "5.10.02", "=1+1")), "D3"),
    "element": (as_json(oscal(control(title=5))), "/catalog/controls/0/title"),
    "whole": (b"\xd0\xcf\x11\xe0", "XLSX"),
}
HOSTILE = {
    "../../etc/norm.md": "norm.md",
    "C:\\Users\\Jan\\norm.md": "norm.md",
    "norm\u202edm.md": "norm_dm.md",
    "norm\u2028norm\u0085.md": "norm_norm_.md",
    "<script>alert(1)</script>.md": "script>.md",
    "'\"<b>%(x)s{{7*7}}.md": "'\"<b>%(x)s{{7*7}}.md",
    f"{'n' * 400}.md": f"{'n' * 252}.md",
    "..": "..",
    "/": "_",
}
_NAMES = itertools.count()


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def desk(browser, buyer):
    return browser(buyer)


@pytest.fixture
def upload(desk):
    """Send a file as somebody who chose it; gives the page they come to."""

    def send(content, name="norm.md", by=desk):
        by.get(IMPORT)
        content = content if isinstance(content, bytes) else content.encode()
        return by.submit(IMPORT, {"file": (io.BytesIO(content), name)})

    return send


@pytest.fixture
def stored(database):
    """The names of the catalogues that are there."""

    def names():
        with database.reading() as session:
            return [item.name for item in editions.stored(session)]

    return names


@pytest.fixture
def waiting(database):
    """The names of the files of somebody that wait, the newest first."""

    def names(person):
        with database.reading() as session:
            return [item.name for item in catalogue_uploads.waiting(session, person.actor)]

    return names


def press(desk, button):
    return desk.submit(f"/{button}")


def token_of(page):
    return page.soup.select_one("[name=csrf_token]")["value"]


def counts(page):
    """The figures of each table on a page."""
    return [
        [int(cell.get_text()) for cell in table.select("td")] for table in page.soup.select("table")
    ]


def notice(page, key):
    return page.soup.select_one(f"[aria-labelledby={key}-title]")


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_read_says_where_and_keeps_nothing(
    kind, desk, upload, everything, world
):
    world.imported(BIO2)
    desk.get(IMPORT)
    before = everything()
    content, place = BROKEN[kind]
    page = upload(content)
    assert page.status == 400
    [error] = page.soup.select(".field__error")
    assert place in error.get_text()
    assert page.soup.select_one(".error-summary a")["href"] == "#file"
    assert everything() == before


def test_without_a_file_one_is_asked_for(desk, everything):
    desk.get(IMPORT)
    before = everything()
    page = desk.submit(IMPORT, {"file": (io.BytesIO(b""), "")})
    assert page.soup.select_one(".field__error")
    assert everything() == before


def test_a_preview_shows_what_is_in_the_file_and_imports_nothing(upload, stored, waiting, buyer):
    page = upload(LATER, "Mijn norm.md")
    assert "BIO2 1.5" in page.heading
    assert counts(page) == [[0, 2, 3, 2, 0, 1, 0, 0, 1]]
    assert [number.get_text() for number in page.soup.select(".card .number")] == [
        "5.01.01",
        "5.01.02",
        "8.08.01",
    ]
    assert digest(LATER.encode()) in page.words
    assert stored() == []
    assert waiting(buyer) == ["Mijn norm.md"]


def test_an_import_keeps_what_the_preview_showed_and_leads_to_it(
    desk, upload, stored, waiting, buyer
):
    upload(LATER)
    page = press(desk, "import")
    assert page.heading.startswith("BIO2 1.5")
    assert "BIO2 1.5" in page.message
    assert "Wij sluiten elke dag alle deuren en ramen." in page.words
    assert stored() == ["BIO2 1.5"]
    assert waiting(buyer) == []


def test_a_file_that_is_thrown_away_leaves_nothing(desk, upload, stored, waiting, buyer):
    upload(BIO2)
    page = press(desk, "discard")
    assert page.url.endswith(IMPORT)
    assert "norm.md" in page.message
    assert (stored(), waiting(buyer)) == ([], [])


def test_the_same_file_again_changes_nothing_and_says_so(desk, upload, everything):
    upload(BIO2)
    first = press(desk, "import")
    before = everything("catalogue", "control", "measure")
    page = upload(BIO2)
    assert first.url.endswith(notice(page, "same-file").a["href"])
    assert not notice(page, "same-edition")
    assert not page.soup.select("form[action$='/import']")
    again = desk.post(f"{page.url}/import", {"csrf_token": token_of(page)})
    assert again.url == first.url
    assert "BIO2 1.4" in again.message
    assert again.message != first.message
    assert everything("catalogue", "control", "measure") == before


def test_a_file_is_imported_once_however_often_that_is_asked(desk, upload, stored):
    page = upload(BIO2)
    sent, values = f"{page.url}/import", {"csrf_token": token_of(page)}
    assert desk.post(sent, values).status == 200
    assert desk.post(sent, values).status == 404
    assert stored() == ["BIO2 1.4"]


def test_the_same_edition_from_another_file_is_told_and_stays(desk, upload, stored, world):
    first = world.imported(BIO2)
    page = upload(BIO2 + "\n## 8.08.01\nNog een.\n")
    assert not notice(page, "same-file")
    assert notice(page, "same-edition").a["href"].endswith(str(first))
    press(desk, "import")
    assert stored() == ["BIO2 1.4", "BIO2 1.4"]


@pytest.mark.parametrize(
    ("before", "file", "changed"),
    [
        ((BIO2, BIO2.replace("1.4", "1.1")), LATER, [[2, 1, 0]]),
        ((LATER,), BIO2, []),
        ((), BIO2, []),
    ],
    ids=["since the newest earlier one", "older than what is there", "the first"],
)
def test_a_newer_edition_is_compared_with_the_newest_before_it(
    before, file, changed, upload, world
):
    for text in before:
        world.imported(text)
    page = upload(file)
    assert counts(page)[1:] == changed
    assert changed == [] or "BIO2 1.4" in page.soup.select("h2")[1].get_text()


def test_a_warning_is_shown_with_its_place_and_stops_nothing(desk, upload, stored):
    page = upload(ODD)
    [warning] = notice(page, "warnings").select("li")
    assert "Regel 3" in warning.get_text()
    assert "5.02.01" in warning.get_text()
    press(desk, "import")
    assert stored() == ["BIO2 1.4"]


def test_of_very_many_warnings_the_first_are_shown_and_the_rest_counted(upload):
    numbers = "".join(f"\n## 5.{n:02}.01\nVerplaatst naar 8.99.{n:02}\n" for n in range(1, 80))
    page = upload(f"BIO2 versie 1.4\n{numbers}")
    told = notice(page, "warnings")
    shown = len(told.select("li"))
    assert 0 < shown < 79
    assert told.h2.get_text().startswith("79 ")
    assert str(79 - shown) in told.select("p")[0].get_text()


@pytest.mark.parametrize("stranger", ["a colleague", "another organisation"])
@pytest.mark.parametrize("way", ["preview", "import", "discard"])
def test_what_somebody_else_uploaded_is_not_found(stranger, way, world, buyer, visit, waiting):
    upload_id = world.uploaded(buyer, BIO2)
    organisation = buyer if stranger == "a colleague" else None
    other = visit(world.person("procurement", organisation=organisation))
    address = f"{IMPORT}/{upload_id}"
    if way == "preview":
        assert other.get(address).status_code == 404
    else:
        assert other.post(f"{address}/{way}").status_code == 404
    assert "bio2.md" not in other.get(IMPORT).text
    assert waiting(buyer) == ["bio2.md"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_kept_as_harmless_text_on_one_line(name, world, waiting, buyer, desk):
    upload_id = world.uploaded(buyer, BIO2, name)
    assert waiting(buyer) == [HOSTILE[name]]
    assert HOSTILE[name] in desk.get(IMPORT).soup.get_text()
    page = desk.get(f"{IMPORT}/{upload_id}")
    assert HOSTILE[name] in [text.get_text(strip=True) for text in page.soup.select("dd")]
    assert HOSTILE[name] in press(desk, "discard").message


def test_the_name_that_a_browser_sends_is_made_harmless(visit, buyer, waiting):
    answer = visit(buyer).upload(IMPORT, "../norm\u202edm.md", BIO2.encode())
    assert answer.status_code == 302
    assert waiting(buyer) == ["norm_dm.md"]


def test_the_name_of_a_sheet_tells_its_kind_however_long_it_is(upload):
    page = upload("editie;norm;nummer\n1;Huis;A-1\n", f"{'n' * 400}.csv")
    assert "Huis 1" in page.heading


def test_a_file_that_is_too_large_is_refused_with_the_limit(visit, buyer, everything):
    visitor = visit(buyer)
    before = everything()
    for size, status in ((25_000_001, 400), (27_000_001, 413)):
        answer = visitor.upload(IMPORT, "norm.md", b"x" * size)
        assert answer.status_code == status
        assert "25" in answer.text
        assert everything() == before


def test_three_files_wait_at_most_and_the_oldest_makes_room(world, buyer, waiting):
    other = world.person("procurement", organisation=buyer)
    world.uploaded(other, BIO2, "van een collega.md", at=NOW - timedelta(hours=9))
    for hour in range(5):
        world.uploaded(buyer, BIO2, f"{hour}.md", at=NOW - timedelta(hours=5 - hour))
    assert waiting(buyer) == ["4.md", "3.md", "2.md"]
    assert waiting(other) == ["van een collega.md"]


def test_what_is_older_than_a_day_goes_at_the_next_upload_of_anybody(world, buyer, waiting):
    other = world.person("procurement")
    world.uploaded(buyer, BIO2, "vergeten.md", at=NOW - timedelta(days=1, seconds=1))
    world.uploaded(buyer, BIO2, "van vandaag.md", at=NOW - timedelta(hours=23))
    world.uploaded(other, BIO2)
    assert waiting(buyer) == ["van vandaag.md"]


def test_a_file_that_waits_is_found_again(desk, upload):
    address = upload(BIO2, "norm van ons.md").url
    desk.get(IMPORT)
    assert desk.follow("norm van ons.md").url.endswith(address)


def test_the_journal_tells_who_imported_what(desk, upload, database, buyer):
    upload(LATER)
    press(desk, "import")
    with database.reading() as session:
        entries = list(journal.read(session, journal.of_catalogues()))
        assert journal.first_broken(session, journal.of_catalogues()) is None
        [catalogue] = editions.stored(session)
    assert [entry.action for entry in entries] == ["upload_catalogue", "import_catalogue"]
    assert {entry.actor for entry in entries} == {str(buyer.id)}
    assert {entry.origin for entry in entries} == {"127.0.0.1"}
    assert entries[-1].object == f"catalogue:{catalogue.id}"
    assert entries[-1].facts == {
        "norm": "BIO2",
        "edition": "1.5",
        "digest": digest(LATER.encode()),
        "measures": 3,
    }


def test_the_journal_tells_what_was_thrown_away(desk, upload, database):
    upload(BIO2, "geheime naam.md")
    press(desk, "discard")
    with database.reading() as session:
        entries = list(journal.read(session, journal.of_catalogues()))
    assert [entry.action for entry in entries] == ["upload_catalogue", "discard_upload"]
    assert {entry.facts["digest"] for entry in entries} == {digest(BIO2.encode())}
    assert "geheime naam" not in repr(entries)


def test_an_import_that_fails_half_way_leaves_all_as_it_was(desk, upload, everything, monkeypatch):
    upload(BIO2)
    before = everything()

    def broken(*_, **__):
        raise OSError

    monkeypatch.setattr(journal, "append", broken)
    assert press(desk, "import").status == 500
    assert everything() == before


@pytest.mark.parametrize("step", ["upload", "import"])
def test_nobody_waits_for_a_file_that_is_being_read(step, desk, upload, database, monkeypatch):
    """Reads as slowly as it takes somebody else to write."""
    if step == "import":
        upload(BIO2)
    read, written = catalogue_files.read_any, []

    def while_somebody_writes(name, content):
        with database.writing.begin() as session:
            home = accounts.add_organisation(session, name=f"N{next(_NAMES)}", kind="buyer")
            written.append(home.name)
        return read(name, content)

    monkeypatch.setattr(catalogue_files, "read_any", while_somebody_writes)
    page = upload(BIO2) if step == "upload" else press(desk, "import")
    assert page.status == 200
    assert written


def test_the_template_is_a_sheet_that_can_be_uploaded_again(desk, upload):
    desk.get(IMPORT)
    answer = desk.client.get(desk.page.link("XLSX"))
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert read_xlsx(answer.data).warnings == ()
    assert "Voorbeeldnorm 1.0" in upload(answer.data, "leeg.xlsx").heading


def test_the_catalogues_lead_to_the_import(desk):
    desk.get("/procurement/catalogues")
    links = [link["href"] for link in desk.page.soup.select("main a")]
    assert IMPORT in links
    assert (
        desk.get(IMPORT).soup.select_one("nav [aria-current=true]")["href"].endswith("/catalogues")
    )
