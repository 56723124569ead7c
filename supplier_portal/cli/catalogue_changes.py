"""This file holds the command that shows what changed between two editions of a norm."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill, indent

import click
from sqlalchemy.orm import Session

from questionnaires.catalogue import Catalogue, Source
from questionnaires.catalogue_changes import Aspect, Changes, difference
from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.reading import MAXIMUM_FILE
from questionnaires.measure_changes import ChangeKind, MeasureChange, Rewording
from questionnaires.word_difference import Piece, PieceKind
from supplier_portal.cli.console import Refusal, opened
from supplier_portal.services import catalogues, editions

_SOURCES = {Source.OWN: "texts of this service", Source.OFFICIAL: "official texts"}
_KINDS = {
    ChangeKind.ADDED: "added",
    ChangeKind.GONE: "gone",
    ChangeKind.WITHDRAWN: "withdrawn",
    ChangeKind.MOVED: "moved",
    ChangeKind.REFERRED: "now refers to another",
    ChangeKind.REVIVED: "in force again",
    ChangeKind.FILLED: "no measure before",
    ChangeKind.EMPTIED: "no measure any more",
    ChangeKind.TEXT: "text changed",
    ChangeKind.TITLE: "title changed",
    ChangeKind.CATEGORIES: "categories changed",
}
_ASPECTS = {
    Aspect.TEXT_IN_DUTCH: "texts in Dutch",
    Aspect.TEXT_IN_ENGLISH: "texts in English",
    Aspect.TITLE_IN_DUTCH: "titles in Dutch",
    Aspect.TITLE_IN_ENGLISH: "titles in English",
    Aspect.CATEGORIES: "categories",
}
_MARKS = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "{{+{}+}}"}
_WIDTH = 100
_COLUMN = 24
_NOT_HERE = "\N{NO-BREAK SPACE}"  # a line is not broken here


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--source",
    type=click.Choice(Source, case_sensitive=False),
    help="Which of two catalogues with one name is meant; the official one if you do not say.",
)
@click.option("--texts", is_flag=True, help="Show each changed text word by word.")
def compare(old: str, new: str, source: Source | None, *, texts: bool) -> None:
    """Show what changed from the OLD edition of a norm to the NEW one.

    Each is the name of a catalogue that is there, such as "BIO2 1.2", or a file.
    """
    found = {name: _read(Path(name)) for name in (old, new) if Path(name).is_file()}
    if names := [name for name in (old, new) if name not in found]:
        with opened() as database, database.reading() as session:
            found.update((name, _stored(session, name, source)) for name in names)
    changes = difference(found[old], found[new])
    _print(changes)
    if texts:
        _print_texts(changes)


def _read(file: Path) -> Catalogue:
    with file.open("rb") as opened_file:
        content = opened_file.read(MAXIMUM_FILE + 1)
    try:
        return catalogues.preview(file.name, content).catalogue
    except UnreadableFileError as error:
        message = f"{file}: {error}"
        raise Refusal(message) from error


def _stored(session: Session, name: str, source: Source | None) -> Catalogue:
    found = editions.named(session, name, source)
    if found is None:
        message = (
            f"There is no catalogue or file called “{name}”: "
            "`supplier-portal catalogue list` shows which catalogues there are."
        )
        raise Refusal(message)
    return catalogues.get(session, found.id)


def _print(changes: Changes) -> None:
    click.echo(f"From {_told(changes.old)} to {_told(changes.new)}")
    for kind, name in _KINDS.items():
        _row(name, [_number(change, kind) for change in changes.of(kind)])
    click.echo(f"  {'unchanged':<{_COLUMN}}{changes.unchanged:>5}")
    for kind in dict.fromkeys(change.kind for change in changes.controls):
        numbers = [change.number for change in changes.controls if change.kind is kind]
        _row(f"controls: {_KINDS[kind]}", numbers)
    if not changes.is_wording_compared:
        click.echo("Texts and titles are not compared: one has ours, the other the official ones.")
    for aspect in changes.no_longer_named:
        click.echo(f"{changes.new.name} no longer has {_ASPECTS[aspect]}.")
    for aspect in changes.newly_named:
        click.echo(f"{changes.old.name} did not have {_ASPECTS[aspect]} yet.")


def _told(catalogue: Catalogue) -> str:
    return f"{catalogue.name} ({_SOURCES[catalogue.source]})"


def _row(name: str, numbers: list[str]) -> None:
    start = f"  {name:<{_COLUMN}}{len(numbers):>5}  "
    whole = (number.replace(" ", _NOT_HERE) for number in numbers)
    listed = fill(
        ", ".join(whole), _WIDTH, initial_indent=start, subsequent_indent=" " * len(start)
    )
    click.echo(listed.replace(_NOT_HERE, " ") or start.rstrip())


def _number(change: MeasureChange, kind: ChangeKind) -> str:
    if kind not in {ChangeKind.MOVED, ChangeKind.REFERRED}:
        return change.number
    missing = "" if change.is_target_there else " (which is not there)"
    return f"{change.number} to {change.target}{missing}"


def _print_texts(changes: Changes) -> None:
    for change in changes.measures:
        for name, reworded in _rewordings(change):
            click.echo(f"\n{change.number}, {name} ({reworded.language}):")
            click.echo(indent(marked(reworded.pieces), "  "))


def _rewordings(change: MeasureChange) -> Iterator[tuple[str, Rewording]]:
    yield from (("title", title) for title in change.titles)
    yield from (("text", text) for text in change.texts)
    yield from ((f"text of {change.target}", text) for text in change.texts_at_target)


def marked(pieces: Iterable[Piece]) -> str:
    """Write a difference as people do in plain text: [-removed-] {+added+}."""
    return "".join(piece.before + _MARKS[piece.kind].format(piece.text) for piece in pieces)
