"""This file works together as the colleagues of one supplier do, through their pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from factories.world import NOW, PASSWORD

from questionnaires.answers import OpenText
from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import accounts, rights
from supplier_portal.services.jobs import JobKind

REQUIREMENT = "BIO2-5.20.05"
OPEN = f"{REQUIREMENT}.q3"
TEAM = "/supplier/team"


@pytest.fixture
def anna(scene):
    """The one who took up the invitation of the buyer, and holds every right."""
    return scene.supplier


@pytest.fixture
def bas(scene, anna):
    """A colleague who only answers."""
    return scene.world.person("supplier", organisation=anna, rights=())


@pytest.fixture
def link(scene):
    """Gives the way in of the newest letter to a colleague."""

    def find() -> str:
        with scene.database.reading() as session:
            waits = session.query(JobRecord).filter_by(
                kind=JobKind.COLLEAGUE_MAIL.value, finished_at=None
            )
            [job] = waits.all()
            return re.search(r"/colleague/\S+", job.payload["text"])[0]

    return find


def _page(scene, page=""):
    return f"/supplier/{scene.response_id}{page}"


def _invite(browser, person, email="bas@leverancier.example", **values):
    visitor = browser(person)
    visitor.get(TEAM)
    page = visitor.submit("/team/invitations", {"email": email, "name": "Bas", **values})
    return visitor, page


def test_a_colleague_comes_in_by_the_mailed_link_and_finds_the_same_response(
    scene, anna, browser, link
):
    _, page = _invite(browser, anna, rights=["sign"])
    assert "bas@leverancier.example" in page.message
    newcomer = browser()
    address = link()
    assert newcomer.get(address).form(address).select_one("#name")["value"] == "Bas"
    newcomer.submit(address, {"password": PASSWORD})
    with scene.database.reading() as session:
        newcomer.sign_in(accounts.with_email(session, "bas@leverancier.example"))
    assert newcomer.get(_page(scene)).status == 200
    shown = newcomer.get(TEAM).words
    assert "Bas" in shown
    assert newcomer.page.soup.select("form[action$='/team/invitations']") == []


def test_a_link_works_once_and_an_older_one_stops_when_it_is_sent_anew(scene, anna, browser, link):
    visitor, _ = _invite(browser, anna)
    first = link()
    visitor.submit("/again")
    second = link()
    assert browser().get(first).status == 404
    newcomer = browser()
    newcomer.get(second)
    newcomer.submit(second, {"password": PASSWORD})
    assert browser().get(second).status == 404


def test_a_link_that_was_taken_back_lets_nobody_in(anna, browser, link):
    visitor, _ = _invite(browser, anna)
    address = link()
    visitor.submit("/revoke")
    assert browser().get(address).status == 404
    assert "bas@leverancier.example" in visitor.page.words, "the history tells of it"


def test_who_only_answers_invites_nobody_and_gives_no_rights(anna, bas, browser, visit):
    other = visit(bas)
    assert other.post(f"{TEAM}/invitations", {"email": "x@y.example"}).status_code == 403
    for act in ("rights", "deactivate", "readmit"):
        assert other.post(f"{TEAM}/{anna.id}/{act}").status_code == 403
    assert "formaction" not in browser(bas).get(TEAM).text


def test_whose_account_is_elsewhere_is_told_so_and_the_inviter_is_not(scene, anna, browser, link):
    rival = scene.another("Rivaal").supplier
    _, page = _invite(browser, anna, email=rival.email)
    assert rival.email in page.message
    answer = browser().get(link())
    assert answer.status == 409
    assert rival.email in answer.words


def test_a_colleague_is_not_invited_twice(anna, bas, browser):
    _, page = _invite(browser, anna, email=bas.email)
    assert page.soup.select_one(".error-summary a[href='#email']") is not None


def test_rights_given_and_taken_count_from_the_next_request(anna, bas, browser, visit):
    visitor, other = browser(anna), visit(bas)
    visitor.get(TEAM)
    visitor.submit(f"{bas.id}/rights", {"rights": ["team"]})
    assert other.post(f"{TEAM}/invitations", {"email": "c@l.example"}).status_code == 302
    visitor.submit(f"{bas.id}/rights", {"rights": []})
    assert other.post(f"{TEAM}/invitations", {"email": "d@l.example"}).status_code == 403


@pytest.mark.parametrize("right", ["everything", "templates"])
def test_what_is_no_right_of_a_supplier_is_refused_and_gives_nothing(
    right, scene, anna, bas, browser
):
    visitor = browser(anna)
    visitor.get(TEAM)
    before = scene.journal(f"organisation:{anna.actor.organisation_id}")
    assert visitor.submit(f"/team/{bas.id}/rights", {"rights": ["sign", right]}).status == 400
    with scene.database.reading() as session:
        assert rights.held_by(session, bas.id) == frozenset()
    assert scene.journal(f"organisation:{anna.actor.organisation_id}") == before


def test_the_last_one_with_a_right_keeps_it(anna, bas, browser):
    visitor = browser(anna)
    visitor.get(TEAM)
    page = visitor.submit(f"{anna.id}/rights", {"rights": ["sign"]})
    assert page.status == 409
    assert "Persoon van Leverancier" in page.words


def test_whose_account_is_ended_is_out_at_once_and_what_was_written_stays(
    scene, anna, bas, browser, visit
):
    scene.save(OPEN, OpenText("Van Bas."), by=bas)
    other, visitor = browser(bas), browser(anna)
    assert other.get(TEAM).status == 200
    visitor.get(TEAM)
    visitor.submit(f"{bas.id}/deactivate")
    assert other.client.get(TEAM).status_code == 302
    assert scene.stored(OPEN).entry == OpenText("Van Bas.")
    visitor.submit(f"{bas.id}/readmit")
    assert other.client.get(TEAM).status_code == 302, "one has to sign in again"


def test_a_theme_is_given_to_a_colleague_who_finds_it_on_the_start_page(scene, anna, bas, browser):
    visitor = browser(anna)
    visitor.get(_page(scene))
    visitor.submit("/assignments", {"theme-8": str(bas.id)})
    assert visitor.page.status == 200
    assert browser(bas).get("/supplier/").soup.select_one("#mine") is not None
    assert browser(anna).get("/supplier/").soup.select_one("#mine") is None


def test_of_two_who_assign_at_once_the_second_is_told_and_can_save_after_all(
    scene, anna, bas, browser
):
    first, second = browser(anna), browser(bas)
    first.get(_page(scene))
    second.get(_page(scene))
    first.submit("/assignments", {"theme-8": str(bas.id)})
    page = second.submit("/assignments", {"theme-8": str(anna.id)})
    assert page.status == 409
    assert page.soup.select_one("#theme-8 option[selected]")["value"] == str(bas.id)
    assert second.submit("/assignments", {"theme-8": str(anna.id)}).status == 200
    shown = second.page.soup.select_one("#theme-8 option[selected]")
    assert shown["value"] == str(anna.id)


def test_a_colleague_reads_a_note_and_only_its_author_removes_it(scene, anna, bas, browser):
    visitor = browser(anna)
    visitor.get(_page(scene, "/themes/5"))
    visitor.submit(f"/notes/{REQUIREMENT}", {"text": "Vraag dit aan Kees."})
    other = browser(bas).get(_page(scene, "/themes/5"))
    assert "Vraag dit aan Kees." in other.words
    assert other.soup.select("form[action$='/remove']") == []
    visitor.get(_page(scene, f"/notes/{REQUIREMENT}"))
    visitor.submit("/remove")
    assert "Vraag dit aan Kees." not in visitor.get(_page(scene, "/themes/5")).words


@pytest.mark.parametrize("text", ["", "x" * 2_001], ids=["empty", "long"])
def test_a_note_that_cannot_be_kept_is_told_at_its_field(text, scene, anna, browser):
    visitor = browser(anna)
    visitor.get(_page(scene, "/notes"))
    page = visitor.submit("/notes", {"text": text})
    assert page.soup.select_one(".error-summary a[href='#text']") is not None
    assert scene.world.notes(scene.supplier, scene.response_id) == []


def test_after_the_deadline_notes_are_read_but_not_written(scene, anna, browser, visit):
    scene.world.note(anna, scene.response_id, "Blijft leesbaar.")
    with time_machine.travel(scene.deadline + timedelta(seconds=1), tick=False):
        page = browser(anna).get(_page(scene, "/notes"))
        assert "Blijft leesbaar." in page.words
        assert page.soup.select("main form") == []
        late = visit(anna).post(_page(scene, "/notes"), {"text": "Te laat."})
    assert late.status_code == 409
    assert [note.text for note in scene.world.notes(anna, scene.response_id)] == [
        "Blijft leesbaar."
    ]


def test_a_colleague_is_seen_at_a_question_until_two_minutes_later(scene, anna, bas, visit):
    here = _page(scene, "/presence")
    assert visit(bas).post(here, {"item": OPEN}, is_script=True).status_code == 200
    seen = visit(anna)
    assert OPEN in seen.get(here).json["here"]
    assert visit(bas).get(here).json["here"] == {}, "one does not meet oneself"
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=3), tick=False):
        assert seen.get(here).json["here"] == {}


def test_the_page_says_who_wrote_an_answer_last(scene, bas, anna, browser):
    scene.save(OPEN, OpenText("Van Bas."), by=bas, at=NOW)
    page = browser(anna).get(_page(scene, "/themes/5"))
    form = page.soup.find(id=OPEN)
    assert "Persoon supplier" in form.select_one(".company").get_text()


def test_who_wants_no_reminders_says_so_on_the_page(anna, browser):
    visitor = browser(anna)
    visitor.get(TEAM)
    visitor.submit("/team/reminders", {"wanted": "no"})
    assert visitor.page.soup.select_one("button[name=wanted]")["value"] == "yes"
