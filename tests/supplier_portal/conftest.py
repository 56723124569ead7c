"""This file sets the stage: a published procurement, people around it, and ways to act at once."""

import itertools
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Barrier

import pytest
from factories.world import NOW, Person, World
from page import Browser
from sqlalchemy import URL, create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

from supplier_portal.database import connect
from supplier_portal.records.journal import JournalHeadRecord
from supplier_portal.records.responses import AnswerVersionRecord, SubmissionRecord
from supplier_portal.services import answers, journal, procurements, responses, submissions
from supplier_portal.services.answers import Write
from supplier_portal.settings import Settings

NUMBERS = ("5.20.02", "5.20.05", "8.08.01", "8.28.01")
_NUMBERS = itertools.count()


@dataclass(frozen=True)
class Scene:
    """One published procurement with one supplier; each method is one committed transaction."""

    world: object
    buyer: Person
    reviewer: Person
    procurement_id: object
    supplier: Person
    response_id: object

    @property
    def database(self):
        return self.world.database

    @property
    def deadline(self) -> datetime:
        with self.database.reading() as session:
            return self._response(session).procurement.deadline_at

    def colleague(self) -> Person:
        return self.world.person("supplier", organisation=self.supplier)

    def another(self, name: str):
        """The same procurement as another supplier sees it."""
        supplier, response_id = self.world.supplier(self.buyer, self.procurement_id, name=name)
        return replace(self, supplier=supplier, response_id=response_id)

    def save(self, item, entry, based_on=0, *, editor=None, sequence=1, by=None, at=NOW):
        write = Write(entry, based_on)
        if editor is not None:
            write = Write(entry, based_on, editor, sequence)
        with self.database.writing.begin() as session:
            response = self._response(session)
            actor = (by or self.supplier).actor
            return answers.save(session, actor, response, item, write, received_at=at)

    def stored(self, item):
        with self.database.reading() as session:
            kept = answers.stored(session, self._response(session))
            return kept.get(item, answers.Kept(None, 0))

    def versions(self, item=None):
        with self.database.reading() as session:
            rows = session.query(AnswerVersionRecord).filter_by(response_id=self.response_id)
            found = rows.order_by(AnswerVersionRecord.version).all()
            return [row for row in found if item in {None, row.item}]

    def submit(self, *, at=NOW):
        return self.world.submit(self.supplier, self.response_id, at=at)

    def hand_in(self, *, at=NOW):
        """Answer everything and hand it in."""
        self.world.answer(self.supplier, self.response_id)
        return self.submit(at=at)

    def submissions(self):
        with self.database.reading() as session:
            return session.query(SubmissionRecord).filter_by(response_id=self.response_id).all()

    def submission(self):
        with self.database.reading() as session:
            return submissions.submission_of(session, self._response(session))

    def journal(self, chain=None):
        """What is written about the response, or in another chain."""
        with self.database.reading() as session:
            return list(journal.read(session, chain or journal.of_response(self.response_id)))

    def journal_of_procurement(self):
        return self.journal(journal.of_procurement(self.procurement_id))

    def procurement(self, session):
        home = self.buyer.actor.organisation_id
        return procurements.of_organisation(session, home, self.procurement_id)

    def _response(self, session):
        return responses.of_supplier(session, self.supplier.actor, self.response_id)


@pytest.fixture(scope="session")
def prepared(new_database, tmp_path_factory):
    """The scene, made once; gives it with the address of the database it is in."""
    address = new_database()
    database = connect(address)
    world = World(database, Settings(address, tmp_path_factory.mktemp("prepared"), "x" * 40))
    buyer = world.person("procurement")
    reviewer = world.person("review", organisation=buyer)
    procurement_id = world.published(buyer, numbers=NUMBERS)
    supplier, response_id = world.supplier(buyer, procurement_id)
    database.engine.dispose()
    return address, Scene(world, buyer, reviewer, procurement_id, supplier, response_id)


@pytest.fixture
def database_url(request, new_database) -> str:
    """A database of the test's own: a copy of the scene's for who asks for it, else empty."""
    if "scene" not in request.fixturenames:
        return new_database()
    original, _ = request.getfixturevalue("prepared")
    return _copy(make_url(original))


def _copy(original: URL) -> str:
    name = f"{original.database}.{next(_NUMBERS)}"
    if original.get_backend_name() == "sqlite":
        shutil.copyfile(original.database, name)
    else:
        server = original.set(drivername="postgresql+psycopg", database="postgres")
        engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            statement = f'CREATE DATABASE "{name}" TEMPLATE "{original.database}"'
            connection.execute(text(statement))
    return original.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def scene(world, prepared) -> Scene:
    _, found = prepared
    return replace(found, world=world)


@pytest.fixture
def at_once() -> Callable[..., list]:
    """Runs the same work in threads that start together; gives results and exceptions alike."""

    def run(count: int, work: Callable[[int], object]) -> list:
        together = Barrier(count, timeout=60)

        def one(number: int) -> object:
            together.wait()
            try:
                return work(number)
            except Exception as problem:  # noqa: BLE001 - an exception is a result here
                return problem

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    return run


@pytest.fixture
def alter(database):
    """Runs SQL past the application, as somebody with the database in hands could."""

    def run(*statements: str) -> None:
        with database.engine.execution_options(writes=True).begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    return run


@pytest.fixture
def unlock(database, alter):
    """Takes the triggers of a table away, so that a test can forge what they protect."""

    def run(table: str) -> None:
        if database.engine.dialect.name == "postgresql":
            alter(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            alter(f"DROP TRIGGER {table}_refuses_update", f"DROP TRIGGER {table}_refuses_delete")

    return run


@pytest.fixture
def everything(database):
    """Gives every row of every table (or of some) as text, as a dump of the database would."""

    def rows(connection, name: str):
        return connection.execute(text(f"SELECT * FROM {name}"))  # noqa: S608

    def dump(*tables: str) -> str:
        with database.engine.connect() as connection:
            names = tables or sorted(inspect(connection).get_table_names())
            return "\n".join(
                # As tuples: a row of SQLAlchemy leaves the middle of long texts out when printed.
                f"{name}: {sorted(repr(tuple(row)) for row in rows(connection, name))}"
                for name in names
            )

    return dump


@pytest.fixture
def chains(database):
    """Gives the name of every chain in the journal."""

    def names() -> list[str]:
        with database.reading() as session:
            return [head.chain for head in session.query(JournalHeadRecord)]

    return names


class Visitor:
    """A browser without eyes: quick requests, with the token that a form of its pages has."""

    def __init__(self, app, account=None) -> None:
        browser = Browser(app)
        if account is not None:
            browser.sign_in(account)
        self.client = browser.client
        self.token = self._token()

    def _token(self) -> str:
        page = self.client.get("/sign-in").get_data(as_text=True)
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    def get(self, url: str, **kwargs):
        return self.client.get(url, **kwargs)

    def post(self, url: str, values=None, *, is_script=False, **kwargs):
        if is_script:
            kwargs["headers"] = {"Accept": "application/json"}
        return self.client.post(url, data={"csrf_token": self.token, **(values or {})}, **kwargs)

    def upload(self, url: str, name: str, content: bytes, *, more=None, headers=None):
        """Send a file as a browser does; its name is sent as it is, however hostile."""
        fields = {"csrf_token": self.token, "levels": "design", **(more or {})}
        edge = "---edge"
        head = "".join(
            f"--{edge}\r\nContent-Disposition: form-data; name={key}\r\n\r\n{value}\r\n"
            for key, value in fields.items()
        ) + (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self.client.post(url, data=body, content_type=kind, headers=headers)


@pytest.fixture
def visit(app):
    """Opens a quick browser, signed in when an account is given."""
    return lambda account=None: Visitor(app, account)


@pytest.fixture
def in_english(browser):
    """Somebody's browser, in English."""

    def run(person):
        visitor = browser(person)
        visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return visitor

    return run
