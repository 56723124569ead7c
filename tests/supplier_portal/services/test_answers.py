"""This file holds the keeping of answers to its promise: nothing acknowledged is ever lost."""

import re
from decimal import Decimal
from unittest.mock import ANY

import pytest

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.errors import UnacceptableAnswerError, UnknownItemError, UnsafeTextError
from supplier_portal.services import answers
from supplier_portal.services.answers import Kept, Saved
from supplier_portal.services.errors import NotFoundError

OPEN = "BIO2-5.20.05.q3"
MULTI = "BIO2-5.20.05.q1"
SINGLE = "BIO2-8.08.01.q1"
VALUE = "BIO2-8.08.01.q2"
CLAIM = "BIO2-8.28.01"
WRITERS, WRITES = 8, 50


def test_an_answer_of_every_kind_comes_back_as_it_was_given(scene):
    given = {
        OPEN: OpenText("R&D <b>é</b>\nregel 2"),
        MULTI: Choices(("incidents", "breaches"), "twee van de drie"),
        SINGLE: Choice("usually", "meestal"),
        VALUE: Amount(Decimal("12.50"), "uur"),
        CLAIM: NotApplicable("Wij schrijven geen code."),
    }
    for item, entry in given.items():
        assert scene.save(item, entry) == Saved(1, Kept(entry, 1))
    assert {item: scene.stored(item).entry for item in given} == given


def test_each_accepted_write_is_a_version_of_its_own(scene):
    for number in range(3):
        scene.save(OPEN, OpenText(f"versie {number}"), based_on=number)
    texts = [row.document["text"] for row in scene.versions(OPEN)]
    assert texts == ["versie 0", "versie 1", "versie 2"]


def test_a_write_on_an_older_version_is_a_conflict_that_holds_the_stored_answer(scene):
    scene.save(OPEN, OpenText("van een collega"), by=scene.colleague())
    refused = scene.save(OPEN, OpenText("van mij"), based_on=0)
    assert refused == Saved(1, Kept(OpenText("van een collega"), 1), is_conflict=True)
    assert scene.stored(OPEN).entry == OpenText("van een collega")


def test_the_same_answer_twice_is_no_conflict(scene):
    scene.save(OPEN, OpenText("hetzelfde"))
    again = scene.save(OPEN, OpenText("hetzelfde"), based_on=0)
    assert not again.is_conflict
    assert again.version == 1
    assert len(scene.versions(OPEN)) == 1


def test_a_version_that_does_not_exist_yet_is_a_conflict_too(scene):
    assert scene.save(OPEN, OpenText("uit de toekomst"), based_on=7).is_conflict
    assert scene.stored(OPEN) == Kept(None, 0)


def test_an_emptied_answer_is_gone_and_its_history_is_not(scene):
    scene.save(OPEN, OpenText("toch niet"))
    assert scene.save(OPEN, None, based_on=1) == Saved(2, Kept(None, 2))
    with scene.database.reading() as session:
        kept = answers.stored(session, scene._response(session))
    assert OPEN not in answers.given(kept)
    assert [row.document for row in scene.versions(OPEN)][0]["text"] == "toch niet"
    assert scene.save(OPEN, OpenText("toch wel"), based_on=2).version == 3


def test_a_conflict_over_an_emptied_answer_is_told_as_well(scene):
    scene.save(OPEN, OpenText("eerst"))
    scene.save(OPEN, None, based_on=1)
    refused = scene.save(OPEN, OpenText("ik zag nog versie 1"), based_on=1)
    assert refused == Saved(2, Kept(None, 2), is_conflict=True)


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "\ufffe", "\ud800", "\x7f"])
def test_a_character_that_no_document_can_hold_is_refused_and_nothing_is_stored(scene, text):
    with pytest.raises(UnsafeTextError):
        scene.save(OPEN, OpenText(text))
    assert scene.stored(OPEN) == Kept(None, 0)
    assert scene.versions() == []


@pytest.mark.parametrize(
    ("item", "entry"),
    [
        (OPEN, Choice("yes")),
        (OPEN, OpenText("   ")),
        (OPEN, OpenText("x" * 20_001)),
        (SINGLE, Choice("bestaat niet")),
        (MULTI, Choices(())),
        (MULTI, Choices(("incidents", "incidents"))),
        (VALUE, Amount(Decimal("NaN"))),
        (VALUE, Amount(Decimal("Infinity"))),
        (CLAIM, NotApplicable(" ")),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_refused(scene, item, entry):
    with pytest.raises(UnacceptableAnswerError):
        scene.save(item, entry)
    assert scene.stored(item) == Kept(None, 0)


def test_not_applicable_is_refused_where_the_buyer_does_not_allow_it(scene):
    with pytest.raises(UnknownItemError):
        scene.save("BIO2-5.20.05", NotApplicable("Het past ons niet."))


def test_a_question_of_another_questionnaire_is_unknown(scene):
    with pytest.raises(UnknownItemError):
        scene.save("BIO2-8.24.04.q1", Choice("all"))


def test_somebody_of_another_supplier_finds_no_response(scene):
    other = scene.another("Ander")
    with scene.database.reading() as session, pytest.raises(NotFoundError):
        answers.responses.of_supplier(session, other.supplier.actor, scene.response_id)


def test_twenty_thousand_characters_come_back_whole(scene):
    longest = "😀é\n" * 6_666 + "eh"
    assert len(longest) == 20_000
    scene.save(OPEN, OpenText(longest))
    assert scene.stored(OPEN).entry == OpenText(longest)


def _add_up(scene, at_once, writes=WRITES):
    """Let writers add their mark to one text; gives what each write became."""

    def write(writer):
        outcomes = []
        for number in range(writes):
            seen = scene.stored(OPEN)
            text = seen.entry.text if seen.entry else ""
            mark = f"{writer}.{number} "
            saved = scene.save(OPEN, OpenText(text + mark), based_on=seen.version)
            outcomes.append((mark, saved))
        return outcomes

    results = at_once(WRITERS, write)
    assert not [item for item in results if isinstance(item, Exception)]
    return [outcome for outcomes in results for outcome in outcomes]


def _lost(scene, outcomes):
    stored = re.findall(r"\S+ ", scene.stored(OPEN).entry.text)
    return {mark for mark, saved in outcomes if not saved.is_conflict} - set(stored)


@pytest.mark.slow
def test_eight_colleagues_at_once_lose_no_acknowledged_write(scene, at_once):
    outcomes = _add_up(scene, at_once)
    accepted = {saved.version: mark for mark, saved in outcomes if not saved.is_conflict}
    refused = [saved for _, saved in outcomes if saved.is_conflict]
    history = {row.version: row.document["text"] for row in scene.versions(OPEN)}
    assert len(accepted) + len(refused) == WRITERS * WRITES
    assert accepted, "nobody got through"
    assert refused, "they did not meet, so this shows nothing"
    assert sorted(accepted) == sorted(history) == list(range(1, len(accepted) + 1))
    assert all(history[version].endswith(mark) for version, mark in accepted.items())
    assert _lost(scene, outcomes) == set()


@pytest.mark.slow
def test_without_a_version_check_the_same_test_sees_lost_writes(scene, at_once, monkeypatch):
    monkeypatch.setattr(answers, "_last_editor", lambda *_: ANY)
    outcomes = _add_up(scene, at_once, writes=8)
    assert _lost(scene, outcomes), "a fault was planted and nobody noticed"
