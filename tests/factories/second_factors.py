"""This file gives people a second factor, and plays the app that shows its codes."""

from datetime import datetime

from factories.world import NOW
from pyotp import TOTP

from supplier_portal.cipher import Cipher
from supplier_portal.services import recovery_codes, second_factors

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(moment: datetime, secret: str = SECRET) -> str:
    """What the app shows at a moment."""
    return TOTP(secret.replace(" ", "")).at(moment)


def give_factor(world, person, *, at=NOW):
    """Set up a second factor for somebody; gives the recovery codes."""
    with world.database.writing.begin() as session:
        second_factors.set_up(
            session,
            Cipher(world.settings.secret_key),
            person.id,
            secret=SECRET,
            code=code_at(at),
            at=at,
            origin="test",
        )
        return recovery_codes.renew(session, person.id, at=at, origin="test")
