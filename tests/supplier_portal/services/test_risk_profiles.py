"""A risk profile is kept version by version; no set changes because of it."""

from dataclasses import replace

import pytest
from factories.house import own_measure, own_segment
from factories.profiles import CASE_SYSTEM, DEVELOPERS
from factories.world import NOW

from questionnaires.errors import InvalidProfileError
from questionnaires.risk_profile import RiskProfile
from supplier_portal.services import journal, procurements, requirement_sets, risk_profiles
from supplier_portal.services.errors import AlreadyPublishedError, ChangedMeanwhileError


class Draft:
    """A procurement of a buyer, with what services say of it."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=("8.08.01",))

    def keep(self, profile, *, version=0):
        self.world.profile(self.buyer, self.id, profile, version=version)

    def ask(self, question):
        with self.world.database.reading() as session:
            organisation_id = self.buyer.actor.organisation_id
            found = procurements.of_organisation(session, organisation_id, self.id)
            return question(session, found)


@pytest.fixture
def draft(world):
    return Draft(world)


def test_the_newest_profile_counts_with_who_gave_it(draft):
    assert draft.ask(lambda session, found: risk_profiles.current(session, found.id)) is None
    draft.keep(CASE_SYSTEM)
    draft.keep(DEVELOPERS, version=1)
    kept = draft.ask(lambda session, found: risk_profiles.current(session, found.id))
    assert (kept.profile, kept.version, kept.who, kept.at) == (
        DEVELOPERS,
        2,
        "Persoon procurement",
        NOW,
    )


def test_a_profile_based_on_an_older_one_is_refused(draft):
    draft.keep(CASE_SYSTEM)
    for version in (0, 2):
        with pytest.raises(ChangedMeanwhileError):
            draft.keep(DEVELOPERS, version=version)


def test_a_profile_that_contradicts_itself_is_refused(draft):
    with pytest.raises(InvalidProfileError, match="Choose at least one thing that you buy"):
        draft.keep(RiskProfile())
    with pytest.raises(InvalidProfileError, match="can no longer be chosen"):
        draft.keep(RiskProfile(segments=frozenset({"own_1"})))


def test_no_requirement_changes_because_the_profile_does(draft):
    before = draft.ask(requirement_sets.lines)
    draft.keep(CASE_SYSTEM)
    assert draft.ask(requirement_sets.lines) == before


def test_after_publication_the_profile_stays(world):
    buyer = world.person("procurement")
    published = world.published(buyer)
    with pytest.raises(AlreadyPublishedError):
        world.profile(buyer, published, CASE_SYSTEM)


def test_own_segments_can_be_bought_and_own_measures_are_proposed_for_them(draft):
    draft.world.keep(draft.buyer, own_segment(is_supplement=False))
    draft.world.keep(
        draft.buyer, own_measure(segments=("own_1",)), own_measure("GV-02", segments=("cloud",))
    )
    profile = replace(CASE_SYSTEM, segments=frozenset({"own_1"}))
    draft.keep(profile)
    found = draft.ask(lambda session, found: risk_profiles.proposed(session, found, profile))
    assert [(line.number, line.is_proposed) for line in found.own] == [
        ("GV-01", True),
        ("GV-02", False),
    ]
    assert str(found.asked[-1].reference) == "Organisatie procurement v1, GV-01"


def test_each_version_is_in_the_journal(draft):
    draft.keep(CASE_SYSTEM)
    draft.keep(DEVELOPERS, version=1)
    entries = draft.ask(
        lambda session, found: list(journal.read(session, journal.of_procurement(found.id)))
    )
    kept = [entry.facts for entry in entries if entry.action == "keep_profile"]
    assert kept == [{"version": 1}, {"version": 2}]
