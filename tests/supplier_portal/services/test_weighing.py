"""Requirements are weighed together: all of them, or none."""

from decimal import Decimal

import pytest
from factories.world import NOW

from questionnaires.errors import InvalidRequirementError
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import journal, procurements, requirement_sets, weighing
from supplier_portal.services.errors import (
    AlreadyPublishedError,
    ChangedMeanwhileError,
    NotFoundError,
)
from supplier_portal.services.weighing import Weighing

FIRST, SECOND, MANDATORY = "BIO2-5.20.05", "BIO2-8.15.01", "BIO2-8.08.01"


class Draft:
    """A procurement with two scored requirements; each method is one committed transaction."""

    def __init__(self, world):
        self.world, self.database = world, world.database
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=("5.20.05", "8.08.01", "8.15.01"))
        for number, kind, weight in (
            ("5.20.05", RequirementKind.SCORED, Decimal(3)),
            ("8.15.01", RequirementKind.SCORED, Decimal(2)),
            ("8.08.01", RequirementKind.KNOCK_OUT, Decimal(0)),
        ):
            world.tailor(self.buyer, self.id, number, kind=kind, weight=weight)

    def weigh(self, **changes):
        """Weigh as ``first=("4.5", 2)``: the points, and the version they are based on."""
        names = {"first": FIRST, "second": SECOND, "mandatory": MANDATORY, "unknown": "BIO2-5.01"}
        wanted = {
            names[name]: Weighing(Decimal(weight), version)
            for name, (weight, version) in changes.items()
        }
        with self.database.writing.begin() as session:
            found = procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)
            return weighing.weigh(session, self.buyer.actor, found, wanted, at=NOW)

    def publish(self):
        self.world.publish(self.buyer, self.id)

    def lines(self):
        with self.database.reading() as session:
            found = procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)
            lines = requirement_sets.lines(session, found)
            return {
                line.requirement.identifier: (line.requirement.weight, line.version)
                for line in lines
            }

    def told(self):
        """What the journal says of weighing."""
        with self.database.reading() as session:
            entries = journal.read(session, journal.of_procurement(self.id))
            return [entry.facts for entry in entries if entry.action == "weigh"]


@pytest.fixture
def draft(world):
    return Draft(world)


def test_requirements_are_weighed_together_and_told_once(draft):
    assert draft.weigh(first=("4.5", 2), second=("0.01", 2)) == 2
    assert draft.lines()[FIRST] == (Decimal("4.5"), 3)
    assert draft.lines()[SECOND] == (Decimal("0.01"), 3)
    assert draft.told() == [{"weights": {FIRST: "4.5", SECOND: "0.01"}}]


def test_only_what_changes_gets_a_version_and_is_told(draft):
    before = draft.lines()
    assert draft.weigh(first=("3.00", 2), second=("7", 2), mandatory=("0", 2)) == 1
    assert draft.lines() == {**before, SECOND: (Decimal(7), 3)}
    assert draft.told() == [{"weights": {SECOND: "7"}}]


def test_weighing_as_it_is_already_changes_and_tells_nothing(draft):
    before = draft.lines()
    assert draft.weigh(first=("3", 2)) == 0
    assert draft.weigh() == 0
    assert draft.lines() == before
    assert draft.told() == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"second": ("4", 1)}, ChangedMeanwhileError),
        ({"second": ("0", 2)}, InvalidRequirementError),
        ({"second": ("-1", 2)}, InvalidRequirementError),
        ({"second": ("NaN", 2)}, InvalidRequirementError),
        ({"mandatory": ("1", 2)}, InvalidRequirementError),
        ({"unknown": ("1", 1)}, NotFoundError),
    ],
)
def test_where_one_is_refused_none_is_stored(draft, wrong, error):
    before = draft.lines()
    with pytest.raises(error):
        draft.weigh(first=("4", 2), **wrong)
    assert draft.lines() == before
    assert draft.told() == []


def test_the_same_request_twice_is_no_conflict(draft):
    assert draft.weigh(first=("4", 2)) == 1
    assert draft.weigh(first=("4", 2)) == 0
    assert draft.lines()[FIRST] == (Decimal(4), 3)


def test_what_is_published_is_no_longer_weighed(draft):
    draft.publish()
    before = draft.lines()
    with pytest.raises(AlreadyPublishedError):
        draft.weigh(first=("4", 2))
    assert draft.lines() == before


@pytest.mark.slow
def test_of_eight_colleagues_who_weigh_at_once_one_wins(draft, at_once):
    results = at_once(8, lambda number: draft.weigh(first=(str(10 + number), 2)))
    assert sorted(type(result).__name__ for result in results) == ["ChangedMeanwhileError"] * 7 + [
        "int"
    ]
    weight, version = draft.lines()[FIRST]
    assert version == 3
    assert draft.told() == [{"weights": {FIRST: str(weight)}}]
