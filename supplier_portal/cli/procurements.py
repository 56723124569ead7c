"""This file finds a procurement by its reference, and writes its annexes."""

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from questionnaires.annexes import AnnexKind
from questionnaires.wording import Language
from supplier_portal.cli.console import opened
from supplier_portal.services import annexes, procurements, requirement_sets
from supplier_portal.services.annexes import Wanted
from supplier_portal.services.errors import NotFoundError, NotPublishedError
from supplier_portal.services.procurements import Procurement, Standing
from supplier_portal.services.requirement_sets import Published

by_organisation = click.option(
    "--organisation", metavar="NAME", help="The buyer, when more of them use the reference."
)


def standing_of(session: Session, reference: str, organisation: str | None) -> Standing:
    """Give the one procurement meant; refuses when there is none, or more than one."""
    found = [
        item
        for item in procurements.known_as(session, reference)
        if organisation in {None, item.organisation.name}
    ]
    if not found:
        of_whom = f" of {organisation}" if organisation else ""
        message = f"There is no procurement {reference}{of_whom}."
        raise click.ClickException(message)
    if len(found) > 1:
        names = ", ".join(sorted(item.organisation.name for item in found))
        message = f"More organisations use {reference}: {names}. Add --organisation NAME."
        raise click.ClickException(message)
    return Standing(found[0], procurements.state_of(session, found[0], at=datetime.now(UTC)))


@click.command(short_help="Write the annex of a procurement.")
@click.argument("procurement")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The file to write, such as annex.docx.",
)
@click.option("--revision", type=int, help="Its number; without it, the newest.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in annexes.OF_A_REVISION]),
    default=AnnexKind.PROGRAMME.value,
    show_default=True,
    help="What the annex is for.",
)
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    help="Without it, the language of the procurement.",
)
@by_organisation
def annex(
    procurement: str,
    output: Path,
    revision: int | None,
    kind: str,
    language: str | None,
    organisation: str | None,
) -> None:
    """Write an annex of PROCUREMENT, by its reference; the name of the file tells the format."""
    file_format = output.suffix.lstrip(".").lower()
    if file_format not in annexes.FORMATS:
        message = (
            f"Name a file that ends in one of: {', '.join(f'.{key}' for key in annexes.FORMATS)}."
        )
        raise click.ClickException(message)
    with opened() as database, database.reading() as session:
        found = standing_of(session, procurement, organisation).procurement
        record = _published(session, found, revision)
        if AnnexKind(kind) not in annexes.kinds_of(record):
            message = f"Revision {record.number} is the first one, so nothing has changed."
            raise click.ClickException(message)
        wanted = Wanted(AnnexKind(kind), file_format, Language(language or found.language))
        made = annexes.make(session, found, record, wanted, at=datetime.now(UTC))
        output.write_bytes(made.content)
        click.echo(f"Revision {record.number} of {procurement} is in {output}")


def _published(session: Session, found: Procurement, number: int | None) -> Published:
    """One revision of a procurement, or the newest; refuses when there is none."""
    published = requirement_sets.published(session, found.id)
    if not published:
        raise NotPublishedError
    wanted = number or published[-1].number
    try:
        return requirement_sets.revision_numbered(session, found.id, wanted)
    except NotFoundError as error:
        message = f"{found.reference} has no revision {wanted}; the newest is {len(published)}."
        raise click.ClickException(message) from error
