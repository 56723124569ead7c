"""This file composes requirement sets, publishes them, and tries to change what is published."""

from decimal import Decimal
from hashlib import sha256
from threading import Thread

import pytest
from factories.world import NOW
from sqlalchemy.orm.exc import StaleDataError

from questionnaires import knowledge
from questionnaires.catalogue import MeasureStatus
from questionnaires.errors import InvalidRequirementError, UnsafeTextError
from questionnaires.interchange import revision as revision_document
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import picking, procurements, requirement_sets
from supplier_portal.services.errors import (
    AlreadyPublishedError,
    ChangedMeanwhileError,
    NotFoundError,
)
from supplier_portal.services.requirement_sets import Tailoring

NUMBER, IDENTIFIER = "5.20.05", "BIO2-5.20.05"


class Draft:
    """A procurement that is not published; each method is one committed transaction."""

    def __init__(self, world):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=(NUMBER, "8.08.01"))

    def _found(self, session):
        return procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)

    def lines(self):
        with self.database.reading() as session:
            found = requirement_sets.lines(session, self._found(session))
            return {line.requirement.identifier: line for line in found}

    def tailor(self, identifier=IDENTIFIER, *, version=1, session=None, **changes):
        wanted = {
            "kind": RequirementKind.SCORED,
            "weight": Decimal(3),
            "text": "Andere tekst",
            "not_applicable_allowed": False,
            **changes,
        }
        if session is None:
            with self.database.writing.begin() as own:
                return self.tailor(identifier, version=version, session=own, **changes)
        return requirement_sets.tailor(
            session,
            self.buyer.actor,
            self._found(session),
            identifier,
            tailoring=Tailoring(**wanted),
            version=version,
            at=NOW,
        )

    def drop(self, identifier=IDENTIFIER, *, version=1):
        with self.database.writing.begin() as session:
            found = self._found(session)
            requirement_sets.drop(
                session, self.buyer.actor, found, identifier, version=version, at=NOW
            )

    def pick(self, *numbers):
        with self.database.writing.begin() as session:
            found = self._found(session)
            return picking.pick(session, self.buyer.actor, found, numbers=numbers, at=NOW)

    def publish(self):
        return self.world.publish(self.buyer, self.id)


@pytest.fixture
def draft(world):
    return Draft(world)


def test_a_set_is_published_under_the_digest_of_its_document(draft):
    record = draft.publish()
    assert record.digest == sha256(record.document).hexdigest()
    revision = requirement_sets.value_of(record)
    assert revision_document.to_document(revision) == record.document
    assert [item.identifier for item in revision.requirements] == list(draft.lines())
    assert (revision.number, revision.purchase.reference) == (1, "REF-1")


def test_equal_sets_have_equal_digests_and_one_word_makes_another(world):
    first, second, third = Draft(world), Draft(world), Draft(world)
    third.tailor(text="Een woord anders")
    digests = [draft.publish().digest for draft in (first, second, third)]
    assert digests[0] == digests[1] != digests[2]


def test_publishing_twice_is_refused(draft):
    draft.publish()
    with pytest.raises(AlreadyPublishedError):
        draft.publish()
    with draft.database.reading() as session:
        assert len(requirement_sets.published(session, draft.id)) == 1


def test_what_is_published_cannot_be_tailored_dropped_or_added_to(draft):
    record = draft.publish()
    before = draft.lines()
    for change in (draft.tailor, draft.drop, lambda: draft.pick("8.28.01")):
        with pytest.raises(AlreadyPublishedError):
            change()
    assert draft.lines() == before
    with draft.database.reading() as session:
        assert requirement_sets.revision_numbered(session, draft.id, 1).digest == record.digest
        with pytest.raises(NotFoundError):
            requirement_sets.revision_numbered(session, draft.id, 2)


def test_a_tailored_requirement_keeps_its_identifier_and_its_questions(draft):
    before = draft.lines()[IDENTIFIER].requirement
    draft.tailor(weight=Decimal("4.5"), text="  Nieuwe & <b>tekst</b>  ")
    line = draft.lines()[IDENTIFIER]
    after = line.requirement
    assert (after.text.nl, after.weight, line.version) == (
        "Nieuwe & <b>tekst</b>",
        Decimal("4.5"),
        2,
    )
    assert (after.identifier, after.questions) == (before.identifier, before.questions)


def test_of_two_colleagues_the_second_hears_of_the_first_and_overwrites_nothing(draft):
    draft.tailor(text="van de eerste")
    with pytest.raises(ChangedMeanwhileError):
        draft.tailor(text="van de tweede", version=1)
    assert draft.lines()[IDENTIFIER].requirement.text.nl == "van de eerste"
    draft.tailor(text="van de tweede", version=2)


@pytest.mark.slow
def test_eight_colleagues_who_tailor_at_once_lose_no_saved_text(draft, at_once):
    def tailor(number):
        saved = []
        for attempt in range(5):
            line = draft.lines()[IDENTIFIER]
            mark = f"[{number}.{attempt}]"
            try:
                draft.tailor(text=line.requirement.text.nl + mark, version=line.version)
            except (ChangedMeanwhileError, StaleDataError):
                continue
            saved.append(mark)
        return saved

    saved = [mark for marks in at_once(8, tailor) for mark in marks]
    final = draft.lines()[IDENTIFIER]
    assert saved
    assert [mark for mark in saved if mark not in final.requirement.text.nl] == []
    assert final.version == 1 + len(saved)


def test_a_requirement_that_somebody_changed_is_not_dropped_unseen(draft):
    draft.tailor()
    with pytest.raises(ChangedMeanwhileError):
        draft.drop(version=1)
    draft.drop(version=2)
    assert IDENTIFIER not in draft.lines()


@pytest.mark.parametrize(
    ("kind", "weight"),
    [
        (RequirementKind.KNOCK_OUT, "3"),
        (RequirementKind.INFORMATIVE, "0.01"),
        (RequirementKind.SCORED, "0"),
        (RequirementKind.SCORED, "-1"),
        (RequirementKind.SCORED, "NaN"),
        (RequirementKind.SCORED, "Infinity"),
    ],
)
def test_kind_and_points_that_contradict_each_other_are_refused(draft, kind, weight):
    before = draft.lines()
    with pytest.raises(InvalidRequirementError):
        draft.tailor(kind=kind, weight=Decimal(weight))
    assert draft.lines() == before


def test_unsafe_characters_in_a_requirement_are_refused(draft):
    with pytest.raises(UnsafeTextError):
        draft.tailor(text="a\ud800b")


def test_an_unknown_requirement_is_not_found(draft):
    with pytest.raises(NotFoundError):
        draft.tailor("BIO2-9.99.99")


def test_what_cannot_be_asked_of_a_supplier_is_passed_over(draft):
    known = knowledge.load()
    closed = {MeasureStatus.MOVED, MeasureStatus.WITHDRAWN, MeasureStatus.SEE}
    forged = [item.number for item in known.catalogue().measures if item.status in closed]
    before = draft.lines()
    assert len(forged) >= 10
    assert len(known.reasons) >= 3
    assert draft.pick(*forged, *known.reasons, "9.99.99", "", "'; --", "\x00") == 0
    assert draft.lines() == before
    assert draft.pick(*forged, *known.reasons, "8.28.01") == 1


def test_picking_twice_adds_once_at_the_end(draft):
    assert draft.pick("8.28.01", "8.28.01", NUMBER) == 1
    assert draft.pick("8.28.01") == 0
    assert list(draft.lines()) == [IDENTIFIER, "BIO2-8.08.01", "BIO2-8.28.01"]


def test_a_change_that_was_saved_before_the_publication_is_in_it(draft):
    outcome = []

    def publish_meanwhile():
        outcome.append(draft.publish())

    with draft.database.writing.begin() as session:
        draft.tailor(text="op de valreep", session=session)
        other = Thread(target=publish_meanwhile)
        other.start()
        other.join(timeout=0.5)
    other.join(timeout=10)
    texts = [item.text.nl for item in requirement_sets.value_of(outcome[0]).requirements]
    assert "op de valreep" in texts
