"""This file makes accounts for people of a real installation."""

from datetime import UTC, datetime

import click
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from supplier_portal.cli.console import opened
from supplier_portal.services import accounts
from supplier_portal.services.errors import AlreadyExistsError

_KINDS = {"procurement": "buyer", "review": "buyer", "supplier": "supplier"}
_LONGEST = {"email": 254, "name": 200, "organisation": 200}


@click.group()
def user() -> None:
    """Make accounts."""


@user.command()
@click.option("--email", required=True, help="The mail address to sign in with.")
@click.option("--name", required=True, help="What this person is called.")
@click.option("--role", required=True, type=click.Choice(list(_KINDS)))
@click.option("--organisation", required=True, help="Its name; made when it is not there yet.")
@click.option(
    "--kind",
    type=click.Choice(["buyer", "supplier"]),
    help="What the organisation is; follows from the role.",
)
@click.password_option(help="Asked for when left out; better so, as others can see a command.")
def add(
    email: str, name: str, role: str, organisation: str, kind: str | None, password: str
) -> None:
    """Add somebody who can sign in."""
    _refuse_unusable(password, email=email, name=name, organisation=organisation)
    if kind not in {None, _KINDS[role]}:
        message = f"Somebody with the role {role} belongs to a {_KINDS[role]}, not to a {kind}."
        raise click.UsageError(message)
    with opened() as database:
        try:
            with database.writing.begin() as session:
                _add(session, email, name, role, organisation, password)
        except IntegrityError as error:
            raise AlreadyExistsError(what=email) from error
    click.echo(f"{email} can sign in as {role} of {organisation}.")


def _add(
    session: Session, email: str, name: str, role: str, organisation: str, password: str
) -> None:
    kind = _KINDS[role]
    found = accounts.organisations_named(session, organisation, kind)
    if len(found) > 1:
        message = f"There are {len(found)} organisations called {organisation}; invite this person."
        raise click.ClickException(message)
    accounts.add_account(
        session,
        organisation=found[0]
        if found
        else accounts.add_organisation(session, name=organisation, kind=kind),
        email=email,
        name=name,
        role=role,
        password=password,
        at=datetime.now(UTC),
    )


def _refuse_unusable(password: str, **texts: str) -> None:
    for option, text in texts.items():
        if not text.strip() or len(text) > _LONGEST[option]:
            message = f"--{option} needs a text of at most {_LONGEST[option]} characters."
            raise click.UsageError(message)
    local, _, domain = texts["email"].strip().rpartition("@")
    if not local or not domain or any(character.isspace() for character in local + domain):
        message = "--email is not a mail address."
        raise click.UsageError(message)
    if len(password) < accounts.SHORTEST_PASSWORD:
        message = f"Use a password of at least {accounts.SHORTEST_PASSWORD} characters."
        raise click.ClickException(message)
