"""This package tells the story of the demonstration, with the same services as the pages use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from supplier_portal.demo import content
from supplier_portal.demo.content import Account
from supplier_portal.demo.stage import Stage
from supplier_portal.demo.story import STEPS, tell
from supplier_portal.receipt_keys import ReceiptKey
from supplier_portal.services import accounts
from supplier_portal.services.receipts import Issuer
from supplier_portal.storage import EvidenceStore

__all__ = ["STEPS", "Account", "Loaded", "load", "password", "people"]

password = content.password


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did; the secret of the fresh invitation is known only while it is new."""

    is_new: bool
    invitation: str | None = None


def people() -> tuple[Account, ...]:
    """Everybody who can sign in."""
    return (*content.staff(), *(supplier.account for supplier in content.suppliers()))


def load(
    session: Session,
    store: EvidenceStore,
    *,
    at: datetime,
    issuer: Issuer | None = None,
    step: Callable[[], None] = lambda: None,
) -> Loaded:
    """Load the demonstration, seen from ``at``, unless it is there; calls ``step`` STEPS times.

    Its receipts are signed by ``issuer``, or else with a key that nobody has.
    """
    if accounts.with_email(session, content.staff()[0].email) is not None:
        return Loaded(is_new=False)
    signing = issuer or Issuer("Demonstration", ReceiptKey.new(), "")
    stage = Stage(session, store, at, signing)
    return Loaded(is_new=True, invitation=tell(stage, step))
