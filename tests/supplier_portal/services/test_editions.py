"""This file tests in which order stored catalogues are told, and which one a name means."""

from datetime import timedelta
from uuid import uuid4

import pytest
from factories.world import NOW

from questionnaires.catalogue import Source
from supplier_portal.records.catalogues import CatalogueRecord
from supplier_portal.services import editions


@pytest.fixture
def store(database):
    """Keeps a catalogue that was imported some days from now; gives its id."""

    def keep(edition, *, source=Source.OFFICIAL, norm="BIO2", days=0):
        with database.writing.begin() as session:
            record = CatalogueRecord(
                norm=norm,
                edition=edition,
                source=source.value,
                digest=uuid4().hex,
                imported_at=NOW + timedelta(days=days),
            )
            session.add(record)
            session.flush()
            return record.id

    return keep


def test_catalogues_are_told_by_norm_and_the_newest_edition_first(store, database):
    for edition in ("1.9", "1.10", "1.2"):
        store(edition)
    store("1", norm="AAA")
    with database.reading() as session:
        names = [item.name for item in editions.stored(session)]
    assert names == ["AAA 1", "BIO2 1.10", "BIO2 1.9", "BIO2 1.2"]


def test_of_one_edition_the_latest_import_comes_first(store, database):
    second, first, third = store("1.2", days=2), store("1.2", days=3), store("1.2", days=1)
    with database.reading() as session:
        assert [item.id for item in editions.stored(session)] == [first, second, third]


def test_a_name_means_the_official_catalogue_and_its_latest_import(store, database):
    latest, _ = store("1.2", days=2), store("1.2", days=1)
    own = store("1.2", source=Source.OWN, days=3)
    store("1.20", days=4)
    with database.reading() as session:

        def found(*arguments):
            item = editions.named(session, *arguments)
            return item and item.id

        assert found("BIO2 1.2") == found(" bio2 1.2 ") == latest
        assert found("BIO2 1.2", Source.OWN) == own
        assert found("BIO2 1.20", Source.OWN) is None
        assert found("BIO2") is None


def test_our_own_catalogue_is_meant_where_there_is_no_other(store, database):
    own = store("1.3", source=Source.OWN)
    with database.reading() as session:
        assert editions.named(session, "BIO2 1.3").id == own
