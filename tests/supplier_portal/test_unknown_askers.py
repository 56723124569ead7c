"""Nobody on the buyer's side learns who asked: 200 published answers, every staff page (M3, B6)."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from factories.asking import QUESTION
from factories.world import NOW

from questionnaires.wording import Language
from supplier_portal.documents import tagged_text
from supplier_portal.records.clarifications import ClarificationRecord
from supplier_portal.services import annexes, answering, clarifications, nota_documents
from supplier_portal.services.nota_documents import Span

CANARY = "Kanarie9c4e"
QUESTIONS = 200
GIVEN = "Wie beantwoordt dit?"
PAGES_WITH_GIVEN = {"procurement": 1, "review": 2}
ASKED_AT = NOW + timedelta(minutes=1, microseconds=271_828)


@pytest.fixture
def asked(scene):
    """The scene with 200 answers in one nota, asked by four suppliers whose names are canaries.

    One of them asked once more, and the reviewer was asked for the answer.
    """
    world = scene.world
    world.ask_by(scene.buyer, scene.procurement_id)
    askers = [scene.another(f"{CANARY}{letter}") for letter in "abcd"]
    for number in range(QUESTIONS):
        one = askers[number % len(askers)]
        spy = replace(one.supplier.actor, origin=f"{CANARY}-origin")
        question = world.ask(
            replace(one.supplier, actor=spy), one.response_id, f"Vraag {number}?", at=ASKED_AT
        )
        world.draft_answer(scene.buyer, scene.procurement_id, question)
    world.nota(scene.buyer, scene.procurement_id)
    given = world.ask(one.supplier, one.response_id, GIVEN, at=ASKED_AT)
    world.draft_answer(
        *(scene.buyer, scene.procurement_id, given),
        answer="",
        is_ready=False,
        assignee=scene.reviewer.id,
    )
    return scene, askers


def _canaries(askers):
    people = [str(one.supplier.id) for one in askers]
    homes = [str(one.supplier.actor.organisation_id) for one in askers]
    responses = [str(one.response_id) for one in askers]
    return [CANARY, CANARY.lower(), *people, *homes, *responses, "271828"]


def _addresses(app, scene, role):
    """Every page of a role that is about one procurement, and each question's own page."""
    known = {"procurement_id": scene.procurement_id, "number": 1}
    with scene.database.reading() as session:
        found = clarifications.all_of(session, scene.procurement(session))
        questions = [item.id for item in found[:5]]
        [given] = answering.assigned_to(session, scene.reviewer.actor, at=NOW)
    build = app.url_map.bind("localhost").build
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(f"{role}.") or "GET" not in rule.methods:
            continue
        if rule.arguments <= set(known):
            yield build(rule.endpoint, {name: known[name] for name in rule.arguments})
        if rule.arguments == {"clarification_id"}:
            yield build(rule.endpoint, {"clarification_id": given.record.id})
        if rule.arguments == {"procurement_id", "clarification_id"}:
            for question in questions:
                yield build(rule.endpoint, {**known, "clarification_id": question})


def _text(content: bytes) -> str:
    """What an answer says, also one that is an office document or a PDF, and what is told of it."""
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document, document.open_metadata() as told:
            return f"{tagged_text.text_of(content)} {dict(document.docinfo)} {told}"
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    return content.decode(errors="replace")


def test_no_page_of_staff_tells_who_asked_any_of_200_questions(app, asked, browser):
    scene, askers = asked
    for role, person in (("procurement", scene.buyer), ("review", scene.reviewer)):
        client = browser(person).client
        seen = {address: client.get(address) for address in _addresses(app, scene, role)}
        texts = {
            address: _text(answer.get_data())
            for address, answer in seen.items()
            # Whom procurement invited itself it may read there.
            if answer.status_code == 200 and not address.endswith("/invitations")
        }
        birds = _canaries(askers)
        assert texts
        assert [where for where, text in texts.items() if any(bird in text for bird in birds)] == []
        everything = "".join(texts.values())
        assert everything.count(GIVEN) >= PAGES_WITH_GIVEN[role]
        if role == "procurement":
            assert all(f"Vraag {number}?" in everything for number in range(QUESTIONS))


def test_neither_the_buyers_journal_nor_its_rows_hold_who_asked(asked, everything):
    scene, askers = asked
    told = json.dumps(
        [
            (entry.action, entry.object, entry.origin, entry.actor, str(entry.at), entry.facts)
            for entry in scene.journal_of_procurement()
            if entry.action != "invite"
        ]
    )
    rows = str(everything(ClarificationRecord.__tablename__, "nota"))
    compact = rows.replace("-", "")
    for bird in _canaries(askers):
        assert bird not in told
        assert bird not in rows
        assert bird.replace("-", "") not in compact


@pytest.fixture
def told(scene):
    """The scene with two notas about what two suppliers asked at a moment that shows."""
    world = scene.world
    world.ask_by(scene.buyer, scene.procurement_id)
    askers = [scene.another(f"{CANARY}{letter}") for letter in "ab"]
    for number, one in enumerate(askers):
        text = f"{QUESTION} ({number})"
        question = world.ask(one.supplier, one.response_id, text, at=ASKED_AT)
        world.draft_answer(scene.buyer, scene.procurement_id, question)
        world.nota(scene.buyer, scene.procurement_id)
    return scene, askers


@pytest.mark.parametrize("file_format", annexes.FORMATS)
def test_no_document_of_notas_tells_who_asked_or_when(told, file_format):
    scene, askers = told
    clock = ASKED_AT.astimezone(ZoneInfo("Europe/Amsterdam"))
    birds = [*_canaries(askers), f"{clock:%H:%M}", f"{ASKED_AT:%H:%M}", f"{clock:%H.%M}"]
    for span in (Span(1, 1), Span(2, 2), Span(1, 2)):
        with scene.database.reading() as session:
            procurement = scene.procurement(session)
            made = nota_documents.make(
                session, procurement, span, file_format=file_format, language=Language.DUTCH
            )
        text = _text(made.content)
        assert f"({span.last - 1})" in text
        assert [bird for bird in birds if bird in f"{text} {made.name}"] == []
