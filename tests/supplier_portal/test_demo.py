"""This file looks at the demonstration as its visitors will."""

import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from questionnaires.answers import NotApplicable, OpenText
from questionnaires.interchange.response import from_document
from questionnaires.requirement_sets import RequirementKind
from supplier_portal import demo, migrating
from supplier_portal.cli import main
from supplier_portal.database import connect
from supplier_portal.demo import pdf
from supplier_portal.services import (
    accounts,
    answers,
    invitations,
    journal,
    judgements,
    procurements,
    requirement_sets,
    responses,
    scorecards,
    submissions,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.states import State
from supplier_portal.storage import FolderStore

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
# Just after midnight, and yesterday at five the clocks had changed since publication.
AFTER_MIDNIGHT = datetime(2027, 3, 29, 0, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))


class Demonstration:
    def __init__(self, folder, at):
        self.folder, self.at = folder, at
        self.database = connect(f"sqlite:///{folder}/demo.sqlite3")
        self.store = FolderStore(folder / "evidence")
        migrating.upgrade(self.database.engine)
        self.steps = []
        self.loaded = self.load()

    def load(self):
        with self.database.writing.begin() as session:
            return demo.load(
                session, self.store, at=self.at, step=lambda: self.steps.append("step")
            )

    def actor(self, session, email):
        account = accounts.with_email(session, email)
        return Actor(account.id, account.organisation_id, account.name, account.role, "test")


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return Demonstration(tmp_path_factory.mktemp("now"), NOW)


@pytest.fixture
def session(told):
    with told.database.reading() as opened:
        yield opened


def of_reference(session, reference):
    (found,) = procurements.known_as(session, reference)
    return found


def requirements_of(session, reference):
    found = of_reference(session, reference)
    return [line.requirement for line in requirement_sets.lines(session, found)]


def test_everybody_can_sign_in_with_the_password_that_is_printed(session):
    people = demo.people()
    assert len(people) == 5
    for person in people:
        account = accounts.with_email(session, person.email)
        assert accounts.is_password(account, demo.password())
        assert (account.role, account.organisation.name) == (person.role, person.organisation)


def test_the_progress_bar_ends_where_it_should(told):
    assert len(told.steps) == demo.STEPS


def test_there_is_one_procurement_in_each_interesting_state(told, session):
    buyer = told.actor(session, "inkoop@voorbeeldstad.example")
    found = procurements.all_of(session, buyer.organisation_id, at=NOW)
    assert {item.procurement.reference: item.state for item in found} == {
        "VBS-AFVAL": State.DRAFT,
        "VBS-ZAAK": State.PUBLISHED,
        "VBS-HOSTING": State.IN_REVIEW,
    }
    days_left = of_reference(session, "VBS-ZAAK").deadline_at - NOW
    assert timedelta(days=13) < days_left < timedelta(days=15)


def test_the_requirement_sets_are_as_large_as_announced(session):
    sizes = {
        reference: len(requirements_of(session, reference))
        for reference in ("VBS-AFVAL", "VBS-ZAAK", "VBS-HOSTING")
    }
    assert sizes == {"VBS-AFVAL": 12, "VBS-ZAAK": 25, "VBS-HOSTING": 18}
    kinds = [item.kind for item in requirements_of(session, "VBS-ZAAK")]
    assert kinds.count(RequirementKind.KNOCK_OUT) == 3


def test_one_supplier_handed_in_and_one_is_half_way(told, session):
    found = {}
    for email in ("aanbod@vlietwolk.example", "aanbod@kadepunt.example"):
        actor = told.actor(session, email)
        for response, submission, _ in responses.all_of(session, actor):
            if response.procurement.reference == "VBS-ZAAK":
                given = answers.given(answers.stored(session, response))
                progress = responses.questionnaire_of(response).progress(given)
                found[email] = submission is not None, progress.answered / progress.total
    assert found["aanbod@vlietwolk.example"] == (True, 1)
    is_in, part = found["aanbod@kadepunt.example"]
    assert not is_in
    assert 0.4 < part < 0.6


def test_the_printed_invitation_works(told, session):
    invitation = invitations.of_link(session, told.loaded.invitation, at=NOW)
    assert invitation.procurement.reference == "VBS-ZAAK"
    assert not invitations.has_account(session, invitation)


def test_three_different_responses_are_opened_and_half_judged(session):
    opened = judgements.opened_of(session, of_reference(session, "VBS-HOSTING"))
    assert len(opened) == 3
    cards = scorecards.of_all(session, opened)
    totals = {item.supplier: cards[item.id].total.percentage for item in opened}
    assert all(total.low < total.high for total in totals.values())
    assert totals["Terpstroom ICT B.V."].high < totals["Kadepunt Software B.V."].low
    assert totals["Kadepunt Software B.V."].low < totals["Vlietwolk Hosting B.V."].low
    for item in opened:
        given = judgements.response_of(item).answers.values()
        waiting = sum(isinstance(answer, OpenText | NotApplicable) for answer in given) + 3
        judged = len(judgements.standing(session, item))
        assert abs(judged - waiting / 2) <= 1


def test_a_response_holds_real_sentences_a_claim_and_a_file(told, session):
    opened = judgements.opened_of(session, of_reference(session, "VBS-HOSTING"))
    given = [answer for item in opened for answer in judgements.response_of(item).answers.values()]
    assert sum(isinstance(answer, NotApplicable) for answer in given) == 1
    sentences = [answer.text for answer in given if isinstance(answer, OpenText)]
    assert len(set(sentences)) == len(sentences) > 20
    for item in opened:
        (file,) = judgements.evidence_of(session, item)
        assert len(told.store.get(file.stored_as)) == file.size


def test_no_journal_has_a_broken_link(told, session):
    chains = [
        journal.of_procurement(of_reference(session, reference).id)
        for reference in ("VBS-AFVAL", "VBS-ZAAK", "VBS-HOSTING")
    ]
    for supplier in ("vlietwolk", "kadepunt", "terpstroom"):
        actor = told.actor(session, f"aanbod@{supplier}.example")
        found = responses.all_of(session, actor)
        chains += [journal.of_response(response.id) for response, *_ in found]
    assert len(chains) == 8
    assert [journal.first_broken(session, chain) for chain in chains] == [None] * 8


def test_the_answers_are_the_same_at_any_hour(session, tmp_path):
    other = Demonstration(tmp_path, AFTER_MIDNIGHT)
    with other.database.reading() as later:
        given = [
            {
                # When it was signed differs, of course.
                item.supplier: replace(from_document(item.document), declaration=None)
                for item in judgements.opened_of(opened, of_reference(opened, "VBS-HOSTING"))
            }
            for opened in (session, later)
        ]
        assert given[0] == given[1]
        actor = other.actor(later, "aanbod@terpstroom.example")
        ((response, *_),) = responses.all_of(later, actor)
        late = response.procurement.deadline_at
        assert submissions.submission_of(later, response).received_at < late < AFTER_MIDNIGHT
        assert late.astimezone(AFTER_MIDNIGHT.tzinfo).hour == 17


def test_loading_twice_changes_nothing(tmp_path):
    environment = {
        "DATA_FOLDER": str(tmp_path),
        "SECRET_KEY": "a secret of more than thirty-two characters",
        "DATABASE_URL": None,
        "PUBLIC_URL": None,
    }
    first, second = ("is loaded", "is kept as it is")
    seen = []
    for expected in (first, second):
        result = CliRunner().invoke(main, ["demo", "--no-serve", "--port", "8123"], env=environment)
        assert result.exit_code == 0, result.output
        assert expected in result.stdout
        assert "for demonstration only" in result.stdout
        assert "No second factor is asked here" in result.stdout
        assert "http://127.0.0.1:8123/sign-in" in result.stdout
        assert [person.email in result.stdout for person in demo.people()] == [True] * 5
        with sqlite3.connect(tmp_path / "supplier-portal.sqlite3") as connection:
            content = list(connection.iterdump())
        connection.close()
        seen.append((content, sorted(file.name for file in (tmp_path / "evidence").iterdir())))
    assert seen[0] == seen[1]
    assert len(seen[0][1]) == 5


def test_the_hand_made_pdf_points_to_its_own_objects():
    made = pdf.page(["Een (voorbeeld) met \\ en é"])
    assert made.startswith(b"%PDF-")
    assert made.endswith(b"%%EOF\n")
    table = int(made.rsplit(b"startxref\n", 1)[1].split()[0])
    assert made[table:].startswith(b"xref\n0 7\n")
    places = [int(place) for place in re.findall(rb"^(\d{10}) 00000 n $", made, re.MULTILINE)]
    assert [made[place:].split()[0] for place in places] == [b"%d" % n for n in range(1, 7)]
    assert rb"(Een \(voorbeeld\) met \\ en " in made
