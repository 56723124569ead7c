"""This file lets everybody try anything in any order, and holds each step to the promises (A14)."""

import itertools
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from assurance.conftest import REHEARSALS
from assurance.rehearsals.play import Cast, Play
from assurance.rehearsals.promises import hold
from factories.world import NOW, World
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from supplier_portal import migrating
from supplier_portal.database import connect
from supplier_portal.services import (
    answers,
    journal,
    procurements,
    responses,
    submissions,
    taking_up,
)
from supplier_portal.services.states import State
from supplier_portal.settings import Settings

STEPS = 30
TRIALS_AN_EXAMPLE = 3
ENOUGH_EXAMPLES = 300
NUMBERS = ("5.20.02", "8.08.01")
TICK = timedelta(microseconds=1)
STEPS_OF_TIME = (TICK, timedelta(hours=1), timedelta(days=3))
AROUND_THE_DEADLINE = (-TICK, timedelta(0), TICK, timedelta(minutes=1))
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - no power is lost here: thousands of commits are quick
STATES = [state.value for state in State if state.is_published]
OF_SUPPLIERS = (
    "save", "conflict", "answer_all", "attach", "remove", "note", "submit", "withdraw", "take_up",
    "ask", "unask",
)  # fmt: skip
OF_ANYBODY = (
    "claim", "invite", "amend", "tailor", "publish", "nota", "reply", "open", "judge_one",
    "judge_all", "decide", "notify", "contract", "withdraw_award", "archive", "crash",
)  # fmt: skip
ACTS: dict[str, Callable[[Play], None]] = {
    **{name: lambda play, name=name: getattr(play, name)(0) for name in OF_SUPPLIERS},
    **{name: lambda play, name=name: getattr(play, name)() for name in OF_ANYBODY},
    "repeat": lambda play: play.save(0, again=True),
    "move_deadline": lambda play: play.move_deadline(10),
    "move_ask_by": lambda play: play.move_ask_by(1),
    "tick": lambda play: play.tick(TICK),
}
BY_ANOTHER = [lambda play, name=name: getattr(play, name)(1) for name in OF_SUPPLIERS]
AMENDED = ("amend", "tailor", "publish")
POSSIBLE = {(state, name.replace("_", " ")) for state in STATES for name in ACTS}
ROAD = ("close", "open", "judge_one", "judge_all", "decide", "notify", "contract", "archive")
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Theatre:
    """A folder with a play that can begin any number of times."""

    folder: Path
    cast: Cast

    def begin(self, seen: Counter, name: str, play=Play) -> Play:
        """A play from its beginning."""
        return play(self.copy("template", name), self.cast, seen)

    def copy(self, original: str, name: str) -> str:
        """Copy a database that nobody has open, and give the address of the copy."""
        copy = self.folder / f"{name}.sqlite3"
        for rest in ("-wal", "-shm"):
            copy.with_name(copy.name + rest).unlink(missing_ok=True)
        shutil.copyfile(self.folder / f"{original}.sqlite3", copy)
        return f"sqlite:///{copy}"


@pytest.fixture(scope="module")
def theatre():
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        yield _theatre(Path(folder))


def _theatre(folder: Path) -> Theatre:
    """A published procurement with two suppliers, each of two people, that can be asked about."""
    address = f"sqlite:///{folder / 'template.sqlite3'}"
    given = Settings(address, folder, "x" * 40)
    database = connect(address)
    migrating.upgrade(database.engine)
    world = World(database, given)
    buyer = world.person("procurement")
    procurement_id = world.published(buyer, numbers=NUMBERS)
    world.ask_by(buyer, procurement_id)
    suppliers = []
    for name in ("Een", "Twee"):
        owner, response_id = world.supplier(buyer, procurement_id, name=name)
        suppliers.append(((owner, world.person("supplier", organisation=owner)), response_id))
    with database.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    cast = Cast(given, buyer, world.reviewer(buyer), procurement_id, tuple(suppliers))
    database.engine.dispose()
    return Theatre(folder, cast)


def drive(play: Play, *, handed_in: int, far: int) -> None:
    """Bring a play so far along the road, with so many responses."""
    for supplier in range(handed_in):
        play.answer_all(supplier)
        play.submit(supplier)
    for step in ROAD[:far]:
        if step == "close":
            play.tick_to_deadline(timedelta(minutes=2))
        else:
            getattr(play, step)()


class Machine(RuleBasedStateMachine):
    """Who may try what; a test says which play it is."""

    begin: Callable[[], Play]

    @initialize(far=st.integers(0, len(ROAD)), handed_in=st.integers(0, 2))
    def start(self, far, handed_in):
        self.play = type(self).begin()
        drive(self.play, handed_in=handed_in, far=far)

    @rule(name=st.sampled_from(OF_SUPPLIERS), number=st.integers(0, 3))
    def act_as_a_supplier(self, name, number):
        getattr(self.play, name)(number)

    @rule(name=st.sampled_from(OF_ANYBODY))
    def act(self, name):
        getattr(self.play, name)()

    @rule(number=st.integers(0, 3))
    def repeat(self, number):
        self.play.save(number, again=True)

    @rule(days=st.sampled_from([-5, 1, 10]))
    def move_deadline(self, days):
        self.play.move_deadline(days)

    @rule(days=st.sampled_from([-2, 1, 10]))
    def move_ask_by(self, days):
        self.play.move_ask_by(days)

    @rule(step=st.sampled_from(STEPS_OF_TIME))
    def tick(self, step):
        self.play.tick(step)

    @rule(after=st.sampled_from(AROUND_THE_DEADLINE))
    def tick_to_deadline(self, after):
        self.play.tick_to_deadline(after)

    @invariant()
    def promises_hold(self):
        hold(self.play)

    def teardown(self):
        if hasattr(self, "play"):
            self.play.close()


def _run(theatre, *, examples, number) -> Counter:
    seen, numbers = Counter(), itertools.count()

    class Copied(Machine):
        @staticmethod
        def begin():
            return theatre.begin(seen, f"play-{next(numbers) % 2}")

    wanted = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(Copied), settings=wanted)
    return seen


def test_no_order_of_acts_breaks_a_promise(request, record_property, theatre):
    examples = max(10, request.config.getoption("--trials") // TRIALS_AN_EXAMPLE)
    seen = _run(theatre, examples=examples, number=request.config.getoption("--seed"))
    pairs = {(state, name) for state, name, _ in seen}
    record_property(
        REHEARSALS,
        {
            "kind": "acts",
            "times": examples,
            "done": sum(n for (*_, how), n in seen.items() if how == "done"),
            "refused": sum(n for (*_, how), n in seen.items() if how == "refused"),
            "pairs": f"{len(pairs)} of {len(POSSIBLE)}",
        },
    )
    assert pairs <= POSSIBLE
    if examples >= ENOUGH_EXAMPLES:
        assert len(pairs) >= 0.95 * len(POSSIBLE), POSSIBLE - pairs


def test_every_act_is_tried_in_every_state(theatre):
    seen = Counter()
    walk(theatre, seen)
    assert {(state, name) for state, name, _ in seen} == POSSIBLE


def walk(theatre, seen: Counter, play=Play, before=()) -> None:
    """Try every act in every state along the road, holding each to the promises."""
    for far in range(len(ROAD) + 1):
        with closing(theatre.begin(seen, "road", play)) as begun:
            for act in before:
                getattr(begun, act)()
            drive(begun, handed_in=1, far=far)
            hold(begun)
        for act in (*ACTS.values(), *BY_ANOTHER):
            with closing(begun.twin(theatre.copy("road", "twin"))) as twin:
                act(twin)
                hold(twin)


class Forging(Play):
    """A play in which somebody has the database in hands whenever the service breaks down."""

    table, statement = "", ""

    def crash(self) -> None:
        super().crash()
        with self.database.engine.execution_options(writes=True).begin() as connection:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {self.table}_refuses_update"))
            connection.execute(text(self.statement))


def _forging(table: str, statement: str):
    forged = type("Forged", (Forging,), {"table": table, "statement": statement})
    return lambda _patch: forged


def _opens_at_once(patch):
    patch.setattr(procurements, "opens_at", lambda _found: NOW)
    return Play


def _tells_the_buyer_an_answer(patch):
    honest = answers.save

    def planted(session, actor, response, item, write, *, received_at):
        chain = journal.of_procurement(response.procurement_id)
        entry = journal.Entry(
            "save_answer", chain, "", "", received_at, facts={"text": str(write.entry)}
        )
        journal.append(session, chain, entry)
        return honest(session, actor, response, item, write, received_at=received_at)

    patch.setattr(answers, "save", planted)
    return Play


def _forgets_what_it_saved(patch):
    def planted(session, _actor, response, _item, write, *, received_at):
        responses.refuse_closed(session, response, received_at)
        version = write.based_on + 1
        return answers.Saved(version, answers.Kept(write.entry, version))

    patch.setattr(answers, "save", planted)
    return Play


def _takes_late_answers(patch):
    patch.setattr(responses, "refuse_late", lambda *_: None)
    return Play


def _hands_in_twice(patch):
    honest = submissions.submission_of

    def planted(session, response):
        if honest(session, response) is not None:
            response.round += 1

    patch.setattr(submissions, "submission_of", planted)
    return Play


def _shows_one_the_first_revision(patch):
    honest, shown = taking_up.newest, itertools.count()

    def planted(session, response):
        published = taking_up.requirement_sets.published(session, response.procurement_id)
        return published[0] if next(shown) % 2 else honest(session, response)

    patch.setattr(taking_up, "newest", planted)
    return Play


FAULTS = {
    "I1: opened too early": _opens_at_once,
    "I1: the journal tells an answer": _tells_the_buyer_an_answer,
    "I2": _forgets_what_it_saved,
    "I3": _hands_in_twice,
    "I4": _forging("submission", "UPDATE submission SET document = CAST(document || ' ' AS BLOB)"),
    "I5": _forging("journal", "UPDATE journal SET origin = 'elders' WHERE sequence = 1"),
    "I6": _takes_late_answers,
    "I7": _forging("revision", "UPDATE revision SET document = CAST(document || ' ' AS BLOB)"),
    "I8": _shows_one_the_first_revision,
}


@pytest.mark.parametrize("promise", FAULTS)
def test_a_broken_promise_is_found_out(promise, theatre, monkeypatch):
    play = FAULTS[promise](monkeypatch)
    with pytest.raises(AssertionError, match=promise):
        walk(theatre, Counter(), play, AMENDED if promise == "I8" else ())
