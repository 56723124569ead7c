"""This file makes accounts for people of a real installation."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from supplier_portal.cli.console import opened
from supplier_portal.services import accounts, rights, second_factors
from supplier_portal.services.errors import AlreadyExistsError
from supplier_portal.services.rights import Right

_KINDS = {"procurement": "buyer", "review": "buyer", "supplier": "supplier"}
_COMES_WITH = {"supplier": (Right.SIGN, Right.TEAM)}
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
@click.option(
    "--right",
    "given",
    multiple=True,
    type=click.Choice([right.value for right in Right]),
    help="A right beside the role; a supplier gets sign and team unless this says otherwise.",
)
@click.password_option(help="Asked for when left out; better so, as others can see a command.")
def add(
    *,
    email: str,
    name: str,
    role: str,
    organisation: str,
    kind: str | None,
    given: Sequence[str],
    password: str,
) -> None:
    """Add somebody who can sign in."""
    _refuse_unusable(password, email=email, name=name, organisation=organisation)
    if kind not in {None, _KINDS[role]}:
        message = f"Somebody with the role {role} belongs to a {_KINDS[role]}, not to a {kind}."
        raise click.UsageError(message)
    with opened() as database:
        try:
            with database.writing.begin() as session:
                account = _add(session, email, name, role, organisation, password)
                for right in map(Right, given or _COMES_WITH.get(role, ())):
                    rights.grant(session, account, right, at=datetime.now(UTC))
        except IntegrityError as error:
            raise AlreadyExistsError(what=email) from error
    click.echo(f"{email} can sign in as {role} of {organisation}.")


@user.command("grant")
@click.option("--email", required=True, help="Whose account it is.")
@click.option("--right", required=True, type=click.Choice([right.value for right in Right]))
def grant_right(email: str, right: str) -> None:
    """Give somebody a right beside the role, such as looking after Word templates."""
    with opened() as database, database.writing.begin() as session:
        account = _account_of(session, email)
        is_new = rights.grant(session, account, Right(right), at=datetime.now(UTC))
    click.echo(f"{email} {'now has' if is_new else 'already had'} the right {right}.")


@user.command("withdraw")
@click.option("--email", required=True, help="Whose account it is.")
@click.option("--right", required=True, type=click.Choice([right.value for right in Right]))
def withdraw_right(email: str, right: str) -> None:
    """Take a right back; it counts from the next page on."""
    with opened() as database, database.writing.begin() as session:
        account = _account_of(session, email)
        was_held = rights.withdraw(session, account, Right(right), at=datetime.now(UTC))
    click.echo(f"{email} {'no longer has' if was_held else 'did not have'} the right {right}.")


@user.command("reset-second-factor")
@click.option("--email", required=True, help="Whose account it is.")
def reset_second_factor(email: str) -> None:
    """Let somebody who lost phone and recovery codes set up a second factor anew.

    Make sure first that it is really this person who asks. A letter tells them.
    """
    with opened() as database, database.writing.begin() as session:
        account = _account_of(session, email)
        had_one = second_factors.reset(session, account, at=datetime.now(UTC))
    if had_one:
        click.echo(f"{email} is signed out, and sets up a second factor at the next sign-in.")
    else:
        click.echo(f"{email} has no second factor.")


def _account_of(session: Session, email: str) -> accounts.Account:
    found = accounts.with_email(session, email)
    if found is None:
        message = f"Nobody has an account with the mail address {email}."
        raise click.ClickException(message)
    return found


def _add(
    session: Session, email: str, name: str, role: str, organisation: str, password: str
) -> accounts.Account:
    kind = _KINDS[role]
    found = accounts.organisations_named(session, organisation, kind)
    if len(found) > 1:
        message = f"There are {len(found)} organisations called {organisation}; invite this person."
        raise click.ClickException(message)
    return accounts.add_account(
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
