"""This file is a procurement in which everybody may try anything at any moment, by the services."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from assurance.rehearsals.staff_at_play import StaffAtPlay
from assurance.rehearsals.suppliers_at_play import SuppliersAtPlay
from factories.world import NOW, World
from sqlalchemy import text

from questionnaires.answers import Entry
from questionnaires.errors import QuestionnaireError
from supplier_portal.database import connect
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.services import procurements
from supplier_portal.settings import Settings
from supplier_portal.storage import FolderStore

HALF_WRITTEN = "Half geschreven"


@dataclass
class Known:
    """What was acknowledged so far, and so must stay as it is."""

    answers: dict[tuple[UUID, str, int], Entry] = field(default_factory=dict)
    files: dict[UUID, UUID] = field(default_factory=dict)
    questions: dict[UUID, UUID] = field(default_factory=dict)
    handed_in: dict[UUID, bytes] = field(default_factory=dict)
    published: dict[tuple[str, int], bytes] = field(default_factory=dict)
    invitations: list[str] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Cast:
    """Who plays: a buyer, a reviewer, and suppliers with their colleagues and responses."""

    settings: Settings
    buyer: object
    reviewer: object
    procurement_id: UUID
    suppliers: tuple


class Play(SuppliersAtPlay, StaffAtPlay):
    """One procurement on a database of its own; ``seen`` counts who tried what in which state."""

    def __init__(self, address: str, cast: Cast, seen: Counter) -> None:
        self.address, self.cast, self.seen = address, cast, seen
        self.database = connect(address)
        self.world = World(self.database, cast.settings)
        self.store = FolderStore(cast.settings.evidence_folder)
        self.suppliers = list(cast.suppliers)
        self.known, self.now = Known(), NOW

    @property
    def deadline(self) -> datetime:
        """Up to and including when responses are accepted, as it stands now."""
        with self.database.reading() as session:
            return self.procurement(session).deadline_at

    def procurement(self, session) -> ProcurementRecord:
        """What it is all about."""
        return session.get_one(ProcurementRecord, self.cast.procurement_id)

    def act(self, name: str, work) -> bool:
        """Let somebody try something, in one transaction; False when that was refused."""

        def in_one():
            with self.database.writing.begin() as session:
                work(session)

        return self.act_by_world(name, in_one)

    def act_by_world(self, name: str, work) -> bool:
        """Let somebody try something that has transactions of its own."""
        state = self._state()
        try:
            work()
        except QuestionnaireError:
            self.seen[state, name, "refused"] += 1
            return False
        self.seen[state, name, "done"] += 1
        return True

    def _state(self) -> str:
        with self.database.reading() as session:
            found = self.procurement(session)
            return procurements.state_of(session, found, at=self.now).value

    def counted(self) -> int:
        """The next number, so that no two texts are the same."""
        self.known.count += 1
        return self.known.count

    def tick(self, step: timedelta) -> None:
        """Let time pass."""
        self.seen[self._state(), "tick", "done"] += 1
        self.now += step

    def tick_to_deadline(self, after: timedelta) -> None:
        """Let time pass until just before, at or after the deadline, unless it is later already."""
        self.tick(max(timedelta(0), self.deadline + after - self.now))

    def crash(self) -> None:
        """Break off in the middle of a write, and start again on the same data."""
        self.seen[self._state(), "crash", "done"] += 1
        session = self.database.writing()
        session.execute(text("UPDATE procurement SET title = :title"), {"title": HALF_WRITTEN})
        session.connection().invalidate()
        session.close()
        self.close()
        self.database = connect(self.address)
        self.world.database = self.database

    def twin(self, address: str) -> "Play":
        """The same play so far, on a copy of its database at another address."""
        made = type(self)(address, self.cast, self.seen)
        made.now, made.suppliers = self.now, list(self.suppliers)
        made.known = deepcopy(self.known)
        return made

    def close(self) -> None:
        """Let go of the database, which is whole in its one file then."""
        self.database.engine.dispose()
