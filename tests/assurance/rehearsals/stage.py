"""This file sets the stage of a rehearsal: suppliers, their pages, and what must be kept."""

import re
from dataclasses import dataclass, field
from threading import Event

from assurance.rehearsals.clients import Acknowledged, Page, Signed
from factories.world import World
from page import Browser
from sqlalchemy import and_, text

from questionnaires.questions import QuestionKind
from supplier_portal.app import create_app
from supplier_portal.records.responses import (
    AnswerRecord,
    AnswerVersionRecord,
    ResponseRecord,
    SubmissionRecord,
)
from supplier_portal.services import journal, responses

CLIENTS = 8
_RESPONSES = 4
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Stage:
    """A published procurement, suppliers who fill it in, and others who are ready to hand in."""

    world: World
    people: list = field(default_factory=list)
    ready: list = field(default_factory=list)
    procurement_id: object = None
    buyer: object = None

    def set(self, *, ready: int) -> "Stage":
        """Make everybody."""
        world = self.world
        self.buyer = world.person("procurement")
        self.procurement_id = world.published(self.buyer)
        name = f"Leverancier{self.procurement_id.hex}"
        made = [self._supplier(f"{name}{number}") for number in range(_RESPONSES + ready)]
        self.people, self.ready = made[:_RESPONSES], made[_RESPONSES:]
        for supplier, response_id in self.ready:
            world.answer(supplier, response_id)
        return self

    def _supplier(self, name: str):
        return self.world.supplier(self.buyer, self.procurement_id, name=name)

    def open_items(self) -> list[str]:
        """The questions that are answered with a text, which are asked from the start."""
        with self.world.database.reading() as session:
            response = session.get_one(ResponseRecord, self.people[0][1])
            questionnaire = responses.questionnaire_of(response)
            return [
                item.key
                for item in questionnaire.items.values()
                if item.question and item.question.kind is QuestionKind.OPEN
            ]

    def signed(self, people) -> list[Signed]:
        """Sign people in, past the page for it."""
        app = create_app(self.world.settings)
        found = []
        for person in people:
            browser = Browser(app)
            browser.sign_in(person)
            page = browser.client.get("/supplier/").get_data(as_text=True)
            found.append(Signed(browser.client.get_cookie("session").value, _TOKEN.search(page)[1]))
        app.extensions["supplier_portal.database"].engine.dispose()
        return found

    def pages(self, port: int, stop: Event, *, seed: int) -> list[Page]:
        """Eight pages, two of colleagues in each response, each with questions of its own."""
        items, half = self.open_items(), CLIENTS // _RESPONSES
        signed = self.signed([supplier for supplier, _ in self.people])
        return [
            Page(
                port,
                signed[number // half],
                self.people[number // half][1],
                items[number % half :: half],
                f"page-{number}",
                stop,
                seed * CLIENTS + number,
            )
            for number in range(CLIENTS)
        ]


@dataclass
class Verdict:
    """What was found wrong in the database, each as one line."""

    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lost or self.half or self.doubled or self.corrupt)


def judge(database, acknowledged: list[Acknowledged], handed_in=(), *, whole=False) -> Verdict:
    """Compare what was acknowledged with what is there; ``whole`` reads all that was ever kept."""
    found = Verdict()
    with database.reading() as session:
        for write in acknowledged:
            _find(session, write, found)
        for response_id in handed_in:
            count = session.query(SubmissionRecord).filter_by(response_id=response_id).count()
            if count != 1:
                found.lost.append(f"{count} submissions of {response_id}")
        _find_halves(session, found, None if whole else {one.response_id for one in acknowledged})
        if whole:
            _find_doubles(session, found)
            _find_broken_chains(session, found)
        found.corrupt += _damage(session, is_whole=whole)
    return found


def _find(session, write: Acknowledged, found: Verdict) -> None:
    row = session.get(AnswerVersionRecord, (write.response_id, write.item, write.version))
    if row is None or (row.editor, row.sequence) != (write.editor, write.sequence):
        found.lost.append(f"{write.item} version {write.version} of {write.editor}")
    elif row.document["text"] != write.text:
        found.half.append(f"{write.item} version {write.version}")


def _find_halves(session, found: Verdict, only: set | None) -> None:
    """An answer goes with its version, and each version with its line in the journal."""
    same = and_(
        *(
            getattr(AnswerRecord, name) == getattr(AnswerVersionRecord, name)
            for name in ("response_id", "item", "version")
        )
    )
    pairs = session.query(AnswerRecord, AnswerVersionRecord).outerjoin(AnswerVersionRecord, same)
    if only is not None:
        pairs = pairs.filter(AnswerRecord.response_id.in_(only))
    for answer, version in pairs:
        if version is None or version.document != answer.document:
            found.half.append(f"{answer.item} stands without its version {answer.version}")
    versions = session.query(AnswerVersionRecord).count()
    told = session.execute(text("SELECT count(*) FROM journal WHERE action = 'save_answer'"))
    if versions != told.scalar():
        found.half.append(f"{versions} versions, but the journal tells otherwise")


def _find_doubles(session, found: Verdict) -> None:
    rows = session.query(
        AnswerVersionRecord.response_id,
        AnswerVersionRecord.item,
        AnswerVersionRecord.editor,
        AnswerVersionRecord.sequence,
    ).all()
    if len(rows) != len(set(rows)):
        found.doubled.append(f"{len(rows) - len(set(rows))} writes are there twice")


def _find_broken_chains(session, found: Verdict) -> None:
    for (response_id,) in session.query(ResponseRecord.id):
        broken = journal.first_broken(session, journal.of_response(response_id))
        if broken is not None:
            found.corrupt.append(f"the journal of {response_id} breaks at {broken}")


def _damage(session, *, is_whole: bool) -> list[str]:
    if session.get_bind().dialect.name != "sqlite":
        return []
    question = "PRAGMA integrity_check" if is_whole else "PRAGMA quick_check"
    said = [row[0] for row in session.execute(text(question))]
    return [] if said == ["ok"] else said
