"""This file tests what drafts hear of a newer edition of a norm, and that nothing else happens."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from factories.world import NOW
from sqlalchemy import event

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Category, Measure, MeasureStatus, Source
from questionnaires.catalogue_changes import OtherNormError
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.interchange import requirement as requirement_document
from questionnaires.measure_changes import ChangeKind
from questionnaires.word_difference import PieceKind
from questionnaires.wording import Wording
from supplier_portal.records.catalogues import CatalogueRecord, MeasureRecord
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import catalogue_changes, picking, procurements
from supplier_portal.services.errors import NotFoundError

TEXT, MOVED, GONE, NONE = "5.20.02", "5.20.05", "8.08.01", "8.28.01"
NUMBERS = (TEXT, MOVED, GONE, NONE)


def measure(number, status="active", text="", **parts):
    return Measure(number, MeasureStatus(status), text=Wording(nl=text), **parts)


def edition(name, *measures, source=Source.OFFICIAL, norm="BIO2"):
    return Catalogue(norm, name, source, (), measures)


OLD = edition(
    "1.2",
    measure(TEXT, text="een eis"),
    measure(MOVED, text="hier"),
    measure(GONE, text="vroeger", categories=frozenset({Category.BASIC_HYGIENE})),
    measure(NONE, "none"),
)
NEW = edition(
    "1.3",
    measure(TEXT, text="een wens"),
    measure(MOVED, "moved", target="5.20.09"),
    measure("5.20.09", text="daar"),
    measure(GONE, "withdrawn"),
    measure(NONE, "none"),
)
EXPECTED = [(TEXT, "text", None), (MOVED, "moved", "5.20.09"), (GONE, "withdrawn", None)]


@dataclass
class Shelf:
    """Catalogues and drafts; each method is one committed transaction."""

    world: object
    buyer: object
    days: int = 0

    def store(self, catalogue):
        self.days += 1
        with self.world.database.writing.begin() as session:
            record = CatalogueRecord(
                norm=catalogue.norm,
                edition=catalogue.edition,
                source=catalogue.source.value,
                digest=uuid4().hex,
                imported_at=NOW + timedelta(days=self.days),
            )
            session.add(record)
            session.flush()
            session.add_all(
                MeasureRecord(
                    catalogue_id=record.id,
                    number=item.number,
                    status=item.status.value,
                    title={"nl": item.title.nl, "en": item.title.en},
                    text={"nl": item.text.nl, "en": item.text.en},
                    categories=sorted(item.categories),
                    target=item.target,
                    position=position,
                )
                for position, item in enumerate(catalogue.measures)
            )
            return record.id

    def draft(self, catalogue_id, *, reference="REF-1", numbers=NUMBERS, buyer=None):
        buyer = buyer or self.buyer
        with self.world.database.writing.begin() as session:
            found = procurements.start(
                session,
                buyer.actor,
                reference=reference,
                title="Zaaksysteem",
                language="nl",
                catalogue_id=catalogue_id,
                at=NOW,
            )
            picking.pick(session, buyer.actor, found, numbers=numbers, at=NOW)
            found.deadline_at = NOW + timedelta(days=10)
            return found.id

    def publish(self, procurement_id):
        self.world.publish(self.buyer, procurement_id)

    def substitute(self, procurement_id, number, equivalence):
        """Let a requirement replace a measure of another norm."""
        with self.world.database.writing.begin() as session:
            rows = session.query(RequirementRecord).filter_by(procurement_id=procurement_id)
            [record] = [row for row in rows if row.document["reference"]["number"] == number]
            changed = replace(
                requirement_document.from_data(record.document), equivalence=equivalence
            )
            record.document = requirement_document.to_data(changed)

    def notices(self, procurement_id):
        with self.world.database.reading() as session:
            found = self._found(session, procurement_id)
            return catalogue_changes.notices(session, found, at=NOW)

    def told(self, procurement_id):
        return [
            (item.number, item.kind.value, item.target) for item in self.notices(procurement_id)
        ]

    def affected(self, buyer=None, at=NOW):
        with self.world.database.reading() as session:
            found = catalogue_changes.affected(session, (buyer or self.buyer).actor, at=at)
            return [(item.procurement.reference, len(item.notices)) for item in found]

    def _found(self, session, procurement_id):
        home = self.buyer.actor.organisation_id
        return procurements.of_organisation(session, home, procurement_id)


@pytest.fixture
def shelf(world):
    return Shelf(world, world.person("procurement"))


def test_a_draft_hears_what_the_newer_edition_did_to_its_measures(shelf):
    draft = shelf.draft(shelf.store(OLD))
    newer_id = shelf.store(NEW)
    assert shelf.told(draft) == EXPECTED
    text, moved, gone = shelf.notices(draft)
    assert {item.newer.id for item in (text, moved, gone)} == {newer_id}
    assert (text.newer.name, str(text.reference)) == ("BIO2 1.3", f"BIO2 1.2, {TEXT}")
    assert text.requirement.identifier == f"BIO2-{TEXT}"
    assert text.requirement.title == knowledge.load().proposals[TEXT].title
    assert moved.change.is_target_there


def test_a_notice_shows_the_text_word_by_word_here_or_where_it_moved(shelf):
    draft = shelf.draft(shelf.store(OLD))
    shelf.store(NEW)
    text, moved, gone = shelf.notices(draft)
    assert [(piece.kind, piece.text) for item in text.texts for piece in item.pieces] == [
        (PieceKind.SAME, "een"),
        (PieceKind.REMOVED, "eis"),
        (PieceKind.ADDED, "wens"),
    ]
    assert [(item.before, item.after) for item in moved.texts] == [("hier", "daar")]
    assert gone.texts == ()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("active", None, "gone"),
        ("active", "see", "referred"),
        ("active", "none", "emptied"),
        ("none", "active", "filled"),
        ("none", "withdrawn", "withdrawn"),
    ],
)
def test_no_change_of_a_status_is_silent(shelf, before, after, kind):
    draft = shelf.draft(shelf.store(edition("1.2", measure(NONE, before))))
    shelf.store(edition("1.3", *([measure(NONE, after)] if after else [])))
    assert [item.kind.value for item in shelf.notices(draft)] == [kind]


def test_only_measures_that_are_in_the_set_are_told(shelf):
    draft = shelf.draft(shelf.store(OLD), numbers=(TEXT, NONE))
    shelf.store(NEW)
    assert shelf.told(draft) == EXPECTED[:1]


def test_a_changed_title_or_category_is_not_the_buyers_worry(shelf):
    parts = {"title": Wording("Eis"), "categories": frozenset({Category.BASIC_HYGIENE})}
    draft = shelf.draft(shelf.store(edition("1.2", measure(TEXT, **parts))))
    parts = {"title": Wording("Wens"), "categories": frozenset({Category.CHAIN_HYGIENE})}
    shelf.store(edition("1.3", measure(TEXT, **parts)))
    assert shelf.told(draft) == []


def test_edition_1_10_is_newer_than_1_9_whatever_came_in_last(shelf):
    base = shelf.store(replace(OLD, edition="1.2"))
    newest = shelf.store(replace(NEW, edition="1.10"))
    shelf.store(replace(OLD, edition="1.9"))
    draft = shelf.draft(base)
    assert shelf.told(draft) == EXPECTED
    assert {item.newer.id for item in shelf.notices(draft)} == {newest}


def test_an_older_edition_that_comes_in_later_says_nothing(shelf):
    draft = shelf.draft(shelf.store(NEW), numbers=(TEXT, "5.20.09"))
    shelf.store(OLD)
    assert shelf.told(draft) == []


def test_the_same_edition_imported_anew_is_compared_too(shelf):
    draft = shelf.draft(shelf.store(OLD))
    shelf.store(replace(NEW, edition="1.2"))
    assert shelf.told(draft) == EXPECTED


def test_another_norm_says_nothing(shelf):
    draft = shelf.draft(shelf.store(OLD))
    shelf.store(replace(NEW, norm="NEN 7510-2", edition="2024"))
    assert shelf.told(draft) == []


def test_a_newer_edition_of_the_other_source_tells_by_status_alone(shelf):
    draft = shelf.draft(shelf.store(OLD))
    shelf.store(replace(NEW, source=Source.OWN))
    assert shelf.told(draft) == EXPECTED[1:]
    moved, _ = shelf.notices(draft)
    assert moved.texts == ()


def test_a_set_from_our_own_catalogue_hears_of_changed_official_texts(shelf):
    draft = shelf.draft(shelf.store(replace(OLD, source=Source.OWN)))
    shelf.store(OLD)
    assert shelf.told(draft) == []
    newer_id = shelf.store(NEW)
    assert shelf.told(draft) == EXPECTED
    assert {item.newer.id for item in shelf.notices(draft)} == {newer_id}


def test_our_own_newer_edition_does_not_hide_the_official_text(shelf):
    draft = shelf.draft(shelf.store(OLD))
    official = shelf.store(edition("1.3", measure(TEXT, text="een wens"), *OLD.measures[1:]))
    in_chain = replace(NEW.measures[0], categories=frozenset({Category.CHAIN_HYGIENE}))
    own = shelf.store(edition("1.4", in_chain, *NEW.measures[1:], source=Source.OWN))
    assert shelf.told(draft) == EXPECTED
    assert [item.newer.id for item in shelf.notices(draft)] == [official, own, own]


def test_what_was_withdrawn_and_came_back_is_not_withdrawn(shelf):
    draft = shelf.draft(shelf.store(edition("1.2", measure(TEXT))))
    shelf.store(edition("1.3", measure(TEXT, "withdrawn")))
    assert shelf.told(draft) == [(TEXT, "withdrawn", None)]
    shelf.store(edition("1.4", measure(TEXT), source=Source.OWN))
    assert shelf.told(draft) == []


def test_the_measure_of_another_norm_that_a_requirement_replaces_is_watched_too(shelf):
    draft = shelf.draft(shelf.store(OLD), numbers=(NONE,))
    reason = Wording("Zelfde onderwerp")
    shelf.substitute(draft, NONE, Equivalence("CSIR", "2021", "AC-2", Relation.REPLACES, reason))
    assert shelf.told(draft) == []
    shelf.store(edition("2021", measure("AC-2"), norm="CSIR"))
    shelf.store(edition("2024", measure("AC-2", "withdrawn"), norm="CSIR"))
    assert shelf.told(draft) == [("AC-2", "withdrawn", None)]
    [notice] = shelf.notices(draft)
    assert str(notice.reference) == "CSIR 2021, AC-2"
    assert notice.requirement.identifier == f"BIO2-{NONE}"


def test_what_is_published_is_never_told_of_and_never_touched(shelf, everything):
    published = shelf.draft(shelf.store(OLD), reference="VAST")
    shelf.publish(published)
    before = everything("requirement", "revision")
    shelf.store(NEW)
    assert (shelf.told(published), shelf.affected()) == ([], [])
    assert shelf.affected(at=NOW + timedelta(days=30)) == []
    assert everything("requirement", "revision") == before


def test_a_draft_itself_is_not_changed(shelf, everything):
    draft = shelf.draft(shelf.store(OLD))
    shelf.store(NEW)
    before = everything()
    assert shelf.told(draft)
    assert shelf.affected()
    assert everything() == before


def test_every_affected_draft_of_the_organisation_is_named_and_nobody_elses(shelf, world):
    base = shelf.store(OLD)
    elsewhere = world.person("procurement")
    shelf.draft(base, reference="EEN")
    shelf.draft(base, reference="TWEE", numbers=(GONE,))
    shelf.draft(base, reference="NIETS", numbers=(NONE,))
    shelf.draft(base, reference="ELDERS", buyer=elsewhere)
    assert shelf.affected() == []
    shelf.store(NEW)
    assert sorted(shelf.affected()) == [("EEN", 3), ("TWEE", 1)]
    assert shelf.affected(elsewhere) == [("ELDERS", 3)]


def test_ten_drafts_do_not_read_the_catalogues_ten_times(shelf):
    base = shelf.store(OLD)
    for number in range(10):
        shelf.draft(base, reference=f"REF-{number}")
    statements = []
    listener = (shelf.world.database.engine, "before_cursor_execute")

    def count(connection, cursor, statement, *others):
        statements.append(statement)

    event.listen(*listener, count)
    assert shelf.affected() == []
    assert [text for text in statements if "FROM requirement" in text] == []
    shelf.store(NEW)
    statements.clear()
    assert len(shelf.affected()) == 10
    event.remove(*listener, count)
    assert sum("FROM measure" in text for text in statements) == 2
    assert sum("FROM requirement" in text for text in statements) == 1


def test_two_stored_catalogues_are_compared(shelf):
    old, new = shelf.store(OLD), shelf.store(NEW)
    other = shelf.store(replace(NEW, norm="CSIR"))
    with shelf.world.database.reading() as session:
        changes = catalogue_changes.between(session, old, new)
        assert changes.counts[ChangeKind.MOVED] == 1
        assert (changes.old.name, changes.new.name) == ("BIO2 1.2", "BIO2 1.3")
        with pytest.raises(OtherNormError):
            catalogue_changes.between(session, old, other)
        with pytest.raises(NotFoundError):
            catalogue_changes.between(session, old, uuid4())
