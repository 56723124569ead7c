"""This file hands responses in: once, in time, and just as they were answered."""

import json
from datetime import timedelta
from hashlib import sha256
from threading import Barrier
from types import SimpleNamespace

import pytest
from factories.world import NOW
from sqlalchemy.exc import IntegrityError

from questionnaires.answers import Choice, NotApplicable, OpenText
from questionnaires.interchange import response as response_document
from questionnaires.interchange.canonical import canonical
from supplier_portal.services import answers, evidence, receipt_mail, receipts, submissions
from supplier_portal.services.errors import (
    AlreadyOpenedError,
    AlreadySubmittedError,
    DeadlinePassedError,
    IncompleteError,
)
from supplier_portal.storage import FolderStore

TICK = timedelta(microseconds=1)
LATER = timedelta(minutes=2)
OPEN = "BIO2-5.20.05.q3"
SUBMITTERS = 20


def test_a_complete_response_is_handed_in_with_its_digest(scene):
    digest = scene.hand_in()
    submission = scene.submission()
    assert digest == submission.digest == sha256(submission.document).hexdigest()
    assert submission.round == 1


def test_the_document_is_canonical_and_holds_the_answers_as_they_were_given(scene):
    world, supplier = scene.world, scene.supplier
    world.answer(supplier, scene.response_id)
    scene.save(OPEN, OpenText('<b>R&D</b> "é" \u202e 😀\n{{ 7*7 }}'), based_on=1)
    scene.submit()
    submission = scene.submission()
    document = response_document.from_document(submission.document)
    with scene.database.reading() as session:
        response = scene._response(session)
        assert document.answers == answers.given(answers.stored(session, response))
        assert document.revision_digest == response.revision.digest
    assert document.supplier == "Leverancier"
    assert canonical(json.loads(submission.document)) == submission.document


def test_an_incomplete_response_is_refused_with_the_number_of_open_questions(scene):
    scene.world.answer(scene.supplier, scene.response_id)
    scene.save(OPEN, None, based_on=1)
    with pytest.raises(IncompleteError, match="1 questions"):
        scene.submit()
    assert scene.submissions() == []


def test_the_answer_to_a_question_that_is_hidden_again_is_not_sent(scene):
    scene.world.answer(scene.supplier, scene.response_id)
    scene.save("BIO2-5.20.02.q1", Choice("partly"), based_on=1)
    scene.save("BIO2-5.20.02.q2", OpenText("alleen bij 'gedeeltelijk'"))
    scene.save("BIO2-5.20.02.q1", Choice("yes"), based_on=2)
    scene.submit()
    sent = response_document.from_document(scene.submission().document).answers
    assert "BIO2-5.20.02.q2" not in sent
    assert sent["BIO2-5.20.02.q1"] == Choice("yes")
    assert scene.stored("BIO2-5.20.02.q2").entry is not None


def test_a_claim_is_sent_and_the_answers_it_makes_superfluous_are_not(scene):
    scene.world.answer(scene.supplier, scene.response_id)
    scene.save("BIO2-8.28.01", NotApplicable("Wij leveren geen software."))
    scene.submit()
    sent = response_document.from_document(scene.submission().document).answers
    assert sent["BIO2-8.28.01"] == NotApplicable("Wij leveren geen software.")
    assert not [item for item in sent if item.startswith("BIO2-8.28.01.")]


def test_handing_in_again_gives_the_same_submission(scene):
    first = scene.hand_in()
    assert scene.submit() == first
    assert scene.submit(at=scene.deadline + timedelta(days=1)) == first
    assert len(scene.submissions()) == 1


@pytest.mark.slow
def test_twenty_at_once_hand_in_once_and_get_the_same_receipt(scene, at_once):
    for number in range(4):
        rival = scene.another(f"Rivaal{number}")
        rival.world.answer(rival.supplier, rival.response_id)
        digests = at_once(SUBMITTERS, lambda _, rival=rival: rival.submit())
        assert set(digests) == {rival.submission().digest}
        assert len(rival.submissions()) == 1
        submits = [entry for entry in rival.journal() if entry.action == "submit"]
        assert len(submits) == 1


def test_the_constraint_by_itself_lets_one_in(scene, monkeypatch):
    monkeypatch.setattr(submissions, "submission_of", lambda *_: None)
    scene.hand_in()
    with pytest.raises(IntegrityError):
        scene.submit()
    assert len(scene.submissions()) == 1


@pytest.mark.slow
def test_check_then_insert_does_not_pass_for_once(scene, at_once, alter, monkeypatch):
    def check_then_insert(_):
        with scene.database.reading() as session:
            existing = look(session, scene._response(session))
        checked.wait()
        if existing is None:
            scene.submit()

    look, checked = submissions.submission_of, Barrier(SUBMITTERS, timeout=30)
    monkeypatch.setattr(submissions, "submission_of", lambda *_: None)
    # What points at the table goes with the constraint: this is about that alone.
    monkeypatch.setattr(receipts, "issue", lambda *_, **__: SimpleNamespace(number=0))
    monkeypatch.setattr(receipt_mail, "send", lambda *_, **__: None)
    alter(*_without_constraint(scene.database))
    scene.world.answer(scene.supplier, scene.response_id)
    at_once(SUBMITTERS, check_then_insert)
    assert len(scene.submissions()) > 1, "a fault was planted and nobody noticed"


def _without_constraint(database):
    if database.engine.dialect.name == "postgresql":
        return ["ALTER TABLE submission DROP CONSTRAINT uq_submission_response_id_round"]
    return [
        "ALTER TABLE submission RENAME TO constrained",
        "CREATE TABLE submission AS SELECT * FROM constrained",
    ]


@pytest.mark.parametrize(
    ("shift", "is_in_time"), [(-TICK, True), (timedelta(0), True), (TICK, False)]
)
def test_the_deadline_is_kept_to_the_microsecond(scene, shift, is_in_time):
    scene.world.answer(scene.supplier, scene.response_id)
    moment = scene.deadline + shift
    if is_in_time:
        scene.submit(at=moment)
        assert scene.submission().received_at == moment
    else:
        with pytest.raises(DeadlinePassedError) as refused:
            scene.submit(at=moment)
        assert refused.value.facts["received"] == moment
        assert scene.submissions() == []


@pytest.fixture
def attach(scene, tmp_path):
    def run(content=b"beleid", *, at):
        with scene.database.writing.begin() as session:
            return evidence.attach(
                session,
                scene.supplier.actor,
                scene._response(session),
                "BIO2-8.08.01",
                name="beleid.txt",
                content=content,
                store=FolderStore(tmp_path / "evidence"),
                received_at=at,
            ).id

    return run


def test_at_the_deadline_answers_and_files_still_change_and_a_tick_later_not(scene, attach):
    moment = scene.deadline
    scene.save(OPEN, OpenText("net op tijd"), at=moment)
    kept = attach(at=moment)
    for change in (
        lambda: scene.save(OPEN, OpenText("te laat"), 1, at=moment + TICK),
        lambda: attach(b"meer", at=moment + TICK),
        lambda: _remove(scene, kept, at=moment + TICK),
    ):
        with pytest.raises(DeadlinePassedError):
            change()
    assert scene.stored(OPEN).entry == OpenText("net op tijd")
    assert _files(scene) == [kept]


def test_after_handing_in_no_answer_and_no_file_changes(scene, attach):
    kept = attach(at=NOW)
    scene.hand_in()
    before = scene.stored(OPEN)
    for change in (
        lambda: scene.save(OPEN, OpenText("toch anders"), before.version),
        lambda: attach(b"meer", at=NOW),
        lambda: _remove(scene, kept, at=NOW),
    ):
        with pytest.raises(AlreadySubmittedError):
            change()
    assert scene.stored(OPEN) == before
    assert _files(scene) == [kept]


def test_the_receipt_names_the_files_that_were_attached_and_not_those_removed(scene, attach):
    removed, _ = attach(b"oud beleid", at=NOW), attach(at=NOW)
    _remove(scene, removed, at=NOW)
    scene.hand_in()
    document = response_document.from_document(scene.submission().document)
    assert [(item.name, item.digest) for item in document.evidence] == [
        ("beleid.txt", sha256(b"beleid").hexdigest())
    ]


def test_what_came_in_time_but_after_the_opening_is_not_acknowledged(scene):
    scene.world.answer(scene.supplier, scene.response_id)
    scene.world.opened(scene.reviewer, scene.procurement_id, at=scene.deadline + LATER)
    with pytest.raises(AlreadyOpenedError):
        scene.submit(at=scene.deadline)
    assert scene.submissions() == []


def _remove(scene, evidence_id, *, at):
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        evidence.remove(session, scene.supplier.actor, response, evidence_id, received_at=at)


def _files(scene):
    with scene.database.reading() as session:
        return [item.id for item in evidence.all_of(session, scene._response(session))]
