"""Where a set departs from the proposal, the reasons are asked and kept."""

from decimal import Decimal

import pytest
from factories.profiles import CASE_SYSTEM
from factories.world import NOW

from questionnaires.deviations import DeviationKind
from questionnaires.errors import InvalidReasonError
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import exceptions, picking, procurements, risk_profiles
from supplier_portal.services.errors import (
    AlreadyPublishedError,
    ChangedMeanwhileError,
    NotFoundError,
)

REASON = "De gegevens zijn openbaar; er blijft geen risico over."


class Draft:
    """A procurement with everything in its set that is proposed."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=())
        world.profile(self.buyer, self.id, CASE_SYSTEM)
        with world.database.writing.begin() as session:
            found = self._found(session)
            asked = risk_profiles.proposed(session, found, CASE_SYSTEM).asked
            numbers = [item.reference.number for item in asked]
            picking.pick(session, self.buyer.actor, found, numbers=numbers, at=NOW)

    def without(self, *numbers):
        """A second procurement of the same profile that leaves some measures out."""
        other = self.world.draft(self.buyer, reference="other", numbers=())
        self.world.profile(self.buyer, other, CASE_SYSTEM)
        with self.world.database.writing.begin() as session:
            found = self._found(session, other)
            asked = risk_profiles.proposed(session, found, CASE_SYSTEM).asked
            wanted = [item.reference.number for item in asked]
            kept = [number for number in wanted if number not in numbers]
            picking.pick(session, self.buyer.actor, found, numbers=kept, at=NOW)
        self.id = other

    def exceptions(self):
        with self.world.database.reading() as session:
            return exceptions.of(session, self._found(session))

    def give(self, subject="BIO2 8.08.01", kind=DeviationKind.DROPPED, reason=REASON, version=0):
        with self.world.database.writing.begin() as session:
            exceptions.give_reason(
                session,
                self.buyer.actor,
                self._found(session),
                subject=subject,
                kind=kind,
                reason=reason,
                version=version,
                at=NOW,
            )

    def _found(self, session, procurement_id=None):
        organisation_id = self.buyer.actor.organisation_id
        return procurements.of_organisation(session, organisation_id, procurement_id or self.id)


@pytest.fixture
def draft(world):
    return Draft(world)


def test_a_set_that_asks_all_that_was_proposed_has_no_exceptions(draft):
    assert draft.exceptions() == []


def test_without_a_risk_profile_there_is_nothing_to_depart_from(world):
    buyer = world.person("procurement")
    draft = world.draft(buyer, numbers=("8.08.01",))
    with world.database.reading() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, draft)
        assert exceptions.of(session, found) == []


def test_what_is_left_out_waits_for_a_reason_and_keeps_it(draft):
    draft.without("8.08.01", "5.20.04")
    assert [item.deviation.subject for item in exceptions.without_reason(draft.exceptions())] == [
        "BIO2 5.20.04",
        "BIO2 8.08.01",
    ]
    draft.give()
    [found] = [item for item in draft.exceptions() if item.is_reasoned]
    assert (found.given.text, found.given.who) == (REASON, "Persoon procurement")
    assert len(exceptions.without_reason(draft.exceptions())) == 1


def test_asking_less_strictly_is_an_exception_of_its_own(draft):
    draft.world.tailor(
        draft.buyer, draft.id, "8.08.01", kind=RequirementKind.INFORMATIVE, weight=Decimal(0)
    )
    [found] = draft.exceptions()
    assert found.deviation.kind is DeviationKind.WEAKENED
    draft.give(kind=DeviationKind.WEAKENED)
    assert draft.exceptions()[0].is_reasoned


def test_a_reason_for_asking_it_less_strictly_is_none_for_dropping_it(draft):
    draft.without("8.08.01")
    with pytest.raises(NotFoundError):
        draft.give(kind=DeviationKind.WEAKENED)
    with pytest.raises(NotFoundError):
        draft.give(subject="BIO2 8.15.01")
    with pytest.raises(NotFoundError):
        draft.give(kind=DeviationKind.REPLACED)


@pytest.mark.parametrize("reason", ["", "Niet nodig.", "   kort genoeg niet   "])
def test_a_reason_that_says_too_little_is_refused(reason, draft):
    draft.without("8.08.01")
    with pytest.raises(InvalidReasonError, match="at least 20 characters"):
        draft.give(reason=reason)
    assert not draft.exceptions()[0].is_reasoned


def test_a_reason_based_on_an_older_one_is_refused_and_the_newer_stays(draft):
    draft.without("8.08.01")
    draft.give()
    draft.give(reason=f"{REASON} Dat is nagegaan.", version=1)
    with pytest.raises(ChangedMeanwhileError):
        draft.give(reason=f"{REASON} Van mij.", version=1)
    [found] = draft.exceptions()
    assert (found.given.version, found.given.text) == (2, f"{REASON} Dat is nagegaan.")


def test_when_the_measure_is_asked_after_all_it_is_no_exception_any_more(draft):
    draft.without("8.08.01")
    draft.give()
    with draft.world.database.writing.begin() as session:
        found = draft._found(session)
        picking.pick(session, draft.buyer.actor, found, numbers=["8.08.01"], at=NOW)
    assert draft.exceptions() == []


def test_after_publication_no_reason_changes(world):
    buyer = world.person("procurement")
    published = world.published(buyer)
    with pytest.raises(AlreadyPublishedError):
        world.reason(buyer, published, "BIO2 5.20.01", REASON)
