"""This file compares editions on the command line: stored ones by name, and files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from supplier_portal.cli import main
from supplier_portal.database import connect
from supplier_portal.services import catalogues

NORMS = Path(__file__).parents[3] / "shared" / "norms"
OLD = """# BIO2 versie 1.2

## 5.20.01
De leverancier toont het aan. Draagt bij aan: basishygiëne

## 5.20.02
Er is beleid.

## 5.20.03
Geen overheidsmaatregel.
"""
NEW = """# BIO2 versie 1.3

## 5.20.01
De leverancier<br>bewijst het.

## 5.20.02
Verplaatst naar 5.20.09.

## 5.20.03
Vervallen.

## 5.20.04
Nieuw.
"""


class Installation:
    def __init__(self, folder):
        self.folder = folder
        for name, content in (("old.md", OLD), ("new.md", NEW)):
            (folder / name).write_text(content, encoding="utf-8")

    def run(self, *arguments):
        environment = {
            "DATA_FOLDER": str(self.folder / "data"),
            "SECRET_KEY": "a secret of more than thirty-two characters",
            "DATABASE_URL": None,
            "PUBLIC_URL": None,
        }
        words = [str(argument) for argument in arguments]
        result = CliRunner().invoke(main, words, env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    def compared(self, *arguments):
        result = self.run("catalogue", "compare", *arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def refused(self, *arguments):
        result = self.run("catalogue", "compare", *arguments)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        return result.stderr


@pytest.fixture
def bare(tmp_path):
    return Installation(tmp_path)


@pytest.fixture
def filled(bare):
    bare.run("migrate")
    for name in ("old.md", "new.md"):
        assert bare.run("catalogue", "import", bare.folder / name).exit_code == 0
    return bare


def rows(output):
    """The figure and the numbers behind each name."""
    split = (line.rstrip() for line in output.splitlines() if line.startswith("  "))
    return {line[2:26].strip(): line[26:].split(maxsplit=1) for line in split}


def test_two_stored_editions_are_compared_by_name(filled):
    output = filled.compared("BIO2 1.2", "bio2 1.3")
    assert output.startswith("From BIO2 1.2 (official texts) to BIO2 1.3 (official texts)\n")
    assert {name: row for name, row in rows(output).items() if row != ["0"]} == {
        "added": ["1", "5.20.04"],
        "withdrawn": ["1", "5.20.03"],
        "moved": ["1", "5.20.02 to 5.20.09 (which is not there)"],
        "text changed": ["1", "5.20.01"],
    }
    assert output.endswith("\nBIO2 1.3 no longer has categories.\n")


def test_the_texts_are_shown_when_asked(filled):
    quiet = filled.compared("BIO2 1.2", "BIO2 1.3")
    output = filled.compared("BIO2 1.2", "BIO2 1.3", "--texts")
    assert output.removeprefix(quiet) == (
        "\n5.20.01, text (nl):\n  De leverancier [-toont het aan.-]\n  {+bewijst het.+}\n"
    )


def test_two_files_are_compared_without_a_database(bare):
    output = bare.compared(bare.folder / "new.md", bare.folder / "old.md")
    assert rows(output)["gone"] == ["1", "5.20.04"]
    assert rows(output)["in force again"] == ["2", "5.20.02, 5.20.03"]
    assert output.endswith("\nBIO2 1.3 did not have categories yet.\n")
    assert not (bare.folder / "data").exists()


def test_a_file_is_compared_with_what_is_there(filled):
    by_name = filled.compared("BIO2 1.2", "BIO2 1.3")
    assert filled.compared(filled.folder / "old.md", "BIO2 1.3") == by_name


def test_our_own_edition_is_compared_by_status_alone(filled):
    database = connect(f"sqlite:///{filled.folder}/data/supplier-portal.sqlite3")
    with database.writing.begin() as session:
        catalogues.load_own(session, at=datetime.now(UTC))
    database.engine.dispose()
    output = filled.compared("BIO2 1.3", "BIO2 1.3")
    assert "texts of this service" not in output
    own = filled.compared("BIO2 1.3", "BIO2 1.3", "--source", "own")
    assert own.startswith("From BIO2 1.3 (texts of this service) to")
    mixed = filled.compared(filled.folder / "old.md", "BIO2 1.3", "--source", "own")
    assert "Texts and titles are not compared" in mixed
    assert rows(mixed)["text changed"] == ["0"]


def test_what_is_not_there_is_refused_in_one_line(filled):
    assert "called “BIO2 1.4”" in filled.refused("BIO2 1.2", "BIO2 1.4")
    assert "called “BIO2 1.2”" in filled.refused("BIO2 1.2", "BIO2 1.3", "--source", "own")
    (filled.folder / "odd.md").write_text("niets", encoding="utf-8")
    odd = filled.folder / "odd.md"
    assert filled.refused(odd, "BIO2 1.3").startswith(f"{odd}: This file holds no measure")


def test_a_number_and_where_it_went_stay_on_one_line(bare):
    moved = "".join(f"## 5.20.{n}\nVerplaatst naar 8.08.01.\n\n" for n in range(10, 40))
    (bare.folder / "new.md").write_text(f"BIO2 versie 1.3\n\n{moved}## 8.08.01\nEen.\n")
    active = "".join(f"## 5.20.{n}\nEen.\n\n" for n in range(10, 40))
    (bare.folder / "old.md").write_text(f"BIO2 versie 1.2\n\n{active}## 8.08.01\nEen.\n")
    lines = bare.compared(bare.folder / "old.md", bare.folder / "new.md").splitlines()
    listed = [line for line in lines if " to 8.08.01" in line]
    assert len(listed) > 5
    assert all(len(line) <= 100 for line in listed)
    assert all(line.rstrip(",").endswith("to 8.08.01") for line in listed)
    assert "\u00a0" not in "".join(lines)


@pytest.mark.skipif(not NORMS.is_dir(), reason=f"the published BIO2 files are not in {NORMS}")
def test_bio2_1_2_and_1_3_differ_as_published(bare):
    output = bare.compared(*(NORMS / f"bio2-{name}-maatregelen.md" for name in ("1.2", "1.3")))
    found = {name: int(row[0]) for name, row in rows(output).items() if name}
    assert (found["added"], found["gone"], found["withdrawn"]) == (6, 0, 4)
    assert (found["moved"], found["now refers to another"]) == (5, 1)
    assert rows(output)["now refers to another"][1] == "8.08.06 to 5.24.08"
