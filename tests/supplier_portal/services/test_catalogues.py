"""This file imports catalogues: whole or not at all, and once."""

from uuid import uuid4

import pytest
from factories.world import NOW
from sqlalchemy.exc import IntegrityError

from questionnaires import knowledge
from questionnaires.catalogue import Source
from questionnaires.errors import UnreadableFileError
from supplier_portal.records.catalogues import CatalogueRecord, ControlRecord, MeasureRecord
from supplier_portal.services import catalogues
from supplier_portal.services.errors import NotFoundError

BIO2 = b"""# BIO2 versie 1.9

## 5.01.01
De leverancier heeft beleid voor R&D <intern>.

## 5.01.02
Vervallen.

## 8.08.01
Kwetsbaarheden worden binnen een week verholpen.
"""


def _import(database, content=BIO2):
    with database.writing.begin() as session:
        return catalogues.import_bio2(session, content, at=NOW)


def _counts(database):
    with database.reading() as session:
        return [
            session.query(record).count()
            for record in (CatalogueRecord, ControlRecord, MeasureRecord)
        ]


def test_an_imported_catalogue_comes_back_as_it_was_read(database):
    imported = _import(database)
    assert imported.is_new
    assert imported.catalogue.source is Source.OFFICIAL
    with database.reading() as session:
        assert catalogues.get(session, imported.catalogue_id) == imported.catalogue


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
        assert len(catalogues.listed(session)) == 2


def test_of_five_who_import_the_same_file_at_once_one_does(database, at_once):
    results = at_once(5, lambda _: _import(database))
    assert all(isinstance(item, catalogues.Imported | IntegrityError) for item in results)
    assert [getattr(item, "is_new", False) for item in results].count(True) == 1
    assert _counts(database) == [1, 2, 3]


@pytest.mark.parametrize(
    "content",
    [b"", b"geen BIO2", b"\xff\xfe\x00", BIO2 + b"\n## 5.01.01\nDubbel.\n", BIO2[:-3] + b"\x00"],
)
def test_a_file_that_cannot_be_read_whole_leaves_nothing(database, content):
    with pytest.raises(UnreadableFileError):
        _import(database, content)
    assert _counts(database) == [0, 0, 0]


def test_an_import_that_breaks_off_half_way_leaves_nothing(database, monkeypatch):
    content = catalogues._content

    def planted(catalogue):
        found = content(catalogue)
        found["measures"].append(found["measures"][0])
        return found

    monkeypatch.setattr(catalogues, "_content", planted)
    with pytest.raises(IntegrityError):
        _import(database)
    assert _counts(database) == [0, 0, 0]


def test_a_catalogue_that_is_not_there_is_not_found(database):
    with database.reading() as session, pytest.raises(NotFoundError):
        catalogues.get(session, uuid4())
