"""This file makes the key that signs receipts, and checks receipts without any database."""

from pathlib import Path

import click

from questionnaires.interchange.schemas import UnreadableDocumentError
from questionnaires.receipts import ReceiptKind
from supplier_portal import receipt_check
from supplier_portal.cli.console import Refusal, moment
from supplier_portal.receipt_check import Checked
from supplier_portal.receipt_keys import ReceiptKey, ReceiptKeyError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KINDS = {ReceiptKind.HANDED_IN: "Handed in", ReceiptKind.WITHDRAWN: "Withdrawn"}


@click.group()
def receipt() -> None:
    """Make the key of receipts, and check receipts."""


@receipt.command("new-key", short_help="Make a key to sign receipts with.")
def new_key() -> None:
    """Make a key to sign receipts with, as the setting RECEIPT_KEY takes it.

    Receipts that were signed with an earlier key can still be checked: the service keeps the
    public half of every key that it used.
    """
    key = ReceiptKey.new()
    click.echo(key.written)
    click.echo(
        f"Key {key.key_id}, public {key.public_key}. Keep the line above secret, and set it as "
        "RECEIPT_KEY on every machine of the installation.",
        err=True,
    )


@receipt.command(short_help="Check a receipt and what it is of.")
@click.argument("signed", metavar="RECEIPT.json", type=_FILE)
@click.argument("files", nargs=-1, type=_FILE)
@click.option(
    "--key", type=_FILE, help="The public key of the service, or the list that it publishes."
)
@click.option("--response", type=_FILE, help="What was handed in, as response.json.")
def verify(signed: Path, files: tuple[Path, ...], key: Path | None, response: Path | None) -> None:
    """Check RECEIPT.json, and whether FILES are those that it names; needs no service.

    The exit status is 0 when everything holds, and 1 when something does not.
    """
    paths = (*files, *([response] if response else ()))
    try:
        known = key.read_text(encoding="utf-8") if key else None
        checked = receipt_check.check(signed.read_bytes(), receipt_check.read(paths), known)
    except UnreadableDocumentError as error:
        message = f"{signed} is no receipt, or it was changed."
        raise click.ClickException(message) from error
    except (ReceiptKeyError, UnicodeDecodeError) as error:
        message = f"{key} holds no public key of a service."
        raise click.ClickException(message) from error
    _tell(checked, len(paths))
    if not checked.holds:
        message = "\nNot everything holds."
        raise Refusal(message)


def _tell(checked: Checked, looked_at: int) -> None:
    found = checked.receipt
    click.echo(f"Receipt {found.number} of {found.issuer}")
    click.echo(f"{_KINDS[found.kind]}: {found.title} ({found.reference}), for {found.buyer}")
    click.echo(f"By {found.supplier}, on {found.received_at.isoformat()}")
    click.echo(f"The deadline was {moment(found.deadline)}\n")
    for finding in checked.findings:
        click.echo(f"{'holds' if finding.holds else 'WRONG'}  {finding.text}")
    if not checked.is_key_known:
        click.echo("?      Whose key it is was not checked: give the service's with --key.")
    if not looked_at:
        click.echo("?      What was handed in was not checked: give response.json and the files.")
