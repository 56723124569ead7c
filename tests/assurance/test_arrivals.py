"""This file lets requests arrive around the deadline and wait on their way; none is misjudged."""

import io
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
import time_machine
from assurance.conftest import DOCUMENTS
from factories.files import pdf
from factories.world import NOW, Person, World
from rules.visitors import Visitors, undo_each_request
from sqlalchemy import text

from supplier_portal.app import create_app
from supplier_portal.services import journal, procurements, responses, submissions
from supplier_portal.web import transaction

pytestmark = pytest.mark.slow
DEADLINE = NOW + timedelta(hours=1)
AROUND = 2_000_000  # microseconds
LONGEST_WAIT = 5_000_000
EDGES = (-1, 0, 1)
NUMBERS = ("5.20.05", "8.08.01")
ACTS = ("submit", "withdraw_response", "save_answer", "attach_evidence", "take_up")
LATE, DONE = 409, 302
PROOF = pdf("proof")
FAULTY = 40


@dataclass(frozen=True)
class Supplier:
    """Somebody with a response."""

    person: Person
    response_id: UUID

    @property
    def address(self) -> str:
        return f"/supplier/{self.response_id}"


@dataclass
class Portal:
    """The portal with suppliers before it; each request is undone, but for the proof of refusals.

    ``ready`` can hand in, ``done`` has handed in, for ``overtaken`` there is a newer revision.
    """

    world: World
    visitors: Visitors
    ready: Supplier
    done: Supplier
    overtaken: Supplier
    handed_in: UUID

    def send(self, act: str) -> int:
        """Send the request that does something; gives the status it is answered with."""
        supplier, page, form = self._request(act)
        address = f"{supplier.address}/{page}"
        return self.visitors.send(supplier.person, "POST", address, form).status_code

    def _request(self, act):
        match act:
            case "submit":
                return self.ready, "submit", {"is_true": "y", "signer": "Anna", "round": "1"}
            case "withdraw_response":
                form = {"is_meant": "y", "submission": str(self.handed_in)}
                return self.done, "withdraw", form
            case "save_answer":
                form = {"text": "Op tijd?", "version": "1"}
                return self.ready, "answers/BIO2-5.20.05.q3", form
            case "attach_evidence":
                form = {"file": (io.BytesIO(PROOF), "proof.pdf"), "levels": "design"}
                return self.ready, "requirements/BIO2-8.08.01/evidence", form
            case _:
                return self.overtaken, "changes", {"number": "2"}

    def refused(self) -> Counter:
        """What was refused as too late, as the journals of the responses tell."""
        found = Counter()
        with self.world.database.reading() as session:
            for supplier in (self.ready, self.done, self.overtaken):
                chain = journal.of_response(supplier.response_id)
                found.update(
                    entry.action
                    for entry in journal.read(session, chain)
                    if entry.result == "refused_late"
                )
        return found


@pytest.fixture
def portal(world, settings):
    buyer = world.person("procurement")
    first, second = (
        world.published(buyer, reference=name, numbers=NUMBERS) for name in ("een", "twee")
    )
    ready, done, overtaken = (
        Supplier(*world.supplier(buyer, procurement_id, name=name))
        for name, procurement_id in (("klaar", first), ("binnen", first), ("later", second))
    )
    for supplier in (ready, done):
        world.answer(supplier.person, supplier.response_id)
    world.submit(done.person, done.response_id)
    world.amended(buyer, second)
    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, done.person.actor, done.response_id)
        handed_in = submissions.last_of(session, response).id
        session.execute(text("UPDATE procurement SET deadline_at = :at"), {"at": _stored(session)})
    app = create_app(settings)
    undo_each_request(app)
    visitors = Visitors(app, None)
    with time_machine.travel(DEADLINE - timedelta(minutes=1), tick=False):
        for supplier in (ready, done, overtaken):
            visitors.cookie(supplier.person)
    yield Portal(world, visitors, ready, done, overtaken, handed_in)
    app.extensions["supplier_portal.database"].engine.dispose()


def _stored(session):
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return f"{DEADLINE:%Y-%m-%d %H:%M:%S}.000000" if is_sqlite else DEADLINE


def misjudged(portal, trials, seed, monkeypatch) -> tuple[list[str], Counter]:
    """Let requests arrive; gives those that were judged wrongly, and how many were late by act."""
    found, late = [], Counter()
    for trial in range(trials):
        chance = random.Random(f"{seed}-{trial}")
        act = chance.choice(ACTS)
        is_edge = chance.random() < 0.1
        shift = chance.choice(EDGES) if is_edge else chance.randint(-AROUND, AROUND)
        at = DEADLINE + timedelta(microseconds=shift)
        with time_machine.travel(at, tick=False) as clock, monkeypatch.context() as patch:
            for module, name in WAITS:
                _let_wait(patch, module, name, partial(_pass_time, clock, chance))
            status = portal.send(act)
        late[act] += shift > 0
        if status != (LATE if shift > 0 else DONE):
            found.append(f"{trial}: {act} at {shift} µs gives {status}")
    return found, late


WAITS = (
    (responses, "of_supplier"),
    (responses, "lock"),
    (procurements, "lock"),
)


def _pass_time(clock, chance) -> None:
    clock.shift(timedelta(microseconds=chance.randrange(LONGEST_WAIT)))


def _let_wait(patch, module, name, wait) -> None:
    original = getattr(module, name)

    def waiting(*arguments, **options):
        wait()
        return original(*arguments, **options)

    patch.setattr(module, name, waiting)


def test_no_arrival_is_misjudged_and_each_that_was_late_is_written_down(
    portal, request, monkeypatch, record_property
):
    trials, seed = request.config.getoption("--trials"), request.config.getoption("--seed")
    before = portal.refused()
    found, late = misjudged(portal, trials, seed, monkeypatch)
    row = {"kind": "arrivals", "seed": seed, "sets": trials, "refused": late.total()}
    record_property(DOCUMENTS, {**row, "lost": len(found), "most s": ""})
    assert found == []
    assert portal.refused() - before == +late


def test_a_clock_that_is_read_after_the_wait_misjudges(portal, monkeypatch):
    monkeypatch.setattr(transaction, "received_at", lambda: datetime.now(UTC))
    found, _ = misjudged(portal, FAULTY, 1, monkeypatch)
    assert found, "a fault was planted and nobody noticed"
