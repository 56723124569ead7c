"""This file takes over what a supplier handed in before: its own, what was shown, and in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from factories.earlier import handed_in_before, invited_again
from factories.world import NOW
from sqlalchemy import event

from questionnaires.answers import OpenText
from questionnaires.earlier_answers import Staleness
from supplier_portal.services import reuse
from supplier_portal.services.errors import (
    AlreadySubmittedError,
    ChangedMeanwhileError,
    DeadlinePassedError,
)
from supplier_portal.services.reuse import Reply

OPEN, CHOICE = "BIO2-5.20.05.q3", "BIO2-8.08.01.q1"
EARLIER = OpenText("Wij melden binnen een uur.")


@pytest.fixture
def before(scene, world):
    """What the supplier handed in in another procurement."""
    return handed_in_before(world, scene.buyer, scene.supplier, {OPEN: EARLIER})


def look(scene, *, at=NOW):
    with scene.database.reading() as session:
        return reuse.look(session, scene._response(session), at=at)


def keys(looked):
    return {line.offer.item.key for line in looked.lines}


def take(scene, *ticked, shown=None, at=NOW, by=None):
    reply = Reply(look(scene, at=at).shown if shown is None else shown, frozenset(ticked))
    with scene.database.writing.begin() as session:
        actor = (by or scene.supplier).actor
        return reuse.take(session, actor, scene._response(session), reply, received_at=at)


def test_what_was_handed_in_elsewhere_is_offered_with_its_date_and_nothing_is_stored(scene, before):
    looked = look(scene)
    [line] = [line for line in looked.lines if line.offer.item.key == OPEN]
    assert line.offer.entry == EARLIER
    assert line.offer.origin.received_at == NOW
    assert line.offer.origin.revision.purchase.title == "Zaaksysteem als dienst"
    assert looked.open == len(looked.lines) > 1
    assert scene.versions() == []


def test_only_what_is_ticked_is_taken_over_and_it_tells_where_it_came_from(scene, before):
    assert take(scene, OPEN) == 1
    [version] = scene.versions()
    assert (version.item, version.version, version.saved_by_id) == (OPEN, 1, scene.supplier.id)
    [line] = [line for line in look(scene).lines if line.offer.item.key == CHOICE]
    assert version.editor == f"reuse-{line.offer.origin.key}"
    assert scene.stored(OPEN).entry == EARLIER
    assert OPEN not in keys(look(scene))


def test_nothing_ticked_takes_nothing_and_is_not_journalled(scene, before):
    length = len(scene.journal())
    assert take(scene) == 0
    assert take(scene, "BIO2-9.99.99.q1") == 0
    assert scene.versions() == []
    assert len(scene.journal()) == length


def test_the_journal_tells_of_it_and_never_the_answer(scene, before):
    take(scene, OPEN, CHOICE)
    *_, first, second, told = scene.journal()
    assert [entry.action for entry in (first, second, told)] == [
        "save_answer",
        "save_answer",
        "reuse_answers",
    ]
    assert told.facts["answers"] == 2
    assert len(told.facts["submissions"]) == 1
    assert EARLIER.text not in str(scene.journal())


def test_no_answer_of_another_organisation_is_ever_offered(scene, world):
    other = scene.another("Ander")
    handed_in_before(world, scene.buyer, other.supplier, {OPEN: EARLIER})
    other.hand_in()
    assert OPEN in keys(look(replace(other, response_id=_new_response(other, world))))
    assert look(scene).lines == ()


def _new_response(other, world):
    procurement_id = world.published(other.buyer, reference="NIEUW")
    return invited_again(world, other.buyer, other.supplier, procurement_id)


def test_a_colleague_is_offered_what_the_organisation_handed_in(scene, before):
    assert take(scene, OPEN, by=scene.colleague()) == 1


def test_a_draft_and_what_was_withdrawn_are_not_offered(scene, world, before):
    assert look(scene).lines
    world.withdraw(scene.supplier, before)
    assert look(scene).lines == ()


def test_a_draft_that_was_never_handed_in_is_not_offered(scene, world):
    procurement_id = world.published(scene.buyer, reference="CONCEPT")
    response_id = invited_again(world, scene.buyer, scene.supplier, procurement_id)
    world.answer(scene.supplier, response_id)
    assert look(scene).lines == ()


def test_after_handing_in_again_the_last_round_is_offered(scene, world, before):
    world.withdraw(scene.supplier, before)
    world.submit(scene.supplier, before)
    assert OPEN in keys(look(scene))


def test_what_this_response_handed_in_itself_is_not_offered(scene):
    scene.hand_in()
    assert look(scene).lines == ()


def test_an_old_answer_is_marked_and_a_later_one_goes_first(scene, world):
    long_ago = NOW - timedelta(days=400)
    handed_in_before(world, scene.buyer, scene.supplier, {OPEN: EARLIER}, at=long_ago)
    looked = look(scene)
    assert OPEN in keys(looked)
    assert all(line.offer.stale == (Staleness.OLD,) for line in looked.lines)
    later = OpenText("Wij melden nu binnen een half uur.")
    handed_in_before(
        world,
        scene.buyer,
        scene.supplier,
        {OPEN: later},
        reference="LATER",
        numbers=("5.20.05",),
    )
    found = {line.offer.item.key: line.offer for line in look(scene).lines}
    assert (found[OPEN].entry, found[OPEN].stale) == (later, ())
    assert found[CHOICE].stale == (Staleness.OLD,)


def test_a_requirement_that_was_worded_differently_marks_its_answers(scene, world):
    draft = world.draft(scene.buyer, reference="ANDERS")
    world.tailor(scene.buyer, draft, "5.20.05", text="In andere woorden gevraagd.")
    world.publish(scene.buyer, draft)
    response_id = invited_again(world, scene.buyer, scene.supplier, draft)
    world.answer(scene.supplier, response_id)
    world.submit(scene.supplier, response_id)
    marked = {line.offer.item.key: line.offer.stale for line in look(scene).lines}
    assert marked[OPEN] == (Staleness.REQUIREMENT,)
    assert marked[CHOICE] == ()


def test_what_changed_after_it_was_shown_is_not_taken_over(scene, before):
    shown = look(scene).shown
    mine = OpenText("Van een collega.")
    scene.save(OPEN, mine, by=scene.colleague())
    with pytest.raises(ChangedMeanwhileError):
        take(scene, OPEN, shown=shown)
    assert scene.stored(OPEN).entry == mine
    assert take(scene, OPEN) == 1
    assert (scene.stored(OPEN).entry, scene.stored(OPEN).version) == (EARLIER, 2)


def test_an_answer_can_be_taken_over_again_after_it_was_changed(scene, before):
    take(scene, OPEN)
    scene.save(OPEN, OpenText("Toch anders."), 1)
    assert take(scene, OPEN) == 1
    assert (scene.stored(OPEN).entry, scene.stored(OPEN).version) == (EARLIER, 3)


def test_after_the_deadline_and_after_handing_in_nothing_is_taken_over(scene, world, before):
    shown = look(scene).shown
    with pytest.raises(DeadlinePassedError):
        take(scene, OPEN, shown=shown, at=scene.deadline + timedelta(microseconds=1))
    assert scene.versions() == []
    assert take(scene, OPEN, at=scene.deadline) == 1
    scene.hand_in()
    with pytest.raises(AlreadySubmittedError):
        take(scene, CHOICE)


def test_one_of_two_at_once_takes_over(scene, before, at_once):
    shown = look(scene).shown
    people = [scene.supplier, scene.colleague()]
    results = at_once(2, lambda number: take(scene, OPEN, CHOICE, shown=shown, by=people[number]))
    assert sorted(map(str, results)) == sorted(["2", str(ChangedMeanwhileError())])
    assert len(scene.versions()) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_looking_takes_as_many_statements_for_one_as_for_several(scene, world, count):
    for number in range(count):
        handed_in_before(world, scene.buyer, scene.supplier, reference=f"E{number}")
    statements = []
    with scene.database.reading() as session:
        response = scene._response(session)
        event.listen(
            session.get_bind(),
            "before_cursor_execute",
            lambda *arguments: statements.append(arguments[2]),
        )
        assert reuse.look(session, response, at=NOW).lines
    assert len(statements) == 3


def test_no_more_than_the_newest_responses_are_looked_through(scene, world, monkeypatch):
    monkeypatch.setattr(reuse, "MOST_RESPONSES", 1)
    handed_in_before(world, scene.buyer, scene.supplier, at=NOW - timedelta(days=2))
    numbers = ("8.08.01",)
    handed_in_before(world, scene.buyer, scene.supplier, reference="LATER", at=NOW, numbers=numbers)
    found = keys(look(scene))
    assert CHOICE in found
    assert OPEN not in found
