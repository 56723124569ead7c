"""A supplier's whole way: invited by mail, with a colleague, half offline, twice handed in (K6)."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from e2e.conftest import LANGUAGES
from e2e.keyboard import Keyboard
from e2e.pages import Mouse, Site, Supplier, expect
from factories.earlier import handed_in_before
from factories.files import pdf
from factories.mail_server import Mailbox
from factories.sheets import Filled
from factories.world import PASSWORD
from sqlalchemy import select

from questionnaires import knowledge
from questionnaires.answers import Amount, OpenText
from questionnaires.filled_rows import labels
from questionnaires.interchange.response import from_document
from supplier_portal import worker
from supplier_portal.records.responses import SubmissionRecord

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
WAYS = {"keyboard": (Keyboard, True), "without_script": (Mouse, False)}
ONLINE, OFFLINE = "5.20.05", "8.08.01"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANNA, BAS = "anna@leverancier.example", "bas@leverancier.example"
REUSED, EARLIER = f"BIO2-{ONLINE}.q3", OpenText("Wij melden binnen een uur, dag en nacht.")
QUESTION = "Geldt dit ook voor onze testomgeving?"


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def settings(settings, mailbox):
    return replace(settings, mail=mailbox.settings)


@dataclass
class Post:
    """The mail that comes in at a supplier, once the worker brought it."""

    settings: object
    mailbox: Mailbox
    _read: int = field(default=0, init=False)

    def link_to(self, email: str) -> str:
        """Have the mail brought, and take the link that came for somebody."""
        with self.mailbox.is_up():
            worker.work_once(self.settings)
        new = self.mailbox.messages[self._read :]
        self._read = len(self.mailbox.messages)
        [mail] = [message for message in new if message["To"] == email]
        text = mail.get_body(("plain",)).get_content()
        return re.search(r"http://127\S+", text)[0].rstrip(".")


@dataclass
class Journey:
    """One purchase, and how its supplier goes about: by which hand, in which language."""

    world: object
    visit: object
    post: Post
    way: str
    language: str

    def supplier(self, response: str = "") -> Supplier:
        """Somebody in a window of their own."""
        hand, has_script = WAYS[self.way]
        window = self.visit(locale=LANGUAGES[self.language], java_script=has_script)
        supplier = Supplier(window, hand)
        supplier.response = response
        return supplier


@pytest.fixture
def journey(world, settings, mailbox, visit, way, language) -> Journey:
    return Journey(world, visit, Post(settings, mailbox), way, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_a_supplier_gets_from_its_invitation_to_a_second_receipt(journey, tmp_path):
    world = journey.world
    buyer = world.person("procurement")
    procurement_id = world.published(buyer, numbers=(ONLINE, OFFLINE))
    world.ask_by(buyer, procurement_id)
    buying = Site(journey.visit(buyer))
    buying.goto(f"/procurement/{procurement_id}/invitations")
    buying.fill_in("/invitations", email=ANNA)

    anna = journey.supplier()
    anna.take_up(journey.post.link_to(ANNA), "Anna", "Leverancier BV", PASSWORD)
    assert anna.page.locator("html").get_attribute("lang") == journey.language
    bas = _let_in_a_colleague(journey, anna)
    _divide(anna, "Bas", theme="8")
    _fill_in_offline(bas, tmp_path)
    _use_what_was_handed_in_before(journey, anna, buyer)
    assert anna.answer_theme("5", by_button=journey.way == "without_script")
    anna.attach(f"BIO2-{OFFLINE}", "Beleid.pdf", pdf("proof"))
    _ask(anna)
    buying.goto(f"/procurement/{procurement_id}/clarifications")
    expect(buying.page.get_by_text(QUESTION)).to_be_visible()
    assert "Leverancier BV" not in buying.page.content()

    first = set(anna.hand_in())
    anna.withdraw()
    again = set(anna.hand_in()) - first
    sent = _handed_in(world, again)
    assert sent[f"BIO2-{OFFLINE}.q2"] == Amount(Decimal("12.5"))
    assert sent[REUSED] == EARLIER


def _handed_in(world, digests: set[str]):
    """The answers of the one response that has one of these digests."""
    with world.database.reading() as session:
        found = session.scalars(
            select(SubmissionRecord).where(SubmissionRecord.digest.in_(digests))
        ).one()
        return from_document(found.document).answers


def _let_in_a_colleague(journey: Journey, anna: Supplier) -> Supplier:
    anna.follow("/supplier/team")
    anna.fill_in("/team/invitations", email=BAS)
    bas = journey.supplier(anna.response)
    bas.join(journey.post.link_to(BAS), "Bas", BAS, PASSWORD)
    return bas


def _divide(anna: Supplier, name: str, *, theme: str) -> None:
    """Give a theme to a colleague."""
    anna.follow("/supplier/")
    anna.follow(anna.response)
    chooser = anna.page.locator(f"[name=theme-{theme}]")
    anna.hand.choose(chooser, chooser.locator("option", has_text=name).get_attribute("value"))
    anna.send(anna.form("/assignments"))


def _fill_in_offline(bas: Supplier, folder) -> None:
    """Fill in the theme that is his on a sheet, as far as a sheet shows it, and send that back."""
    bas.follow(bas.response)
    bas.follow("/offline")
    with bas.page.expect_download() as started:
        bas.hand.press(bas.page.locator("a[href$='/offline.xlsx']"))
    file = folder / "vragenlijst.xlsx"
    started.value.save_as(file)
    filled = Filled(file.read_bytes())
    known = knowledge.load()
    catalogue = known.catalogue()
    choice, _ = known.requirement(catalogue, catalogue.by_number[OFFLINE]).questions
    filled.write(f"BIO2-{OFFLINE}.q1", "choice", labels(choice, "nl")["within_week"])
    filled.write(f"BIO2-{OFFLINE}.q2", "number", 12.5)
    file = {"name": "ingevuld.xlsx", "mimeType": WORKBOOK, "buffer": filled.content}
    bas.hand.attach(bas.page.locator("[name=file]"), file)
    bas.send(bas.form("/offline"))
    bas.send(bas.form("/take"))
    bas.expect_message()


def _use_what_was_handed_in_before(journey: Journey, anna: Supplier, buyer) -> None:
    """Take over what was said for another purchase, after looking at it."""
    somebody = journey.world.somebody(ANNA)
    handed_in_before(
        journey.world, buyer, somebody, {REUSED: EARLIER}, reference="Eerder", numbers=(ONLINE,)
    )
    anna.follow("/supplier/")
    anna.turn_to("/earlier-answers")
    anna.hand.tick(anna.page.locator(f"[name=take][value='{REUSED}']"))
    anna.send(anna.form("/earlier-answers"))
    anna.expect_message()


def _ask(anna: Supplier) -> None:
    anna.turn_to("/clarifications")
    anna.fill_in("/clarifications", text=QUESTION)
    expect(anna.page.locator("main").get_by_text(QUESTION)).to_be_visible()
