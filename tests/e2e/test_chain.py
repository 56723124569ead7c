"""The whole chain, as three people: by mouse, by keyboard alone, and without scripts (K6)."""

import re
from datetime import UTC, datetime, timedelta

import docx
import pytest
import time_machine
from e2e.keyboard import Keyboard
from e2e.pages import Mouse, Procurement, Review, Supplier, expect
from factories.files import pdf
from factories.world import PASSWORD

from questionnaires.interchange.canonical import digest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PDF = pdf("proof")
MOTIVATION = "Het antwoord is concreet en het bewijs dekt de gevraagde dienst."


WAYS = {"mouse": (Mouse, True), "keyboard": (Keyboard, True), "without_script": (Mouse, False)}


@pytest.mark.parametrize("way", WAYS)
def test_three_people_walk_from_catalogue_to_score(world, visit, tmp_path, way):
    hand, has_script = WAYS[way]
    buyer = world.person("procurement")
    reviewer = world.person("review", organisation=buyer)
    world.catalogue()

    procurement = Procurement(visit(java_script=has_script), hand)
    procurement.sign_in(buyer.email, PASSWORD)
    _compose_and_ask(procurement)
    security = Review(visit(java_script=has_script), hand)
    security.sign_in(reviewer.email, PASSWORD)
    security.approve(procurement.address)
    revision_digest, link = _publish_and_invite(procurement, tmp_path)

    supplier = Supplier(visit(java_script=has_script), hand)
    supplier.take_up(link, "Jan", "Leverancier BV", "vier woorden achtereen")
    for theme in ("5", "8"):
        _answer(supplier, theme, by_button=not has_script)
    supplier.attach("BIO2-8.08.01", "Beleid.pdf", PDF)
    digests = supplier.hand_in()
    _hold_receipt(supplier, digests, revision_digest)

    security.look_at(procurement.address)
    expect(security.form("/open")).to_have_count(0)  # sealed
    with time_machine.travel(datetime.now(UTC) + timedelta(days=30), tick=True):
        late = Review(visit(java_script=has_script), hand)
        _open_judge_and_score(late, reviewer, procurement.address)


def _compose_and_ask(procurement) -> None:
    procurement.browse()
    procurement.start("Zaaksysteem", "Z-1")
    procurement.pick("5", "5.20.03", "5.20.05")
    procurement.pick("8", "8.08.01", "8.31.01")
    procurement.tailor("5.20.05", kind="scored", weight="3")
    procurement.tailor("8.08.01", kind="knock_out", weight="0")
    procurement.tailor("8.31.01", kind="scored", weight="4,5")
    procurement.set_deadline(f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%dT%H:%M}")
    procurement.name_reviewers()
    procurement.ask_approval()


def _publish_and_invite(procurement, folder) -> tuple[str, str]:
    found = procurement.publish()
    assert re.fullmatch(r"[0-9a-f]{64}", found)
    document = docx.Document(procurement.annex(folder))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join(cells + [paragraph.text for paragraph in document.paragraphs])
    assert found in words
    assert "BIO2-8.31.01" in words
    return found, procurement.invite("jan@leverancier.example")


def _answer(supplier, theme: str, *, by_button: bool) -> None:
    """Answer each question of a theme, also those that appear on the way."""
    supplier.turn_to(f"/themes/{theme}")
    done: set[str] = set()
    while waiting := [item for item in supplier.open_items() if item not in done]:
        item = waiting[0]
        question = supplier.question(item)
        supplier.give(item)
        if by_button:
            supplier.send(question.form)
            supplier.expect_message()
        else:
            question.expect_saved()
        expect(question.version).not_to_have_value("0")
        done.add(item)
    assert len(done) == {"5": 5, "8": 3}[theme], done


def _hold_receipt(supplier, digests: list[str], revision_digest: str) -> None:
    assert supplier.page.url.endswith("/receipt")
    assert revision_digest in digests
    assert digest(PDF) in digests
    assert len([found for found in digests if re.fullmatch(r"[0-9a-f]{64}", found)]) == 3
    supplier.turn_to("/themes/8")
    expect(supplier.page.locator("fieldset:not([disabled])")).to_have_count(0)


def _open_judge_and_score(security, reviewer, address: str) -> None:
    security.sign_in(reviewer.email, PASSWORD)
    security.open_responses(address)
    assert security.judge_everything("Leverancier BV", MOTIVATION) == 6
    expect(security.page.locator(".history")).to_have_count(6)
    security.scorecard()
    total = security.page.locator("[aria-labelledby=total] .score__figure").inner_text()
    assert re.fullmatch(r"\d{1,3}(,\d\d)? %", total), "a settled total has one figure"
