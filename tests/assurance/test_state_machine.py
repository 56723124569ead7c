"""This file lets everybody try anything in any order, and holds each step to the promises (A14)."""

import itertools
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from assurance.conftest import REHEARSALS
from assurance.rehearsals.play import NUMBERS, TICK, Play
from factories.world import NOW, World
from hypothesis import HealthCheck, Phase, seed, settings
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
from supplier_portal.services import answers, procurements, responses, submissions, taking_up
from supplier_portal.services.states import State
from supplier_portal.settings import Settings

STEPS = 30
IN_MEMORY = Path("/dev/shm")  # no power is lost here, and thousands of commits are quick
SUPPLIERS = st.integers(0, 3)
STATES = [state.value for state in State if state.is_published]
RULES = {
    "save", "conflict", "answer all", "attach", "remove", "submit", "take up", "invite", "amend",
    "tailor", "publish", "move deadline", "tick", "open", "judge one", "judge all", "decide",
    "notify", "contract", "archive", "crash", "withdraw", "ask", "nota",
}  # fmt: skip
ROAD = ["close", "open", "judge_one", "judge_rest", "decide", "notify", "contract", "archive"]
ROADSIDE = {
    "close": lambda play: play.tick_to_deadline(timedelta(minutes=2)),
    "judge_one": lambda play: play.judge_all(only_one=True),
    "judge_rest": lambda play: play.judge_all(only_one=False),
}
ONES_OWN = ("save", "attach", "remove", "submit", "withdraw", "ask")
EVERYBODYS = (
    "invite", "amend", "tailor", "publish", "nota", "open", "decide", "notify", "contract",
    "archive", "crash",
)  # fmt: skip
POSSIBLE = {(state, name) for state in STATES for name in RULES}
pytestmark = pytest.mark.slow


def drive(play: Play, *, handed_in: int, far: int) -> None:
    """Bring a play so far along the road, with so many responses."""
    for supplier in range(handed_in):
        play.answer_all(supplier)
        play.submit(supplier)
    for step in ROAD[:far]:
        if step in ROADSIDE:
            ROADSIDE[step](play)
        else:
            getattr(play, step)()


class Machine(RuleBasedStateMachine):
    """Who may try what; subclasses know the play."""

    make: staticmethod

    @initialize(far=st.integers(0, len(ROAD)), number=st.integers(0, 2))
    def start(self, far, number):
        self.play = self.make()
        drive(self.play, handed_in=number, far=far)

    @rule(number=SUPPLIERS)
    def save(self, number):
        self.play.save(number)

    @rule(number=SUPPLIERS)
    def conflict(self, number):
        self.play.save(number, behind=1)

    @rule(number=SUPPLIERS)
    def answer_all(self, number):
        self.play.answer_all(number)

    @rule(number=SUPPLIERS)
    def attach(self, number):
        self.play.attach(number)

    @rule(number=SUPPLIERS)
    def remove(self, number):
        self.play.remove(number)

    @rule(number=SUPPLIERS)
    def submit(self, number):
        self.play.submit(number)

    @rule(number=SUPPLIERS)
    def take_up(self, number):
        self.play.take_up(number)

    @rule(number=SUPPLIERS)
    def withdraw(self, number):
        self.play.withdraw(number)

    @rule(number=SUPPLIERS)
    def ask(self, number):
        self.play.ask(number)

    @rule()
    def nota(self):
        self.play.nota()

    @rule()
    def invite(self):
        self.play.invite()

    @rule()
    def amend(self):
        self.play.amend()

    @rule()
    def tailor(self):
        self.play.tailor()

    @rule()
    def publish(self):
        self.play.publish()

    @rule(days=st.sampled_from([-5, 1, 10]))
    def move_deadline(self, days):
        self.play.move_deadline(days)

    @rule(step=st.sampled_from([TICK, timedelta(hours=1), timedelta(days=3)]))
    def tick(self, step):
        self.play.tick(step)

    @rule(after=st.sampled_from([-TICK, timedelta(0), TICK, timedelta(minutes=1)]))
    def tick_to_deadline(self, after):
        self.play.tick_to_deadline(after)

    @rule()
    def open(self):
        self.play.open()

    @rule(only_one=st.booleans())
    def judge(self, only_one):
        self.play.judge_all(only_one=only_one)

    @rule()
    def decide(self):
        self.play.decide()

    @rule()
    def notify(self):
        self.play.notify()

    @rule()
    def contract(self):
        self.play.contract()

    @rule()
    def archive(self):
        self.play.archive()

    @rule()
    def crash(self):
        self.play.crash()

    @invariant()
    def promises_hold(self):
        self.play.check()

    def teardown(self):
        if hasattr(self, "play"):
            self.play.close()


@pytest.fixture(scope="module")
def cast():
    """A published procurement with two suppliers, on a database to be copied."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        yield _cast(Path(folder))


def _cast(folder: Path):
    template = folder / "template.sqlite3"
    database = connect(f"sqlite:///{template}")
    migrating.upgrade(database.engine)
    given = Settings(f"sqlite:///{template}", folder, "x" * 40)
    world = World(database, given)
    buyer = world.person("procurement")
    procurement_id = world.published(buyer, numbers=NUMBERS)
    made = [world.supplier(buyer, procurement_id, name=name) for name in ("Een", "Twee")]
    people = buyer, world.reviewer(buyer), procurement_id, made
    with database.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.engine.dispose()
    return folder, given, people


def _copied(cast, play, seen, name) -> Play:
    _, given, people = cast
    return play(_copy(cast, "template", name), people, given, seen)


def _copy(cast, original: str, name: str) -> str:
    copy = cast[0] / f"{name}.sqlite3"
    for rest in ("-wal", "-shm"):
        copy.with_name(copy.name + rest).unlink(missing_ok=True)
    shutil.copyfile(cast[0] / f"{original}.sqlite3", copy)
    return f"sqlite:///{copy}"


def _run(cast, *, examples, number, play=Play, phases=tuple(Phase)) -> Counter:
    seen, numbers = Counter(), itertools.count()

    class Copied(Machine):
        @staticmethod
        def make():
            return _copied(cast, play, seen, f"play-{next(numbers) % 2}")

    wanted = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(Copied), settings=wanted)
    return seen


def test_no_order_of_acts_breaks_a_promise(request, record_property, cast):
    examples = max(10, request.config.getoption("--trials") // 3)
    seen = _run(cast, examples=examples, number=request.config.getoption("--seed"))
    pairs = {(state, name) for state, name, _ in seen}
    record_property(
        REHEARSALS,
        {
            "kind": "acts",
            "times": examples,
            "done": sum(n for (_, _, how), n in seen.items() if how == "done"),
            "refused": sum(n for (_, _, how), n in seen.items() if how == "refused"),
            "pairs": f"{len(pairs)} of {len(POSSIBLE)}",
        },
    )
    assert pairs <= POSSIBLE


ACTS = {
    **{name: lambda play, name=name: getattr(play, name)(0) for name in ONES_OWN},
    **{name: lambda play, name=name: getattr(play, name)() for name in EVERYBODYS},
    "conflict": lambda play: play.save(0, behind=1),
    "answer all": lambda play: play.answer_all(0),
    "take up": lambda play: play.take_up(0),
    "move deadline": lambda play: play.move_deadline(10),
    "tick": lambda play: play.tick(TICK),
    "judge one": lambda play: play.judge_all(only_one=True),
    "judge all": lambda play: play.judge_all(only_one=False),
}


def test_every_act_is_tried_in_every_state(cast):
    seen = Counter()
    for far in range(len(ROAD) + 1):
        play = _copied(cast, Play, seen, "road")
        drive(play, handed_in=1, far=far)
        play.close()
        for act in ACTS.values():
            twin = play.twin(_copy(cast, "road", "twin"))
            act(twin)
            twin.check()
            twin.close()
    assert {(state, name) for state, name, _ in seen} == POSSIBLE


class Forging(Play):
    """A play in which somebody has the database in hands whenever the service breaks down."""

    table, statement = "", ""

    def crash(self) -> None:
        super().crash()
        with self.database.engine.execution_options(writes=True).begin() as connection:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {self.table}_refuses_update"))
            connection.execute(text(f"DROP TRIGGER IF EXISTS {self.table}_refuses_delete"))
            connection.execute(text(self.statement))


def _forging(table: str, statement: str):
    forged = type("Forged", (Forging,), {"table": table, "statement": statement})
    return lambda _patch: forged


def _opens_at_once(patch):
    patch.setattr(procurements, "opens_at", lambda _found: NOW)
    return Play


def _forgets_what_it_saved(patch):
    honest = answers.save

    def planted(session, *given, **more):
        saved = honest(session, *given, **more)
        session.rollback()
        return saved

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
    "I1": _opens_at_once,
    "I2": _forgets_what_it_saved,
    "I3": _hands_in_twice,
    "I4": _forging("submission", "UPDATE submission SET document = 'anders'"),
    "I5": _forging("journal", "UPDATE journal SET origin = 'elders' WHERE sequence = 1"),
    "I6": _takes_late_answers,
    "I7": _forging("revision", "UPDATE revision SET document = document || ' '"),
    "I8": _shows_one_the_first_revision,
}


@pytest.mark.parametrize("promise", FAULTS)
def test_a_broken_promise_is_found_out(promise, cast, monkeypatch):
    play = FAULTS[promise](monkeypatch)
    with pytest.raises(AssertionError, match=promise):
        _run(cast, examples=100, number=1, play=play, phases=[Phase.generate])
