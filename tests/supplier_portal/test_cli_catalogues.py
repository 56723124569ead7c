"""This file runs the commands that import, preview and start catalogues of any norm."""

import pytest
from click.testing import CliRunner
from factories.catalogues import as_json, control, oscal
from factories.workbooks import workbook

from questionnaires.interchange.spreadsheet import read_xlsx
from supplier_portal.cli import main
from supplier_portal.database import connect
from supplier_portal.services import journal

GROUP = {"id": "ac", "title": "Access", "controls": [control(controls=[control("ac-1.1")])]}
OSCAL = as_json(oscal(groups=[GROUP], extra=1))
COUNTED = """\
Norm 1: {}
  edition                  1
  numbers                  2
  groups                   1
  controls                 1
  active                   2
  none                     0
  withdrawn                0
  moved                    0
  see                      0
  with categories          0
"""


@pytest.fixture
def run(tmp_path):
    """Run a command; a crash is never an acceptable end."""
    environment = {
        "DATA_FOLDER": str(tmp_path / "data"),
        "SECRET_KEY": "a secret of more than thirty-two characters",
        "DATABASE_URL": None,
        "PUBLIC_URL": None,
    }

    def invoke(*arguments):
        result = CliRunner().invoke(main, list(map(str, arguments)), env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return invoke


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "catalogue"
    found.write_bytes(OSCAL)
    return found


def test_a_preview_counts_and_warns_and_needs_no_database(run, file, tmp_path):
    result = run("catalogue", "preview", file)
    assert (result.exit_code, result.stdout) == (0, COUNTED.format("can be imported"))
    assert result.stderr == f"{file}: warning: At /catalog/extra: this field is not known.\n"
    assert not (tmp_path / "data").exists()


def test_an_import_counts_as_the_preview_did(run, file):
    run("migrate")
    shipped = run("catalogue", "list").stdout.splitlines()
    assert run("catalogue", "import", file).stdout == COUNTED.format("new")
    again = run("catalogue", "import", file).stdout
    assert again == COUNTED.format("already there, nothing changed")
    assert len(run("catalogue", "list").stdout.splitlines()) == len(shipped) + 1


def test_the_journal_tells_what_a_command_brought_in_and_only_once(run, file, tmp_path):
    run("migrate")
    shipped = run("catalogue", "list").stdout.splitlines()
    for command in ("migrate", "catalogue import", "catalogue import"):
        run(*command.split(), *([file] if "import" in command else []))
    database = connect(f"sqlite:///{tmp_path}/data/supplier-portal.sqlite3")
    with database.reading() as session:
        entries = list(journal.read(session, journal.of_catalogues()))
    database.engine.dispose()
    assert {(entry.action, entry.actor, entry.origin) for entry in entries} == {
        ("import_catalogue", "command line", "console")
    }
    names = [f"{entry.facts['norm']} {entry.facts['edition']}" for entry in entries]
    assert len(names) == len(shipped) + 1
    assert names[-1] == "Norm 1"
    assert entries[-1].facts["measures"] == 2


@pytest.mark.parametrize("command", ["import", "preview"])
@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (OSCAL.replace(b'"Access"', b"5"), "At /catalog/groups/0/title: this must be text."),
        (workbook((1,)), "Cell A2: this is a number or date, not text"),
        (b"urn: x\na: *b\n", "line 2: anchors and aliases are not read."),
        (b'{"a":\n1,}', "line 2: column 3: this is not JSON."),
        (b"x" * 25_000_001, "This file cannot be read: it is larger than 25 MB."),
    ],
    ids=["element", "cell", "line", "column", "whole"],
)
def test_a_refused_file_says_where_in_one_line(run, file, command, content, refusal):
    run("migrate")
    before = run("catalogue", "list").stdout
    file.write_bytes(content)
    result = run("catalogue", command, file)
    assert (result.exit_code, result.stdout) == (1, "")
    separator = ", " if refusal.startswith("line") else ": "
    assert result.stderr.startswith(f"{file}{separator}{refusal}")
    assert result.stderr.count("\n") == 1
    assert run("catalogue", "list").stdout == before


def test_a_sheet_to_start_from_can_be_filled_in_and_imported(run, tmp_path):
    sheet = tmp_path / "sheet.xlsx"
    assert run("catalogue", "template", "-o", sheet).stdout == f"Written: {sheet}\n"
    assert read_xlsx(sheet.read_bytes()).warnings == ()
    assert run("catalogue", "preview", sheet).stdout.startswith("Voorbeeldnorm 1.0: can be")
