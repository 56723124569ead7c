"""This file takes back what was handed in: in time, once, wholly, and never opened after that."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from factories.world import NOW

from questionnaires.answers import OpenText
from questionnaires.receipts import ReceiptKind
from supplier_portal.records.opened_responses import OpenedResponseRecord
from supplier_portal.records.responses import WithdrawalRecord
from supplier_portal.services import opening, receipts, responses, submissions, withdrawals
from supplier_portal.services.errors import (
    AlreadySubmittedError,
    ChangedMeanwhileError,
    DeadlinePassedError,
    NotFoundError,
    NotWithdrawnError,
    OutdatedRevisionError,
    RightNeededError,
)
from supplier_portal.services.procurements import SETTLING
from supplier_portal.services.withdrawals import TakingBack

TICK = timedelta(microseconds=1)
OPEN = "BIO2-5.20.05.q3"
PEOPLE = 20


def take_back(scene, submission_id=None, *, by=None, at=NOW):
    with scene.database.writing.begin() as session:
        response = scene._response(session)
        shown = submission_id or submissions.last_of(session, response).id
        actor = (by or scene.supplier).actor
        what = TakingBack(shown, scene.world.issuer())
        withdrawals.withdraw(session, actor, response, what, received_at=at)


def last_of(scene):
    with scene.database.reading() as session:
        return submissions.last_of(session, scene._response(session))


def kinds(scene):
    with scene.database.reading() as session:
        found = receipts.all_of(session, scene._response(session))
        return [item.kind for item in reversed(found)]


def withdrawn(scene):
    with scene.database.reading() as session:
        return len(session.query(WithdrawalRecord).all())


def opened(scene):
    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        at = scene.deadline + SETTLING
        count = opening.open_responses(session, scene.reviewer.actor, found, at=at).count
    with scene.database.reading() as session:
        assert count == len(session.query(OpenedResponseRecord).all())
        return sorted(item.supplier for item in session.query(OpenedResponseRecord))


def test_what_was_withdrawn_can_be_changed_and_handed_in_again(scene):
    first = scene.hand_in()
    take_back(scene)
    assert last_of(scene) is None
    scene.save(OPEN, OpenText("Toch anders."), scene.stored(OPEN).version)
    second = scene.submit()
    assert first != second
    assert last_of(scene).digest == second
    assert kinds(scene) == [ReceiptKind.HANDED_IN, ReceiptKind.WITHDRAWN, ReceiptKind.HANDED_IN]


def test_a_withdrawn_response_is_not_opened_and_not_counted(scene):
    rival = scene.another("Rivaal")
    rival.hand_in()
    scene.hand_in()
    take_back(scene)
    assert opened(scene) == ["Rivaal"]


def test_without_looking_at_withdrawals_it_would_be_opened(scene, monkeypatch):
    scene.hand_in()
    take_back(scene)
    monkeypatch.setattr(responses, "STANDS", True)
    assert opened(scene) == ["Leverancier"], "a fault was planted and nobody noticed"


def test_what_is_handed_in_after_a_withdrawal_is_what_is_opened(scene):
    scene.hand_in()
    take_back(scene)
    digest = scene.submit()
    assert opened(scene) == ["Leverancier"]
    with scene.database.reading() as session:
        assert session.query(OpenedResponseRecord).one().digest == digest


def test_withdrawing_takes_back_the_earlier_rounds_too(scene):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    scene.world.take_up(scene.supplier, scene.response_id, 2)
    assert last_of(scene).round == 1
    take_back(scene)
    assert opened(scene) == []


def test_what_was_handed_in_under_an_earlier_revision_can_be_withdrawn(scene):
    scene.hand_in()
    scene.world.amended(scene.buyer, scene.procurement_id)
    take_back(scene)
    assert last_of(scene) is None
    with pytest.raises(OutdatedRevisionError):
        scene.submit()


def test_a_second_withdrawal_changes_nothing(scene):
    scene.hand_in()
    shown = last_of(scene).id
    take_back(scene, shown)
    take_back(scene, shown)
    assert (withdrawn(scene), kinds(scene)) == (1, ["handed_in", "withdrawn"])


def test_a_page_from_before_a_colleague_handed_in_again_withdraws_nothing_else(scene):
    scene.hand_in()
    shown = last_of(scene).id
    take_back(scene, shown)
    scene.submit()
    take_back(scene, shown)
    assert last_of(scene) is not None


def test_a_repeated_request_to_hand_in_does_not_undo_a_withdrawal(scene):
    scene.hand_in()
    take_back(scene)
    with pytest.raises(ChangedMeanwhileError), scene.database.writing.begin() as session:
        submissions.submit(
            session,
            scene.supplier.actor,
            scene._response(session),
            scene.world.signing(round=1),
            received_at=NOW,
        )
    assert last_of(scene) is None


def test_nothing_handed_in_or_of_somebody_else_cannot_be_withdrawn(scene):
    rival = scene.another("Rivaal")
    rival.hand_in()
    for shown in (uuid4(), last_of(rival).id):
        with pytest.raises(NotFoundError):
            take_back(scene, shown)
    assert withdrawn(scene) == 0


def test_only_who_may_sign_withdraws_and_hands_in(scene):
    colleague = scene.world.person("supplier", organisation=scene.supplier, rights=())
    scene.world.answer(scene.supplier, scene.response_id)
    with pytest.raises(RightNeededError):
        replace(scene, supplier=colleague).submit()
    assert scene.submissions() == []
    scene.submit()
    with pytest.raises(RightNeededError):
        take_back(scene, by=colleague)
    assert withdrawn(scene) == 0


def test_at_the_deadline_it_can_still_be_withdrawn_and_a_tick_later_not(scene):
    scene.hand_in()
    with pytest.raises(DeadlinePassedError):
        take_back(scene, at=scene.deadline + TICK)
    assert withdrawn(scene) == 0
    take_back(scene, at=scene.deadline)
    assert withdrawn(scene) == 1


def test_a_withdrawal_that_was_under_way_at_the_opening_says_so(scene):
    scene.hand_in()
    shown = last_of(scene).id
    assert opened(scene) == ["Leverancier"]
    with pytest.raises(NotWithdrawnError):
        take_back(scene, shown, at=scene.deadline)
    assert withdrawn(scene) == 0


def test_it_is_written_in_the_journal_of_the_response_and_nowhere_else(scene):
    before = len(scene.journal_of_procurement())
    scene.hand_in()
    take_back(scene)
    [entry] = [entry for entry in scene.journal() if entry.action == "withdraw_response"]
    assert entry.facts["receipt"] == 2
    assert len(scene.journal_of_procurement()) == before


@pytest.mark.slow
def test_of_twenty_at_once_one_withdraws(scene, at_once):
    scene.hand_in()
    shown = last_of(scene).id
    found = at_once(PEOPLE, lambda _: take_back(scene, shown))
    assert [item for item in found if isinstance(item, Exception)] == []
    assert (withdrawn(scene), kinds(scene)) == (1, ["handed_in", "withdrawn"])


@pytest.mark.slow
def test_handing_in_withdrawing_saving_and_changing_at_once_leave_one_story(scene, at_once):
    scene.hand_in()
    shown = last_of(scene).id
    version = scene.stored(OPEN).version

    def act(number):
        match number % 3:
            case 0:
                take_back(scene, shown)
            case 1:
                scene.submit()
            case _:
                scene.save(OPEN, OpenText(f"Anders {number}."), version)

    found = at_once(PEOPLE, act)
    refused = [item for item in found if isinstance(item, Exception)]
    assert all(isinstance(item, AlreadySubmittedError) for item in refused)
    told = kinds(scene)
    assert told[:2] == ["handed_in", "withdrawn"]
    assert len(told) in {2, 3}
    assert (last_of(scene) is None) == (told[-1] == "withdrawn")
