"""This file issues receipts: numbered without a gap, signed, mailed once, checked for ever."""

import json
from dataclasses import replace
from threading import Barrier

import pytest
from factories.world import NOW
from sqlalchemy import select

from questionnaires.interchange import receipt as receipt_document
from questionnaires.receipts import ReceiptKind
from supplier_portal import worker
from supplier_portal.mail import message_of
from supplier_portal.receipt_check import check
from supplier_portal.receipt_keys import ReceiptKey, is_signed
from supplier_portal.records.jobs import JobRecord
from supplier_portal.records.receipts import ReceiptRecord
from supplier_portal.services import receipts, submissions
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.jobs import JobKind

SUPPLIERS = 20


class RolledBackError(Exception):
    """A transaction is broken off."""


def issued_to(scene):
    with scene.database.reading() as session:
        found = receipts.all_of(session, scene._response(session))
        return [(receipts.value_of(item), receipts.signed(item)) for item in found]


def numbers(database):
    with database.reading() as session:
        return sorted(session.scalars(select(ReceiptRecord.number)))


def hand_in(scene, world):
    with scene.database.writing.begin() as session:
        submissions.submit(
            session,
            scene.supplier.actor,
            scene._response(session),
            world.signing(),
            received_at=NOW,
        )


def test_a_receipt_names_what_was_handed_in_when_and_by_whom(scene):
    digest = scene.hand_in()
    [(receipt, signed)] = issued_to(scene)
    assert (receipt.kind, receipt.number) == (ReceiptKind.HANDED_IN, 1)
    assert (receipt.digest, receipt.received_at) == (digest, NOW)
    assert (receipt.supplier, receipt.title) == ("Leverancier", "Zaaksysteem als dienst")
    assert receipt.deadline == scene.deadline
    assert check(signed, {"response.json": scene.submission().document}).holds


def test_handing_in_again_gives_no_second_receipt(scene):
    scene.hand_in()
    scene.submit()
    assert numbers(scene.database) == [1]


def test_the_receipt_of_somebody_else_is_not_found(scene):
    scene.hand_in()
    rival = scene.another("Rivaal")
    with scene.database.reading() as session, pytest.raises(NotFoundError):
        receipts.numbered(session, rival._response(session), 1)


def test_what_is_rolled_back_leaves_no_gap_and_no_mail(scene):
    scene.world.answer(scene.supplier, scene.response_id)
    with pytest.raises(RolledBackError), scene.database.writing.begin() as session:
        submissions.submit(
            session,
            scene.supplier.actor,
            scene._response(session),
            scene.world.signing(),
            received_at=NOW,
        )
        raise RolledBackError
    assert letters(scene.database) == []
    scene.submit()
    assert numbers(scene.database) == [1]


@pytest.mark.slow
def test_suppliers_that_hand_in_at_once_get_numbers_without_gap_or_double(scene, at_once):
    rivals = rivals_of(scene)
    found = at_once(SUPPLIERS, lambda number: rivals[number].submit())
    assert [item for item in found if isinstance(item, Exception)] == []
    assert numbers(scene.database) == list(range(1, SUPPLIERS + 1))


@pytest.mark.slow
def test_looking_for_the_last_number_and_then_adding_one_does_not_pass(scene, at_once, monkeypatch):
    """On SQLite writers queue anyway: there the fault is to look before the transaction."""

    def last(_session):
        return looked[0] + 1

    rivals, looked = rivals_of(scene), []
    looked.append(max(numbers(scene.database), default=0))
    together = Barrier(SUPPLIERS, timeout=30)
    monkeypatch.setattr(receipts, "_next_number", last)

    def submit(number):
        together.wait()
        return rivals[number].submit()

    found = at_once(SUPPLIERS, submit)
    assert numbers(scene.database) != list(range(1, SUPPLIERS + 1)), "a fault was not noticed"
    assert [item for item in found if isinstance(item, Exception)]


def rivals_of(scene):
    rivals = [scene.another(f"Rivaal{number}") for number in range(SUPPLIERS)]
    for rival in rivals:
        rival.world.answer(rival.supplier, rival.response_id)
    return rivals


def test_after_the_key_changed_old_receipts_can_still_be_checked(scene):
    scene.hand_in()
    scene.world.settings = replace(scene.world.settings, receipt_key=ReceiptKey.new())
    rival = scene.another("Rivaal")
    rival.hand_in()
    with scene.database.reading() as session:
        known = {key.key_id: key.public_key for key in receipts.keys(session)}
    assert len(known) == 2
    for _, signed in issued_to(scene) + issued_to(rival):
        document, signature = receipt_document.from_signed(signed)
        assert is_signed(document, known[signature.key_id], signature.value)


def letters(database, kind=JobKind.RECEIPT_MAIL):
    with database.reading() as session:
        found = session.scalars(select(JobRecord).where(JobRecord.kind == kind.value))
        return [job.payload for job in found if job.payload]


def test_the_receipt_is_mailed_to_who_handed_in_with_the_signed_file(scene):
    scene.hand_in()
    [letter] = letters(scene.database)
    [(receipt, signed)] = issued_to(scene)
    assert letter["to"] == scene.supplier.email
    assert letter["subject"] == "Ontvangstbewijs 1: Zaaksysteem als dienst (REF-1)"
    assert receipt.supplier in letter["text"]
    [file] = letter["attachments"]
    assert (file["name"], file["text"].encode()) == ("receipt-1.json", signed)


def test_the_mail_carries_the_very_bytes_that_were_signed(scene):
    scene.hand_in()
    [payload] = letters(scene.database)
    letter = worker.mail.letter_from(json.loads(json.dumps(payload)))
    message = message_of(
        letter, name="Portaal", sender="p@example.nl", identifier=scene.response_id, at=NOW
    )
    [file] = message.iter_attachments()
    [(_, signed)] = issued_to(scene)
    assert file.get_filename() == "receipt-1.json"
    assert file.get_content() == signed


def test_handing_in_opens_no_connection_and_so_waits_for_no_mail_server(scene, monkeypatch):
    def refuse(*_, **__):
        message = "a request opened a connection"
        raise AssertionError(message)

    scene.world.answer(scene.supplier, scene.response_id)
    if scene.database.engine.dialect.name == "sqlite":
        monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("smtplib.SMTP.__init__", refuse)
    scene.submit()
    assert len(letters(scene.database)) == 1
