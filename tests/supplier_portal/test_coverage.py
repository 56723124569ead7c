"""This file tests the table of what the service knows, on screen and in the documentation."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from supplier_portal.cli import main
from supplier_portal.cli.coverage import BEGIN, END, with_table

PAGE = Path(__file__).parents[2] / "docs" / "knowledge.md"


def run(*arguments):
    return CliRunner().invoke(main, ["catalogue", "coverage", *map(str, arguments)])


def figures_of(line):
    return [int(figure) for figure in line.split()[-8:]]


def test_it_counts_everything_by_theme():
    header, *themes, everything = run().stdout.splitlines()
    assert header.split("  ")[0] == "Theme"
    assert [line.split()[0] for line in themes] == ["5", "6", "7", "8"]
    columns = zip(*map(figures_of, themes), strict=True)
    assert [sum(column) for column in columns] == figures_of(everything)


def test_everything_is_complete():
    for line in run().stdout.splitlines()[1:]:
        _, measures, without, government_only, asked, *complete = figures_of(line)
        assert measures + without == government_only + asked
        assert set(complete) == {asked}
    assert figures_of(line)[:3] == [93, 117, 39]


def test_the_documentation_shows_what_is_there_now():
    written = PAGE.read_text(encoding="utf-8")
    assert with_table(written) == written
    assert "| All | 93 | 117 | 39 |" in written


def test_the_table_goes_between_its_markers_and_nothing_else_changes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert run("--markdown", page).exit_code == 0
    written = page.read_text(encoding="utf-8")
    assert written.startswith(f"# Before\n{BEGIN}\n| Theme |")
    assert written.endswith(f"|\n{END}\nafter\n")
    assert "old" not in written


@pytest.mark.parametrize("text", ["no markers", f"{END}\n{BEGIN}\n", f"{BEGIN}{BEGIN}{END}"])
def test_a_page_without_a_place_for_it_is_refused(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    refused = run("--markdown", page)
    assert refused.exit_code == 1
    assert "has no place for the table" in refused.stderr
    assert page.read_text(encoding="utf-8") == text
