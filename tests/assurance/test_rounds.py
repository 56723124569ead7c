"""This file lets many hand in and withdraw at once, round after round; each is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from assurance.conftest import DOCUMENTS
from factories.world import NOW
from sqlalchemy import func, select

from supplier_portal.records.receipts import ReceiptRecord
from supplier_portal.records.responses import SubmissionRecord, WithdrawalRecord
from supplier_portal.services import responses, submissions, withdrawals
from supplier_portal.services.withdrawals import TakingBack

pytestmark = pytest.mark.slow
PEOPLE = 20
SHARE = 50  # of the trials: 200 rounds with make assurance
NUMBERS = ("8.08.01",)


def test_each_round_is_handed_in_once_and_withdrawn_once(world, request, record_property):
    rounds = max(request.config.getoption("--trials") // SHARE, 2)
    buyer = world.person("procurement")
    person, response_id = world.supplier(buyer, world.published(buyer, numbers=NUMBERS))
    world.answer(person, response_id)
    wrong = []
    for number in range(1, rounds + 1):
        digests = _at_once(lambda: world.submit(person, response_id))
        shown = _last(world, person, response_id)
        taken = _at_once(lambda shown=shown: _withdraw(world, person, response_id, shown))
        if len(set(digests)) != 1 or set(taken) != {None} or _counts(world) != (number,) * 2:
            wrong.append((number, set(digests), set(taken), _counts(world)))
    row = {"kind": "rounds", "seed": "", "sets": rounds, "refused": 0, "lost": len(wrong)}
    record_property(DOCUMENTS, {**row, "most s": ""})
    assert wrong == []
    with world.database.reading() as session:
        numbers = sorted(session.scalars(select(ReceiptRecord.number)))
    assert numbers == list(range(1, 2 * rounds + 1))


def _at_once(work):
    together = Barrier(PEOPLE, timeout=60)

    def one(_):
        together.wait()
        try:
            return work()
        except Exception as problem:  # noqa: BLE001 - an exception is a result here
            return repr(problem)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def _last(world, person, response_id):
    with world.database.reading() as session:
        response = responses.of_supplier(session, person.actor, response_id)
        return submissions.last_of(session, response).id


def _withdraw(world, person, response_id, shown):
    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, person.actor, response_id)
        what = TakingBack(shown, world.issuer())
        withdrawals.withdraw(session, person.actor, response, what, received_at=NOW)


def _counts(world):
    with world.database.reading() as session:
        tables = (SubmissionRecord, WithdrawalRecord)
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in tables)
