"""This file imports catalogues: whole or not at all, and once."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from factories.catalogues import as_json, control, oscal
from factories.workbooks import ROW, repacked, workbook
from factories.world import NOW
from sqlalchemy.exc import IntegrityError

from questionnaires import knowledge
from questionnaires.catalogue import (
    Catalogue,
    Control,
    Measure,
    MeasureStatus,
    Source,
    Theme,
)
from questionnaires.errors import UnreadableFileError
from questionnaires.wording import Wording
from supplier_portal.records.catalogues import (
    CatalogueRecord,
    ControlRecord,
    GroupRecord,
    MeasureRecord,
)
from supplier_portal.services import catalogues, editions, picking, procurements, requirement_sets
from supplier_portal.services.errors import NotFoundError

BIO2 = b"""# BIO2 versie 1.9

## 5.01.01
De leverancier heeft beleid voor R&D <intern>.

## 5.01.02
Vervallen.

## 8.08.01
Kwetsbaarheden worden binnen een week verholpen.
"""


OTHER = {
    "oscal": as_json(
        oscal(
            groups=[
                {
                    "id": "ac",
                    "title": "Physical access",
                    "controls": [control("ac-10", controls=[control("ac-10.1")]), control("ac-2")],
                }
            ]
        )
    ),
    "xlsx": workbook(),
    "csv": b"norm;editie;nummer;thema\nN;1;B-1;8\n;;A-1;6\n",
    "yaml": b"""\
urn: urn:x
locale: nl
name: Library v1
objects:
  framework:
    name: Library
    requirement_nodes:
    - {urn: "urn:g", ref_id: G, name: Groep, assessable: false}
    - {urn: "urn:y", parent_urn: "urn:g", ref_id: Z-1, assessable: true}
    - {urn: "urn:z", ref_id: A-1, assessable: true}
""",
}
HOSTILE = {
    "bomb": repacked(workbook(), xl__sharedStrings_xml=b" " * 33_000_000),
    "dtd": repacked(workbook(), xl__styles_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
    "formula": workbook(ROW, (None, None, "5.10.02", "=1+1")),
    "last row": workbook(ROW, (None, None, "5.10.01")),
    "deep": b'{"catalog":' * 100_000,
    "nan": as_json(oscal(control())).replace(b'"1"', b"NaN"),
    "doubled": as_json(oscal(control("a-1"), control("a-1"))),
    "alias": OTHER["yaml"] + b"x: &a 1\ny: *a\n",
    "tag": OTHER["yaml"] + b"x: !!python/name:os.system 1\n",
    "csv": OTHER["csv"] + b";;A-1;6\n",
    "control character": OTHER["csv"].replace(b"A-1", b"A\x1b"),
}


def _import(database, content=BIO2, name="norm"):
    with database.writing.begin() as session:
        return catalogues.import_file(session, name, content, at=NOW)


def _counts(database):
    with database.reading() as session:
        return [
            session.query(record).count()
            for record in (CatalogueRecord, ControlRecord, MeasureRecord, GroupRecord)
        ]


def test_an_imported_catalogue_comes_back_as_it_was_read(database):
    imported = _import(database)
    assert imported.is_new
    assert imported.catalogue.source is Source.OFFICIAL
    with database.reading() as session:
        assert catalogues.get(session, imported.catalogue_id) == imported.catalogue


@pytest.mark.parametrize("kind", OTHER)
def test_a_catalogue_of_another_norm_comes_back_as_it_was_read(database, kind):
    imported = _import(database, OTHER[kind])
    again = _import(database, OTHER[kind], "other name")
    assert (again.is_new, again.catalogue_id) == (False, imported.catalogue_id)
    with database.reading() as session:
        assert catalogues.get(session, imported.catalogue_id) == imported.catalogue
    assert imported.catalogue == catalogues.preview("", OTHER[kind]).catalogue


def test_a_preview_keeps_nothing(database):
    assert len(catalogues.preview("", OTHER["oscal"]).catalogue.measures) == 3
    assert _counts(database) == [0, 0, 0, 0]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_leaves_nothing(database, name):
    with pytest.raises(UnreadableFileError):
        _import(database, HOSTILE[name])
    assert _counts(database) == [0, 0, 0, 0]


def test_the_digest_of_our_own_catalogue_does_not_change_with_the_service():
    moved = Measure("5.01.02", MeasureStatus.MOVED, target="5.01.01")
    held = Catalogue(
        "BIO2",
        "1.3",
        Source.OWN,
        (Control("5.01", Wording("Beleid", "Policy")),),
        (Measure("5.01.01", MeasureStatus.ACTIVE, Wording("Een", "One")), moved),
    )
    # Never change this: installations know their own catalogue by it.
    kept = "571d5a5e4983e5bdff4000578e3e96e8685854c64353a1faabf1680cf453776f"
    assert catalogues.digest_of_own(held) == kept
    other = replace(held, controls=(replace(held.controls[0], group="x"),))
    assert catalogues.digest_of_own(other) != kept


def test_measures_of_another_norm_can_be_picked_and_published(world):
    buyer = world.person("procurement")
    imported = _import(world.database, OTHER["oscal"])
    with world.database.writing.begin() as session:
        procurement = procurements.start(
            session,
            buyer.actor,
            reference="N-1",
            title="Norm",
            language="nl",
            catalogue_id=imported.catalogue_id,
            at=NOW,
        )
        numbers = [measure.number for measure in imported.catalogue.measures]
        assert picking.pick(session, buyer.actor, procurement, numbers=numbers, at=NOW) == len(
            numbers
        )
        procurement.deadline_at = NOW + timedelta(days=9)
        session.flush()
        procurement_id = procurement.id
    record = world.publish(buyer, procurement_id)
    requirements = requirement_sets.value_of(record).requirements
    assert [item.identifier for item in requirements] == ["Norm-AC-10", "Norm-AC-10.1", "Norm-AC-2"]
    assert {item.theme for item in requirements} == {Theme.PHYSICAL}


def test_our_own_catalogue_comes_back_as_it_was_written(database):
    with database.writing.begin() as session:
        loaded = catalogues.load_own(session, at=NOW)
    with database.reading() as session:
        stored = catalogues.get(session, loaded.catalogue_id)
    assert stored == knowledge.load().catalogue()


def test_the_same_file_again_changes_nothing(database, everything):
    first = _import(database)
    before = everything()
    again = _import(database)
    assert (again.is_new, again.catalogue_id) == (False, first.catalogue_id)
    assert everything() == before


def test_another_file_of_the_same_edition_is_a_catalogue_of_its_own(database):
    first = _import(database)
    second = _import(database, BIO2 + b"\n## 8.09.01\nNog een.\n")
    assert second.is_new
    assert second.catalogue_id != first.catalogue_id
    with database.reading() as session:
        assert catalogues.get(session, first.catalogue_id) == first.catalogue
        assert len(editions.stored(session)) == 2


def test_the_newest_edition_stands_first_and_ours_before_the_official_one(world, database):
    for edition in ("1.2", "1.10", "1.3", "1.9"):
        world.imported(f"BIO2 versie {edition}\n\n## 5.01.01\nEen maatregel.\n")
    world.catalogue()
    with database.reading() as session:
        found = [(item.edition, item.source.value) for item in editions.stored(session)]
    assert found == [
        ("1.10", "official"),
        ("1.9", "official"),
        ("1.3", "own"),
        ("1.3", "official"),
        ("1.2", "official"),
    ]


def test_of_five_who_import_the_same_file_at_once_one_does(database, at_once):
    results = at_once(5, lambda _: _import(database))
    assert all(isinstance(item, catalogues.Imported | IntegrityError) for item in results)
    assert [getattr(item, "is_new", False) for item in results].count(True) == 1
    assert _counts(database) == [1, 2, 3, 0]


@pytest.mark.parametrize(
    "content",
    [b"", b"geen BIO2", b"\xff\xfe\x00", BIO2 + b"\n## 5.01.01\nDubbel.\n", BIO2[:-3] + b"\x00"],
)
def test_a_file_that_cannot_be_read_whole_leaves_nothing(database, content):
    with pytest.raises(UnreadableFileError):
        _import(database, content)
    assert _counts(database) == [0, 0, 0, 0]


def test_an_import_that_breaks_off_half_way_leaves_nothing(database, monkeypatch):
    content = catalogues._content

    def planted(catalogue):
        found = content(catalogue)
        found["measures"].append(found["measures"][0])
        return found

    monkeypatch.setattr(catalogues, "_content", planted)
    with pytest.raises(IntegrityError):
        _import(database)
    assert _counts(database) == [0, 0, 0, 0]


def test_a_catalogue_that_is_not_there_is_not_found(database):
    with database.reading() as session, pytest.raises(NotFoundError):
        catalogues.get(session, uuid4())
