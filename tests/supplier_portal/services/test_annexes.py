"""This file makes the annexes of a published revision: what they say, and the files they become."""

from datetime import UTC, datetime, timedelta

import pytest
from factories.house import own_measure
from factories.profiles import CASE_SYSTEM
from factories.world import NOW
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.annexes import AnnexKind, Terms, content_hash
from questionnaires.annexes.moments import moment as written_moment
from questionnaires.wording import Language
from supplier_portal.documents import word
from supplier_portal.services import (
    annexes,
    picking,
    procurements,
    requirement_sets,
    risk_profiles,
)
from supplier_portal.services.annexes import Wanted
from supplier_portal.services.errors import NotFoundError
from supplier_portal.web.formatting import moment

NL = Language.DUTCH
REASON = "De gegevens zijn openbaar; er blijft geen risico over."


class Published:
    """A published procurement, with or without a risk profile."""

    def __init__(self, world, *, profile=None, without=()):
        self.world = world
        self.buyer = world.person("procurement")
        if profile is None:
            self.id = world.published(self.buyer)
            return
        world.keep(self.buyer, own_measure())
        self.id = world.draft(self.buyer, numbers=())
        world.profile(self.buyer, self.id, profile)
        with world.database.reading() as session:
            asked = risk_profiles.proposed(session, self._found(session), profile).asked
        numbers = {item.reference.number for item in asked if item.reference.norm == "BIO2"}
        self._pick(numbers - set(without))
        world.reason(self.buyer, self.id, "Organisatie procurement GV-01", REASON)
        for number in without:
            world.reason(self.buyer, self.id, f"BIO2 {number}", REASON)

    def content(self, kind, *, language=NL, terms=Terms.NONE, number=1, at=NOW):
        wanted = Wanted(kind, "docx", language, terms)
        with self.world.database.reading() as session:
            record = requirement_sets.revision_numbered(session, self.id, number)
            return annexes.content_of(session, self._found(session), record, wanted, at=at)

    def made(self, wanted, *, number=1):
        with self.world.database.reading() as session:
            record = requirement_sets.revision_numbered(session, self.id, number)
            return annexes.make(session, self._found(session), record, wanted, at=NOW)

    def kinds(self, number=1):
        with self.world.database.reading() as session:
            return annexes.kinds_of(requirement_sets.revision_numbered(session, self.id, number))

    def _pick(self, numbers):
        with self.world.database.writing.begin() as session:
            found = self._found(session)
            picking.pick(session, self.buyer.actor, found, numbers=numbers, at=NOW)

    def _found(self, session):
        return procurements.of_organisation(session, self.buyer.actor.organisation_id, self.id)


@pytest.mark.parametrize(
    "kind", [kind for kind in annexes.OF_A_REVISION if kind is not AnnexKind.CHANGE_ANNEX]
)
def test_each_kind_becomes_a_word_file_that_names_the_revision(kind, world):
    published = Published(world)
    made = published.made(Wanted(kind, "docx", NL))
    assert made.name.startswith("REF-1-v1-")
    assert made.name.endswith("-nl.docx")
    assert made.media_type.endswith("wordprocessingml.document")
    with world.database.reading() as session:
        digest = requirement_sets.revision_numbered(session, published.id, 1).digest
    assert digest in word.text_of(made.content)


def test_the_general_terms_are_those_that_were_chosen(world):
    published = Published(world)
    rank = published.content(AnnexKind.CONTRACT_ANNEX, terms=Terms.GIBIT)["rank"]
    assert "GIBIT" in rank


def test_a_document_tells_the_deadline_as_the_pages_do(world, app):
    published = Published(world)
    content = published.content(AnnexKind.PROGRAMME)
    with world.database.reading() as session, app.test_request_context("/"):
        at = published._found(session).deadline_at
        assert content["deadline"] == moment(at)


def test_a_moment_is_written_in_a_document_as_on_a_page(app):
    @given(
        at=st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
        language=st.sampled_from(Language),
    )
    def check(at, language):
        with app.test_request_context("/"), force_locale(language.value):
            assert written_moment(at, "Europe/Amsterdam", language) == moment(at)

    check()


def test_a_statement_names_every_number_of_the_catalogue_and_own_measures(world):
    published = Published(world, profile=CASE_SYSTEM, without=("8.08.01",))
    world.publish(published.buyer, published.id)
    content = published.content(AnnexKind.APPLICABILITY)
    rows = {row["number"]: row for row in content["rows"]}
    assert len(content["rows"]) > 150
    assert rows["8.08.01"]["applicable"] == "Nee"
    assert rows["8.08.01"]["reason"] == REASON
    assert rows["5.20.03"]["applicable"] == "Ja"
    assert rows["5.20.03"]["requirement"] == "BIO2-5.20.03"
    assert rows["5.20.03"]["reason"].startswith("Voorgesteld")
    assert "verplaatst naar" in rows["5.04.02"]["reason"]
    assert all(row["title"] for row in content["rows"] if row["requirement"])
    assert "GV-01" in rows


def test_a_statement_lists_the_exceptions_with_their_reasons_and_the_profile(world):
    published = Published(world, profile=CASE_SYSTEM, without=("8.08.01",))
    world.publish(published.buyer, published.id)
    content = published.content(AnnexKind.APPLICABILITY)
    found = {item["number"]: item for item in content["exceptions"]}
    assert found["8.08.01"]["reason"] == REASON
    assert len(content["profile"]) > 10


def test_a_statement_without_a_risk_profile_says_so(world):
    content = Published(world).content(AnnexKind.APPLICABILITY)
    assert content["exceptions"] == []
    reasons = {row["reason"] for row in content["rows"] if row["applicable"] == "Nee"}
    assert "Er is geen risicoprofiel gegeven." in reasons
    assert any("verplaatst naar" in reason for reason in reasons)


def test_only_a_later_revision_has_a_change_annex(world):
    published = Published(world)
    world.amended(published.buyer, published.id, text="Anders dan eerst.")
    assert AnnexKind.CHANGE_ANNEX not in published.kinds(1)
    assert AnnexKind.CHANGE_ANNEX in published.kinds(2)
    content = published.content(AnnexKind.CHANGE_ANNEX, number=2)
    assert [change["identifier"] for change in content["changes"]] == ["BIO2-8.08.01"]
    assert content["earlier"]["revision"] == "1"
    with world.database.reading() as session:
        record = requirement_sets.revision_numbered(session, published.id, 2)
        assert content["reason"] == record.reason != ""
    wanted = Wanted(AnnexKind.CHANGE_ANNEX, "docx", NL)
    assert "Anders dan eerst." in word.text_of(published.made(wanted, number=2).content)
    with pytest.raises(NotFoundError):
        published.made(wanted)


def test_a_format_that_there_is_not_is_not_found(world):
    with pytest.raises(NotFoundError):
        Published(world).made(Wanted(AnnexKind.PROGRAMME, "exe", NL))


def test_the_hash_tells_contents_apart_and_not_the_day_on_which_they_were_made(world):
    published = Published(world)
    programmes = [
        published.content(AnnexKind.PROGRAMME, at=NOW + timedelta(days=days)) for days in (0, 9)
    ]
    english = published.content(AnnexKind.PROGRAMME, language=Language.ENGLISH)
    assert content_hash(programmes[0]) == content_hash(programmes[1])
    assert content_hash(programmes[0]) != content_hash(english)
