"""This file opens sealed responses: not too early, once, and as they were handed in."""

from datetime import timedelta

import pytest
from factories.world import NOW
from sqlalchemy.exc import IntegrityError

from supplier_portal.records.opened_responses import OpenedEvidenceRecord, OpenedResponseRecord
from supplier_portal.services import evidence, judgements, opening
from supplier_portal.services.errors import NotFoundError, NotPublishedError, StillSealedError
from supplier_portal.services.procurements import SETTLING
from supplier_portal.storage import FolderStore

TICK = timedelta(microseconds=1)


def _open(scene, *, at):
    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        return opening.open_responses(session, scene.reviewer.actor, found, at=at)


def _opened(scene):
    with scene.database.reading() as session:
        return session.query(OpenedResponseRecord).all()


@pytest.mark.parametrize("since", [-timedelta(days=9), -TICK, timedelta(0), TICK, SETTLING - TICK])
def test_before_the_deadline_has_settled_nobody_opens(scene, since):
    scene.hand_in()
    with pytest.raises(StillSealedError):
        _open(scene, at=scene.deadline + since)
    assert _opened(scene) == []


def test_a_draft_cannot_be_opened(scene):
    draft = scene.world.draft(scene.buyer, reference="CONCEPT")
    with pytest.raises(NotPublishedError):
        scene.world.opened(scene.reviewer, draft, at=scene.deadline + timedelta(days=1))


def test_the_opened_copy_is_the_submission_byte_for_byte(scene, tmp_path):
    _attach(scene, tmp_path, "beleid.txt", b"beleid")
    scene.hand_in(at=scene.deadline)
    submission = scene.submission()
    assert _open(scene, at=scene.deadline + SETTLING) == opening.Opened(1, is_new=True)
    [copy] = _opened(scene)
    assert copy.document == submission.document
    assert (copy.digest, copy.received_at) == (submission.digest, submission.received_at)
    assert copy.supplier == "Leverancier"
    with scene.database.reading() as session:
        [file] = session.query(OpenedEvidenceRecord).all()
        [original] = evidence.all_of(session, scene._response(session))
        columns = ("requirement", "name", "media_type", "size", "digest", "stored_as")
        assert [getattr(file, name) for name in columns] == [
            getattr(original, name) for name in columns
        ]


def test_a_file_that_was_removed_is_not_opened(scene, tmp_path):
    removed = _attach(scene, tmp_path, "oud.txt", b"oud")
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        evidence.remove(session, scene.supplier.actor, response, removed, received_at=NOW)
    scene.hand_in()
    _open(scene, at=scene.deadline + SETTLING)
    with scene.database.reading() as session:
        assert session.query(OpenedEvidenceRecord).all() == []


def test_a_response_that_was_not_handed_in_is_not_opened(scene):
    forgetful = scene.another("Vergeetachtig")
    forgetful.world.answer(forgetful.supplier, forgetful.response_id)
    scene.hand_in()
    _open(scene, at=scene.deadline + SETTLING)
    assert [copy.supplier for copy in _opened(scene)] == ["Leverancier"]


def test_a_second_opening_changes_nothing(scene, everything):
    scene.hand_in()
    _open(scene, at=scene.deadline + SETTLING)
    before = everything()
    again = _open(scene, at=scene.deadline + timedelta(days=1))
    assert again == opening.Opened(1, is_new=False)
    assert everything() == before


def test_ten_reviewers_at_once_open_once(scene, at_once):
    for name in ("A", "B"):
        scene.another(name).hand_in()
    results = at_once(10, lambda _: _open(scene, at=scene.deadline + SETTLING))
    assert [item.is_new for item in results if isinstance(item, opening.Opened)].count(True) == 1
    assert all(isinstance(item, opening.Opened | IntegrityError) for item in results)
    assert sorted(copy.supplier for copy in _opened(scene)) == ["A", "B"]
    opens = [entry for entry in scene.journal_of_procurement() if entry.action == "open"]
    assert len(opens) == 1


def test_the_journal_tells_of_the_opening_with_the_digests(scene):
    digest = scene.hand_in()
    _open(scene, at=scene.deadline + SETTLING)
    entry = scene.journal_of_procurement()[-1]
    assert (entry.action, entry.result) == ("open", "done")
    assert entry.facts == {"responses": [digest]}
    assert entry.actor == str(scene.reviewer.id)


def test_a_reviewer_of_another_organisation_finds_no_opened_response(scene):
    scene.hand_in()
    opened = scene.world.opened(scene.reviewer, scene.procurement_id, at=scene.deadline + SETTLING)
    stranger = scene.world.person("review")
    with scene.database.reading() as session, pytest.raises(NotFoundError):
        judgements.opened_response(session, stranger.actor, opened["Leverancier"])


def _attach(scene, tmp_path, name, content):
    with scene.database.writing.begin() as session:
        return evidence.attach(
            session,
            scene.supplier.actor,
            scene._response(session),
            "BIO2-8.08.01",
            name=name,
            content=content,
            store=FolderStore(tmp_path / "evidence"),
            received_at=NOW,
        ).id


def test_no_opened_copy_and_no_submission_holds_what_colleagues_wrote_to_each_other(
    scene, everything
):
    canary = "KANARIE-onder-ons"
    scene.world.note(scene.supplier, scene.response_id, canary)
    scene.world.note(scene.supplier, scene.response_id, canary, "BIO2-8.08.01")
    scene.hand_in()
    _open(scene, at=scene.deadline + SETTLING)
    assert everything("internal_note").count(canary) == 2
    names = ("submission", "opened_response", "opened_evidence", "receipt", "job", "journal")
    assert canary not in everything(*names)
