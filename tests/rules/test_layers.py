"""The shape of the tree: who may import whom, how long a file is, what things are called."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = {".py", ".html", ".css", ".js", ".toml", ".md", ".mako", ".cfg", ".yaml", ".yml", ".svg"}
NOT_OURS = {"__pycache__", "node_modules", "dist", "var"}
LONGEST, LONGEST_TEST = 400, 500
EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|commons?|misc)(_|$)")
LATER = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
ADDRESS = re.compile(r"://|--(extra-)?index-url|--find-links|\bgit\+")


def ours(root: Path) -> Iterator[Path]:
    """Every file that people wrote."""
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") and path.name not in {".ci", ".pre-commit-config.yaml"}:
            continue
        if path.is_dir() and path.name not in NOT_OURS:
            yield from ours(path)
        elif path.is_file():
            yield path


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the layers of a tree."""
    return subprocess.run(  # noqa: S603 - our own tool
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_follow_the_layers():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


def test_no_file_is_long():
    assert too_long(ROOT) == []


def too_long(root: Path) -> list[str]:
    """The Python files that should be cut up."""
    found = []
    for path in ours(root):
        top = path.relative_to(root).parts[0]
        if path.suffix != ".py" or top == "migrations":
            continue
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > (LONGEST_TEST if top == "tests" else LONGEST):
            found.append(f"{path.relative_to(root)}: {length}")
    return found


def test_no_module_has_an_empty_word_for_a_name():
    assert empty_names(ROOT) == []


def empty_names(root: Path) -> list[str]:
    """The modules and folders whose name says nothing about what is in them."""
    relative = (path.relative_to(root) for path in ours(root) if path.suffix == ".py")
    return [
        str(path)
        for path in relative
        if any(EMPTY_WORDS.search(part) for part in (*path.parts[:-1], path.stem))
    ]


def test_nothing_is_left_for_later():
    assert left_for_later(ROOT) == []


def left_for_later(root: Path) -> list[str]:
    """Where somebody wrote that something is still to be done."""
    return [
        f"{path.relative_to(root)}:{number}"
        for path in ours(root)
        if path.suffix in WRITTEN or path.name == "Makefile"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LATER.search(line)
    ]


def test_lock_files_name_no_registry():
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert [lock.name for lock in locks] == ["requirements-dev.lock", "requirements.lock"]
    assert [line for lock in locks for line in addresses(lock)] == []


def addresses(lock: Path) -> list[str]:
    """The lines of a lock file that say where to fetch something."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if ADDRESS.search(line)]


def test_lock_files_hold_a_digest_for_everything():
    for lock in ROOT.glob("requirements*.lock"):
        entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        assert len(entries) > 20
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_module_says_what_it_is_for():
    assert silent_modules(ROOT) == []


def silent_modules(root: Path) -> list[str]:
    """The Python files that do not begin with what they are for."""
    return [
        str(path.relative_to(root))
        for path in ours(root)
        if path.suffix == ".py" and not path.read_text(encoding="utf-8").startswith('"""')
    ]


@pytest.mark.parametrize(
    ("name", "content", "check"),
    [
        ("a.py", "x = 1\n" * 401, too_long),
        ("migrating.py", "x = 1\n" * 401, too_long),
        ("tests/a.py", "x = 1\n" * 501, too_long),
        ("portal/utils/a.py", "", empty_names),
        ("portal/date_helpers.py", "", empty_names),
        ("common.py", "", empty_names),
        ("a.html", "{# " + "TO" + "DO: later #}", left_for_later),
        ("a/b.py", "x = 1  # " + "XX" + "X", left_for_later),
        ("a.py", "x = 1", silent_modules),
    ],
)
def test_a_breach_is_noticed(name, content, check, tmp_path):
    assert check(tmp_path) == []
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(content, encoding="utf-8")
    [found] = check(tmp_path)
    assert found.startswith(name)


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://pypi.example/simple",
        "flask @ https://pypi.example/flask.whl",
        "flask @ git+ssh://pypi.example/flask",
        "--find-links ./wheels",
    ],
)
def test_an_address_in_a_lock_file_is_noticed(line, tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"alembic==1.0\n{line}\n", encoding="utf-8")
    assert addresses(lock) == [line]


def test_an_import_against_the_layers_is_noticed(tmp_path):
    for name in ("supplier_portal", "questionnaires"):
        _copy(ROOT / name, tmp_path / name)
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    module = tmp_path / "questionnaires" / "scoring.py"
    module.write_text(
        module.read_text(encoding="utf-8") + "\nimport sqlalchemy\n", encoding="utf-8"
    )
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert "questionnaires.scoring -> sqlalchemy" in result.stdout


def _copy(source: Path, target: Path) -> None:
    for path in ours(source):
        if path.suffix == ".py":
            kept = target / path.relative_to(source)
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(path.read_bytes())
