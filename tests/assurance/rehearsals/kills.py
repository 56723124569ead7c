"""This file kills the service under load, over and over, and judges the data after each kill (A1).

By hand it goes on with the data of an earlier run, until so many kills were made in all:
``python -m assurance.rehearsals.kills FOLDER --kills=1000``, with ``tests`` on the path.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict, astuple, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from uuid import UUID

from argon2 import PasswordHasher
from assurance.rehearsals.clients import Acknowledged, Connection
from assurance.rehearsals.service import Service
from assurance.rehearsals.stage import Stage, Verdict, judge
from factories.world import World

from supplier_portal import migrating
from supplier_portal.database import connect
from supplier_portal.services import accounts
from supplier_portal.settings import Settings

KILLS_A_STAGE = 50
LONGEST_ROUND = 0.4
ENOUGH = 8
LONGEST_SILENCE = 120
_SIGNING = {"revision": 1, "round": 1, "is_true": "y", "signer": "Anna Jansen"}


@dataclass
class Kill:
    """What was acknowledged before one kill, and what was wrong after it."""

    acknowledged: list[Acknowledged]
    handed_in: list[UUID]
    wrong: Verdict


@dataclass
class Rehearsal:
    """What came of a number of kills."""

    kills: list[Kill] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Acknowledged]:
        """Every write that was told as saved."""
        return [write for kill in self.kills for write in kill.acknowledged]

    @property
    def handed_in(self) -> list[UUID]:
        """Every response that was told as handed in."""
        return [response_id for kill in self.kills for response_id in kill.handed_in]

    @property
    def wrong(self) -> list[Verdict]:
        """What was found wrong, at most once, as it ends there."""
        return [kill.wrong for kill in self.kills if kill.wrong]

    def add(self, stage: "KilledStage") -> None:
        """Count what the pages of one stage heard."""
        for page in stage.pages:
            self.statuses += page.statuses
            self.strange += page.strange


@dataclass
class KilledStage:
    """Pages that save without end, somebody who hands in each time, and a service that dies."""

    stage: Stage
    service: Service
    chance: random.Random

    def kill_often(self, kills: int) -> Iterator[Kill]:
        """Kill so many times; ends at the first loss."""
        stop = Event()
        self.pages = self.stage.pages(self.service.port, stop, seed=self.chance.randrange(1000))
        self._checked = [0] * len(self.pages)
        signed = self.stage.signed([one for one, _ in self.stage.ready])
        try:
            for number, somebody in enumerate(zip(signed, self.stage.ready, strict=True)):
                self.service.start()
                for page in self.pages if number == 0 else ():
                    page.start()
                kill = self._kill(*somebody, is_last=number == kills - 1)
                yield kill
                if kill.wrong:
                    return
        finally:
            stop.set()
            self.service.stop()

    def _kill(self, signed, somebody, *, is_last: bool) -> Kill:
        self._await_news()
        with ThreadPoolExecutor(1) as hands:
            handing = hands.submit(self._hand_in, signed, somebody[1])
            # The last one is heard out, so that a busy machine too has a hand-in to judge.
            wait([handing], LONGEST_SILENCE if is_last else self.chance.uniform(0, LONGEST_ROUND))
            self.service.kill()
        fresh, done = self._fresh(), [one for one in (handing.result(),) if one]
        return Kill(fresh, done, judge(self.stage.world.database, fresh, done, whole=is_last))

    def _hand_in(self, signed, response_id: UUID) -> UUID | None:
        """Hand in once; gives the response if that was acknowledged."""
        connection = Connection(self.service.port, signed)
        try:
            reply = connection.post(f"/supplier/{response_id}/submit", _SIGNING)
        finally:
            connection.close()
        is_done = reply is not None and reply[0] == 302 and str(response_id) in reply[1]["Location"]
        return response_id if is_done else None

    def _await_news(self) -> None:
        """Wait until the pages are at work again."""
        end = time.monotonic() + LONGEST_SILENCE
        while sum(len(page.acknowledged) for page in self.pages) < sum(self._checked) + ENOUGH:
            assert time.monotonic() < end, [
                (page.statuses, page.strange[:3]) for page in self.pages
            ]
            time.sleep(0.01)

    def _fresh(self) -> list[Acknowledged]:
        """What was acknowledged since the last time: from a service that is dead comes no more."""
        time.sleep(0.1)
        fresh = []
        for number, page in enumerate(self.pages):
            fresh += page.acknowledged[self._checked[number] :]
            self._checked[number] = len(page.acknowledged)
        return fresh


def rehearse(world: World, service: Service, kills: int, *, seed: int, tell=None) -> Rehearsal:
    """Kill the service so many times, on one set of data; ``tell`` is called after each."""
    found, chance = Rehearsal(), random.Random(seed)
    while len(found.kills) < kills and not found.wrong:
        count = min(KILLS_A_STAGE, kills - len(found.kills))
        stage = KilledStage(Stage(world).set(ready=count), service, chance)
        for kill in stage.kill_often(count):
            found.kills.append(kill)
            if tell is not None:
                tell(kill)
        found.add(stage)
    return found


@dataclass(frozen=True)
class Diary:
    """What a run by hand keeps beside its data: each kill, and each acknowledged write."""

    folder: Path

    def tell(self, kill: Kill) -> None:
        """Write down what came of one kill."""
        with (self.folder / "writes.jsonl").open("a") as writes:
            writes.writelines(
                json.dumps([str(write.response_id), *astuple(write)[1:]]) + "\n"
                for write in kill.acknowledged
            )
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "acknowledged": len(kill.acknowledged),
            "handed in": [str(response_id) for response_id in kill.handed_in],
            "wrong": asdict(kill.wrong) if kill.wrong else None,
        }
        with (self.folder / "kills.jsonl").open("a") as kills:
            kills.write(json.dumps(line) + "\n")

    def kills(self) -> list[dict]:
        """Every kill so far."""
        return self._lines("kills.jsonl")

    def judge_all(self, database) -> Verdict:
        """Compare all that was ever acknowledged with what is there now."""
        writes = [Acknowledged(UUID(first), *rest) for first, *rest in self._lines("writes.jsonl")]
        handed_in = [UUID(one) for kill in self.kills() for one in kill["handed in"]]
        return judge(database, writes, handed_in, whole=True)

    def _lines(self, name: str) -> list:
        kept = self.folder / name
        return [json.loads(line) for line in kept.open()] if kept.exists() else []


def main(say: Callable[[str], None] = print) -> None:
    """Kill until there are as many kills as asked for, and say what came of all of them."""
    parser = argparse.ArgumentParser(description="Kill the service under load.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    accounts._HASHER = PasswordHasher(1, 8, 1)  # a thousand suppliers, whom nobody will attack
    given.folder.mkdir(parents=True, exist_ok=True)
    diary, settings = Diary(given.folder), _settings(given.folder)
    database = connect(settings.database_url)
    migrating.upgrade(database.engine)
    before = len(diary.kills())
    service = Service(settings, given.folder / "service.log")
    world, seed = World(database, settings), given.seed + before
    found = rehearse(world, service, given.kills - before, seed=seed, tell=diary.tell)
    kills, verdict = diary.kills(), diary.judge_all(database)
    by_hour = Counter(kill["at"][:13] for kill in kills)
    say(f"{len(kills)} kills, by hour {dict(by_hour)}")
    say(f"{sum(kill['acknowledged'] for kill in kills)} writes acknowledged")
    say(f"{sum(len(kill['handed in']) for kill in kills)} acknowledged as handed in")
    say(f"wrong after a kill: {[kill['wrong'] for kill in kills if kill['wrong']]}")
    say(f"wrong at the end: {verdict}; answers of this run {found.statuses} {found.strange[:3]}")


def _settings(folder: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / 'data.sqlite3'}",
        data_folder=folder,
        secret_key="x" * 40,
        is_development=True,
    )


if __name__ == "__main__":
    main()
