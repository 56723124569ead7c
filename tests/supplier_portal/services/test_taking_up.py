"""After a change a supplier goes on with what still stands, and hands in again."""

from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest
from factories.world import NOW, some_answer

from questionnaires.answers import Choice, OpenText
from questionnaires.interchange import requirement as documents
from questionnaires.questions import QuestionKind
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import (
    answers,
    evidence,
    judgements,
    opening,
    picking,
    procurements,
    requirement_sets,
    responses,
    submissions,
    taking_up,
)
from supplier_portal.services.answers import Write
from supplier_portal.services.errors import (
    AlreadySubmittedError,
    ChangedMeanwhileError,
    DeadlinePassedError,
    IncompleteError,
    NotFoundError,
    OutdatedRevisionError,
)
from supplier_portal.storage import FolderStore

REQUIREMENT = "BIO2-8.08.01"
ITEM = f"{REQUIREMENT}.q1"
OTHER = "BIO2-5.20.05.q3"
TICK = timedelta(microseconds=1)


@pytest.fixture
def amended(scene):
    """A response with every answer, after which the text of one requirement changed."""
    scene.world.answer(scene.supplier, scene.response_id)
    scene.world.amended(scene.buyer, scene.procurement_id)
    return scene


def take_up(scene, number=2, *, at=NOW):
    scene.world.take_up(scene.supplier, scene.response_id, number, at=at)


def given(scene):
    with scene.database.reading() as session:
        return answers.given(answers.stored(session, scene._response(session)))


def standing(scene):
    with scene.database.reading() as session:
        response = scene._response(session)
        return response.revision.number, response.round


def confirm(scene):
    """Save again what is to be confirmed, unchanged."""
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        for item, kept in answers.stored(session, response).items():
            if kept.is_to_confirm:
                write = Write(kept.entry, kept.version, revision=response.revision.number)
                answers.save(session, scene.supplier.actor, response, item, write, received_at=NOW)


def test_a_change_is_told_with_its_reason_and_what_it_means_for_the_answers(amended):
    with amended.database.reading() as session:
        step = taking_up.step(session, amended._response(session))
        stored = answers.stored(session, amended._response(session))
    assert step.number == 2
    assert [change.identifier for change in step.changed] == [REQUIREMENT]
    assert [number for number, _ in step.reasons] == [2]
    assert ITEM in step.carried.to_confirm
    assert step.carried.kept | step.carried.to_confirm == set(stored)


def test_without_a_newer_revision_there_is_nothing_to_take_up(scene):
    with scene.database.reading() as session:
        assert taking_up.step(session, scene._response(session)) is None
    with pytest.raises(NotFoundError):
        take_up(scene, 1)


def test_until_it_is_taken_up_answers_are_kept_but_not_handed_in(amended):
    amended.save(OTHER, OpenText("Anders."), amended.stored(OTHER).version)
    with pytest.raises(OutdatedRevisionError):
        amended.submit()
    assert amended.submissions() == []


def test_answers_to_what_stays_the_same_are_kept_and_the_others_wait_to_be_confirmed(amended):
    before = given(amended)
    take_up(amended)
    assert standing(amended) == (2, 1)
    assert set(before) - set(given(amended)) == {
        item for item in before if item.startswith(REQUIREMENT)
    }
    assert amended.stored(ITEM).entry == before[ITEM]
    assert amended.stored(ITEM).is_to_confirm
    with pytest.raises(IncompleteError):
        amended.submit()


def test_saving_the_same_answer_again_confirms_it(amended):
    before = given(amended)
    take_up(amended)
    confirm(amended)
    assert given(amended) == before
    amended.submit()
    assert len(amended.submissions()) == 1


def test_an_answer_that_fits_nothing_any_more_is_emptied_and_stays_in_its_history(scene, world):
    world.answer(scene.supplier, scene.response_id)
    before = scene.stored(ITEM)
    world.amend(scene.buyer, scene.procurement_id)
    with scene.database.writing.begin() as session:
        _ask_otherwise(session, scene)
    world.publish(scene.buyer, scene.procurement_id)
    take_up(scene)
    assert scene.stored(ITEM).entry is None
    last, *earlier = reversed(scene.versions(ITEM))
    assert (last.document, last.editor) == (None, "revision-2")
    assert earlier[0].version == before.version


def _ask_otherwise(session, scene):
    """Ask the first question of the requirement as an open one."""
    row = (
        session.query(RequirementRecord)
        .filter_by(procurement_id=scene.procurement_id, identifier=REQUIREMENT)
        .one()
    )
    asked = documents.from_data(row.document)
    first = replace(asked.questions[0], kind=QuestionKind.OPEN, options=())
    alone = [item for item in asked.questions[1:] if item.shown_when is None]
    row.document = documents.to_data(replace(asked, questions=(first, *alone)))


def test_what_was_handed_in_stays_and_is_handed_in_again_in_the_next_round(scene):
    first = scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    take_up(scene)
    assert standing(scene) == (2, 2)
    assert scene.submission() is None
    confirm(scene)
    second = scene.submit()
    assert [item.digest for item in scene.submissions()] == [first, second]
    assert first != second
    with pytest.raises(AlreadySubmittedError):
        scene.save(OTHER, OpenText("Anders."), scene.stored(OTHER).version)


def test_handing_in_twice_in_a_round_is_once(scene):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    take_up(scene)
    confirm(scene)
    assert scene.submit() == scene.submit()
    assert [item.round for item in scene.submissions()] == [1, 2]


def test_who_was_shown_an_older_change_hears_of_the_newer_one(amended):
    amended.world.amended(amended.buyer, amended.procurement_id, text="Nog eens anders.")
    with pytest.raises(ChangedMeanwhileError):
        take_up(amended, 2)
    assert standing(amended) == (1, 1)
    take_up(amended, 3)
    assert standing(amended) == (3, 1)


def test_after_the_deadline_nothing_is_taken_up(amended):
    take_up(amended, at=amended.deadline)
    assert standing(amended) == (2, 1)


def test_a_moment_after_the_deadline_is_too_late(amended):
    with pytest.raises(DeadlinePassedError):
        take_up(amended, at=amended.deadline + TICK)
    assert standing(amended) == (1, 1)


def test_a_page_of_the_old_revision_does_not_answer_the_new_question(amended):
    take_up(amended)
    kept = amended.stored(ITEM)
    with amended.database.writing.begin() as session:
        response = amended._response(session)
        with pytest.raises(OutdatedRevisionError):
            answers.save(
                session,
                amended.supplier.actor,
                response,
                ITEM,
                Write(Choice("never"), kept.version, revision=1),
                received_at=NOW,
            )
    assert amended.stored(ITEM) == kept


def test_a_requirement_that_comes_back_finds_its_answer_to_be_confirmed(scene, world):
    world.answer(scene.supplier, scene.response_id)
    before = scene.stored(ITEM)
    world.amend(scene.buyer, scene.procurement_id)
    _drop(scene)
    world.publish(scene.buyer, scene.procurement_id)
    take_up(scene, 2)
    assert ITEM not in _asked(scene)
    world.amend(scene.buyer, scene.procurement_id)
    _pick(scene)
    world.publish(scene.buyer, scene.procurement_id)
    take_up(scene, 3)
    assert scene.stored(ITEM).entry == before.entry
    assert scene.stored(ITEM).is_to_confirm


def _asked(scene):
    with scene.database.reading() as session:
        return responses.questionnaire_of(scene._response(session)).items


def _drop(scene):
    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        line = next(
            line
            for line in requirement_sets.lines(session, found)
            if line.requirement.identifier == REQUIREMENT
        )
        requirement_sets.drop(
            session, scene.buyer.actor, found, REQUIREMENT, version=line.version, at=NOW
        )


def _pick(scene):
    with scene.database.writing.begin() as session:
        picking.pick(
            session, scene.buyer.actor, scene.procurement(session), numbers=["8.08.01"], at=NOW
        )


def open_all(scene):
    at = scene.deadline + timedelta(minutes=2)
    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        opening.open_responses(session, scene.reviewer.actor, found, at=at)
        return {
            item.supplier: (item.digest, item.revision.number)
            for item in judgements.opened_of(session, found)
        }


def test_what_is_opened_is_what_was_handed_in_last_under_its_own_revision(scene):
    other, half, late = (scene.another(name) for name in ("Ander", "Half", "Laat"))
    first, unfinished = other.hand_in(), half.hand_in()
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    for each in (scene, half, late):
        take_up(each)
    confirm(scene)
    second = scene.submit()
    assert open_all(scene) == {
        "Leverancier": (second, 2),
        "Ander": (first, 1),
        "Half": (unfinished, 1),
    }


def test_a_file_that_was_removed_for_the_next_round_is_opened_with_the_round_it_was_in(
    scene, tmp_path
):
    with scene.database.writing.begin() as session:
        record = evidence.attach(
            session,
            scene.supplier.actor,
            scene._response(session),
            REQUIREMENT,
            name="beleid.txt",
            content=b"beleid",
            store=FolderStore(tmp_path / "evidence"),
            received_at=NOW,
        )
        file_id = record.id
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    take_up(scene)
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        later = NOW + timedelta(minutes=1)
        evidence.remove(session, scene.supplier.actor, response, file_id, received_at=later)
    open_all(scene)
    with scene.database.reading() as session:
        found = procurements.of_organisation(
            session, scene.buyer.actor.organisation_id, scene.procurement_id
        )
        [opened] = judgements.opened_of(session, found)
        assert [file.name for file in judgements.evidence_of(session, opened)] == ["beleid.txt"]


def test_what_is_handed_in_last_is_shown_also_when_a_new_round_is_open(scene):
    digest = scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    take_up(scene)
    with scene.database.reading() as session:
        response = scene._response(session)
        assert submissions.submission_of(session, response) is None
        assert submissions.last_of(session, response).digest == digest


def test_taking_up_is_in_the_journal_of_the_response_alone(amended):
    before = amended.journal_of_procurement()
    take_up(amended)
    assert amended.journal()[-1].action == "take_up"
    assert amended.journal_of_procurement() == before


def test_answers_in_the_new_revision_are_accepted_as_ever(amended):
    take_up(amended)
    asked = _asked(amended)[ITEM].question
    saved = amended.save(ITEM, some_answer(asked, best=False), amended.stored(ITEM).version)
    assert not saved.is_conflict
    assert not amended.stored(ITEM).is_to_confirm


def attach(scene, folder, *, at=NOW):
    with scene.database.writing.begin() as session:
        record = evidence.attach(
            session,
            scene.supplier.actor,
            scene._response(session),
            REQUIREMENT,
            name="beleid.txt",
            content=b"beleid",
            store=FolderStore(folder),
            received_at=at,
        )
        return record.id


def test_a_file_that_came_later_but_was_stored_first_is_opened_with_the_response(scene, tmp_path):
    scene.world.answer(scene.supplier, scene.response_id)
    attach(scene, tmp_path, at=NOW + timedelta(milliseconds=5))
    scene.submit()
    open_all(scene)
    with scene.database.reading() as session:
        [opened] = judgements.opened_of(session, scene.procurement(session))
        named = judgements.response_of(opened).evidence
        found = judgements.evidence_of(session, opened)
        assert [file.name for file in found] == [item.name for item in named] == ["beleid.txt"]


def test_an_answer_that_waited_to_be_confirmed_still_does_after_the_next_change(scene, world):
    world.answer(scene.supplier, scene.response_id)
    world.amended(scene.buyer, scene.procurement_id)
    take_up(scene)
    world.amended(scene.buyer, scene.procurement_id, number="5.20.05")
    take_up(scene, 3)
    assert scene.stored(ITEM).is_to_confirm
    assert scene.stored(OTHER).is_to_confirm


def test_an_answer_that_waited_to_be_confirmed_is_emptied_when_nothing_asks_it(scene, world):
    world.answer(scene.supplier, scene.response_id)
    world.amended(scene.buyer, scene.procurement_id)
    take_up(scene)
    world.amend(scene.buyer, scene.procurement_id)
    with scene.database.writing.begin() as session:
        _ask_otherwise(session, scene)
    world.publish(scene.buyer, scene.procurement_id)
    take_up(scene, 3)
    assert scene.stored(ITEM).entry is None


def test_what_was_left_behind_once_is_not_told_again(scene, world):
    world.answer(scene.supplier, scene.response_id)
    world.amend(scene.buyer, scene.procurement_id)
    _drop(scene)
    world.publish(scene.buyer, scene.procurement_id)
    take_up(scene)
    world.amended(scene.buyer, scene.procurement_id, number="5.20.05")
    with scene.database.reading() as session:
        assert not taking_up.step(session, scene._response(session)).carried.left_behind


def test_after_the_opening_no_new_round_begins(scene, world):
    scene.hand_in()
    world.amended(scene.buyer, scene.procurement_id)
    open_all(scene)
    with pytest.raises(ChangedMeanwhileError):
        take_up(scene, at=scene.deadline)
    assert standing(scene) == (1, 1)


def test_handing_in_names_the_revision_that_was_shown(amended):
    take_up(amended)
    confirm(amended)
    with amended.database.writing.begin() as session:
        response = amended._response(session)
        with pytest.raises(OutdatedRevisionError):
            submissions.submit(
                session,
                amended.supplier.actor,
                response,
                amended.world.signing(revision=1),
                received_at=NOW,
            )
    assert amended.submissions() == []


def test_handing_in_again_what_is_outdated_is_refused_and_not_called_done(scene):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    with pytest.raises(OutdatedRevisionError):
        scene.submit()
    assert len(scene.submissions()) == 1


@pytest.mark.parametrize("work", ["save", "submit"])
def test_who_waited_for_a_colleague_that_went_on_answers_the_new_revision(amended, work):
    """On PostgreSQL the other one waits for the lock; on SQLite it waits to begin."""
    started, outcome = Event(), []

    def other():
        try:
            with amended.database.writing.begin() as session:
                response = amended._response(session)
                started.set()
                if work == "save":
                    write = Write(OpenText("Nieuw."), amended_version)
                    answers.save(
                        session, amended.supplier.actor, response, OTHER, write, received_at=NOW
                    )
                else:
                    submissions.submit(
                        session,
                        amended.supplier.actor,
                        response,
                        amended.world.signing(),
                        received_at=NOW,
                    )
                outcome.append(response.revision.number)
        except IncompleteError as error:
            outcome.append(error)

    amended_version = amended.stored(OTHER).version
    thread = Thread(target=other)
    with amended.database.writing.begin() as session:
        response = amended._response(session)
        taking_up.take_up(session, amended.supplier.actor, response, number=2, received_at=NOW)
        thread.start()
        started.wait(1)  # on SQLite it only starts once this transaction is over
    thread.join(30)
    [found] = outcome
    assert found == 2 if work == "save" else isinstance(found, IncompleteError)
    assert amended.submissions() == []
