"""This file holds what every act of the demonstration needs: where to write, and the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from supplier_portal.demo.content import Account
from supplier_portal.services import accounts, rights
from supplier_portal.services.actor import Actor
from supplier_portal.services.receipts import Issuer
from supplier_portal.storage import EvidenceStore

ORIGIN = "demo"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demonstration plays; every moment is counted back from ``now``."""

    session: Session
    store: EvidenceStore
    now: datetime
    issuer: Issuer

    def ago(self, **distance: float) -> datetime:
        """A moment before now."""
        return self.now - timedelta(**distance)

    def actor(self, person: Account) -> Actor:
        """Somebody of the demonstration who has an account."""
        account = accounts.with_email(self.session, person.email)
        if account is None:
            raise LookupError(person.email)
        return Actor(
            account.id,
            account.organisation_id,
            account.name,
            account.role,
            ORIGIN,
            rights.held_by(self.session, account.id),
        )
