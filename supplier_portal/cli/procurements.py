"""This file finds a procurement by its reference, and writes its annex."""

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
from supplier_portal.services.procurements import Standing

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
    help="The Word file to write.",
)
@click.option("--revision", type=int, help="Its number; without it, the newest.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in AnnexKind]),
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
    """Write the annex with the requirements of PROCUREMENT, by its reference."""
    with opened() as database, database.reading() as session:
        found = standing_of(session, procurement, organisation).procurement
        published = requirement_sets.published(session, found.id)
        if not published:
            raise NotPublishedError
        wanted = revision or published[-1].number
        try:
            record = requirement_sets.revision_numbered(session, found.id, wanted)
        except NotFoundError as error:
            message = f"{procurement} has no revision {wanted}; the newest is {len(published)}."
            raise click.ClickException(message) from error
        wanted_annex = Wanted(AnnexKind(kind), "docx", Language(language or found.language))
        made = annexes.make(session, found, record, wanted_annex, at=datetime.now(UTC))
        output.write_bytes(made.content)
    click.echo(f"Revision {wanted} of {procurement} is in {output}")
