"""This file runs the commands as a person would, on a database in a file of its own."""

import json
import shutil
import socket
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories.second_factors import SECRET as FACTOR
from factories.second_factors import code_at
from factories.world import NOW

from questionnaires.scoring import rounded
from supplier_portal.cipher import Cipher
from supplier_portal.cli import main, server
from supplier_portal.database import connect
from supplier_portal.documents import word
from supplier_portal.services import (
    accounts,
    editions,
    procurements,
    requirement_sets,
    rights,
    second_factors,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.rights import Right

NORMS = Path(__file__).parents[3] / "shared" / "norms"
SECRET = "a secret of more than thirty-two characters"
NAMES = ("edition", "numbers", "controls", "active", "none", "withdrawn", "moved", "see")
PUBLISHED = "VBS-HOSTING"


class Installation:
    def __init__(self, folder: Path):
        self.folder = folder

    def run(self, *arguments, **environment):
        """Give the result of a command; a crash is never an acceptable end."""
        wanted = {"DATA_FOLDER": str(self.folder), "SECRET_KEY": SECRET}
        absent = {"DATABASE_URL": None, "PUBLIC_URL": None}
        words = [str(argument) for argument in arguments]
        result = CliRunner().invoke(main, words, env={**absent, **wanted, **environment})
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    def done(self, *arguments, **environment) -> str:
        result = self.run(*arguments, **environment)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def refused(self, *arguments, **environment) -> str:
        """Give the one line of a refusal."""
        result = self.run(*arguments, **environment)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1
        return result.stderr.strip()

    def database(self):
        return connect(f"sqlite:///{self.folder}/supplier-portal.sqlite3")


@pytest.fixture
def bare(tmp_path):
    return Installation(tmp_path / "data")


@pytest.fixture
def empty(bare):
    bare.done("migrate")
    return bare


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """An installation with the demonstration, which no test may change."""
    loaded = Installation(tmp_path_factory.mktemp("demo"))
    loaded.done("demo", "--no-serve")
    return loaded


@pytest.fixture
def copy_of_demo(demo, tmp_path):
    return Installation(shutil.copytree(demo.folder, tmp_path / "copy"))


def norm(edition: str) -> Path:
    file = NORMS / f"bio2-{edition}-maatregelen.md"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    return file


def counts(output: str) -> dict[str, str]:
    lines = (line.rsplit(maxsplit=1) for line in output.splitlines() if line.startswith("  "))
    return {name.strip(): figure for name, figure in lines}


def test_migrate_makes_the_tables_and_a_second_time_changes_nothing(bare):
    first, *loaded = bare.done("migrate").splitlines()
    assert first.startswith("The database is at revision 0")
    assert loaded[0] == "Catalogue BIO2 1.3 is loaded."
    shelf = bare.done("catalogue", "list")
    assert len(shelf.splitlines()) == len(loaded) > 1
    assert bare.done("migrate").splitlines() == [first]
    assert bare.done("catalogue", "list") == shelf


@pytest.mark.parametrize(
    "command",
    [
        ("catalogue", "list"),
        ("score", "X"),
        ("annex", "X", "-o", "never.docx"),
        ("serve",),
        ("worker", "--once"),
        ("jobs",),
    ],
)
def test_a_command_on_a_database_that_is_not_migrated_says_what_to_run(bare, command):
    assert "run `supplier-portal migrate`" in bare.refused(*command)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "sqlite:////no/such/folder/file"),
        ("DATA_FOLDER", "/dev/null/folder"),
    ],
)
def test_a_wrong_setting_is_one_line(bare, name, value):
    assert bare.refused("migrate", **{name: value}).startswith("Error: ")


@pytest.mark.parametrize(
    ("edition", "figures", "with_categories"),
    [
        ("1.2", ("1.2", 160, 93, 120, 40, 0, 0, 0), 160),
        ("1.3", ("1.3", 166, 93, 117, 39, 4, 5, 1), 0),
    ],
)
def test_an_import_prints_the_counts_of_the_norm(empty, edition, figures, with_categories):
    output = empty.done("catalogue", "import", norm(edition))
    expected = dict(zip(NAMES, map(str, figures), strict=True))
    assert counts(output) == {**expected, "with categories": str(with_categories)}
    assert output.startswith(f"BIO2 {edition}: new\n")


def test_an_import_warns_with_the_line_and_keeps_going(empty):
    file = norm("1.3")
    result = empty.run("catalogue", "import", file)
    number = file.read_text(encoding="utf-8").splitlines().index("## 5.26.01") + 1
    assert f"{file}, line {number}: warning: 5.26.01 points to 5.25.02" in result.stderr
    assert result.exit_code == 0


def test_importing_the_same_file_again_stores_nothing(empty):
    empty.done("catalogue", "import", norm("1.3"))
    before = empty.done("catalogue", "list")
    output = empty.done("catalogue", "import", norm("1.3"))
    assert output.startswith("BIO2 1.3: already there")
    assert empty.done("catalogue", "list") == before


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"BIO2 1.3\n\n## 5.01.01\none\n\n## 5.01.01\ntwo\n", "line 6: 5.01.01 already stands"),
        (b"BIO2 1.3\n\n## 5.01.01\n\xff\n", "line 4: this is not text in UTF-8"),
        (b"BIO2 1.3\n" * 300_000, "line 1: This file is too large"),
        (b"", "line 1: "),
    ],
)
def test_a_refused_file_says_where_and_leaves_nothing(empty, tmp_path, content, where):
    file = tmp_path / "norm.md"
    file.write_bytes(content)
    before = empty.done("catalogue", "list")
    assert empty.refused("catalogue", "import", file).startswith(f"{file}, {where}")
    assert empty.done("catalogue", "list") == before


def test_somebody_who_was_added_can_sign_in(empty):
    options = ("--name", "An", "--role", "review", "--organisation", "Gemeente X")
    for email in ("an@x.example", "ben@x.example"):
        empty.done("user", "add", "--email", email, *options, "--password", "genoeg-tekens")
    with empty.database().reading() as session:
        found = [accounts.with_email(session, name) for name in ("an@x.example", "ben@x.example")]
        assert all(accounts.is_password(account, "genoeg-tekens") for account in found)
        assert {(a.role, a.organisation.name, a.organisation.kind) for a in found} == {
            ("review", "Gemeente X", "buyer")
        }
        assert len({account.organisation_id for account in found}) == 1
    again = empty.refused(
        "user", "add", "--email", "AN@x.example", *options, "--password", "genoeg-tekens"
    )
    assert "already in use" in again


def test_a_right_is_given_and_taken_back_by_command(empty):
    options = ("--name", "An", "--organisation", "Gemeente X", "--password", "genoeg-tekens")
    empty.done("user", "add", "--email", "an@x.example", "--role", "procurement", *options)
    who = ("--email", "an@x.example", "--right", "templates")
    assert "now has the right templates" in empty.done("user", "grant", *who)
    assert "already had the right templates" in empty.done("user", "grant", *who)
    assert "no longer has the right templates" in empty.done("user", "withdraw", *who)
    assert "did not have the right templates" in empty.done("user", "withdraw", *who)
    told = empty.refused("user", "grant", "--email", "an@x.example", "--right", "sign")
    assert "means nothing for somebody in the role procurement" in told
    nobody = empty.refused("user", "grant", "--email", "nobody@x.example", "--right", "sign")
    assert "Nobody has an account" in nobody


def test_a_second_factor_is_reset_by_command_and_the_person_is_told(empty):
    options = ("--name", "An", "--organisation", "Gemeente X", "--password", "genoeg-tekens")
    empty.done("user", "add", "--email", "an@x.example", "--role", "procurement", *options)
    who = ("user", "reset-second-factor", "--email", "an@x.example")
    assert "has no second factor" in empty.done(*who)
    with empty.database().writing.begin() as session:
        account = accounts.with_email(session, "an@x.example")
        second_factors.set_up(
            session,
            Cipher(SECRET),
            account.id,
            secret=FACTOR,
            code=code_at(NOW),
            at=NOW,
            origin="test",
        )
    assert "is signed out" in empty.done(*who)
    assert "account_mail" in empty.done("jobs")
    assert "has no second factor" in empty.done(*who)
    assert "Nobody has an account" in empty.refused(*who[:-1], "nobody@x.example")


def test_a_supplier_that_is_added_may_hand_in_unless_told_otherwise(empty):
    options = ("--name", "An", "--role", "supplier", "--password", "genoeg-tekens")
    for email, given in (("an@x.example", ()), ("bo@x.example", ("--right", "team"))):
        empty.done("user", "add", "--email", email, "--organisation", email, *options, *given)
    with empty.database().reading() as session:
        held = [
            rights.held_by(session, accounts.with_email(session, email).id)
            for email in ("an@x.example", "bo@x.example")
        ]
    assert held == [{Right.SIGN, Right.TEAM}, {Right.TEAM}]


def test_a_password_is_asked_for_without_showing_it(empty):
    options = ("--email", "c@x.example", "--name", "C", "--role", "supplier")
    result = CliRunner().invoke(
        main,
        ["user", "add", *options, "--organisation", "Y"],
        input="genoeg-tekens\ngenoeg-tekens\n",
        env={"DATA_FOLDER": str(empty.folder), "SECRET_KEY": SECRET},
    )
    assert result.exit_code == 0
    assert "genoeg-tekens" not in result.output


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"--password": "short"}, 1),
        ({"--kind": "supplier"}, 2),
        ({"--email": "nobody"}, 2),
        ({"--name": " "}, 2),
    ],
)
def test_an_account_that_cannot_be_is_refused(empty, change, status):
    options = {
        "--email": "d@x.example",
        "--name": "D",
        "--role": "procurement",
        "--organisation": "X",
        "--password": "genoeg-tekens",
        **change,
    }
    words = [word for pair in options.items() for word in pair]
    assert empty.run("user", "add", *words).exit_code == status


def test_the_service_starts_on_the_address_asked_for(empty, monkeypatch):
    started = []

    def run(self):
        started.append(self)

    monkeypatch.setattr(server._Server, "run", run)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}: " in empty.refused("serve", "--port", port)
    empty.done("serve", "--port", port, "--workers", "2", "--threads", "3")
    settings = started[0].cfg
    assert settings.address == [("127.0.0.1", port)]
    assert (settings.worker_class_str, settings.workers, settings.threads) == ("gthread", 2, 3)
    assert settings.accesslog is None
    app = started[0].load()
    assert app.config["PUBLIC_URL"] == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_annex_holds_the_text_of_every_requirement(demo, tmp_path, language):
    file = tmp_path / "annex.docx"
    demo.done("annex", PUBLISHED, "-o", file, "--language", language)
    text = word.text_of(file.read_bytes())
    with demo.database().reading() as session:
        (procurement,) = procurements.known_as(session, PUBLISHED)
        (record,) = requirement_sets.published(session, procurement.id)
        requirements = requirement_sets.value_of(record).requirements
    assert len(requirements) == 18
    assert [item for item in requirements if getattr(item.text, language) not in text] == []


def test_an_annex_is_refused_in_one_line(demo, tmp_path):
    file = tmp_path / "annex.docx"
    assert "no procurement NONE" in demo.refused("annex", "NONE", "-o", file)
    assert "no revision 2" in demo.refused("annex", PUBLISHED, "-o", file, "--revision", 2)
    assert "Publish" in demo.refused("annex", "VBS-AFVAL", "-o", file)
    assert ".docx" in demo.refused("annex", PUBLISHED, "-o", tmp_path / "annex.exe")
    assert "first one" in demo.refused("annex", PUBLISHED, "-o", file, "--kind", "change_annex")
    assert not file.exists()
    nowhere = tmp_path / "no" / "annex.docx"
    assert str(nowhere) in demo.refused("annex", PUBLISHED, "-o", nowhere)


def test_a_reference_that_two_organisations_use_needs_the_name_of_one(copy_of_demo, tmp_path):
    with copy_of_demo.database().writing.begin() as session:
        other = accounts.add_organisation(session, name="Waterschap Y", kind="buyer")
        (known,) = procurements.known_as(session, PUBLISHED)
        staff = accounts.with_email(session, "inkoop@voorbeeldstad.example")
        procurements.start(
            session,
            Actor(staff.id, other.id, "Z", "procurement", "test"),
            reference=PUBLISHED,
            title="Another",
            language="nl",
            catalogue_id=known.catalogue_id,
            at=datetime.now(UTC),
        )
        assert editions.stored(session)
    file = tmp_path / "annex.docx"
    refusal = copy_of_demo.refused("annex", PUBLISHED, "-o", file)
    assert "Gemeente Voorbeeldstad, Waterschap Y" in refusal
    assert "--organisation" in copy_of_demo.refused("score", PUBLISHED)
    copy_of_demo.done("annex", PUBLISHED, "-o", file, "--organisation", "Gemeente Voorbeeldstad")
    assert file.exists()


def test_the_terms_of_a_score_add_up(demo):
    responses = json.loads(demo.done("score", PUBLISHED, "--json"))["responses"]
    assert len(responses) == 3
    for response in responses:
        terms = [term for theme in response["themes"] for term in theme["requirements"]]
        assert {term["standing"] for term in terms} <= {"counted", "left_out"}
        for end in ("low", "high"):
            for term in terms:
                product = Fraction(term["weight"]) * Fraction(term["fraction"][end])
                assert product == Fraction(term["points"][end])
            for theme in response["themes"]:
                assert total(theme["requirements"], end) == Fraction(theme["points"][end])
            points = Fraction(response["total"]["points"][end])
            assert total(terms, end) == total(response["themes"], end) == points
            weight = sum(Fraction(term["weight"]) for term in terms)
            assert weight == Fraction(response["total"]["weight"])
            share = Fraction(response["total"]["percentage"][end])
            assert points / weight * 100 == share


def total(parts, end: str) -> Fraction:
    return sum((Fraction(part["points"][end]) for part in parts), Fraction(0))


def test_a_score_keeps_knock_outs_apart_and_shows_an_interval_while_pending(demo):
    shown = demo.done("score", PUBLISHED)
    (kadepunt, *_), exact = shown.split("\n\n"), json.loads(demo.done("score", PUBLISHED, "--json"))
    total_of = exact["responses"][0]["total"]
    low, high = (rounded(Fraction(total_of["points"][end])) for end in ("low", "high"))
    assert low < high
    assert f"[{low} - {high}] of {Fraction(total_of['weight'])}" in kadepunt
    assert "BIO2-5.20.01  meets" in kadepunt
    assert "BIO2-5.20.01" not in kadepunt.partition("  Points\n")[2]
    assert "does not meet" in shown
    assert "left out of the sum" in shown


def test_a_score_is_refused_while_the_responses_are_sealed(demo):
    assert "stay sealed until 20" in demo.refused("score", "VBS-ZAAK")
    assert "Publish the requirement set first" in demo.refused("score", "VBS-AFVAL")
