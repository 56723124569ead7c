"""This file gives people a link for another password, as a mail would bring it."""

from datetime import UTC, datetime, timedelta

from supplier_portal.services import passwords

A_DAY = timedelta(days=1)


def password_link(world, person) -> str:
    """The secret of a link that works as long as a slow run of the tests may take."""
    found = []
    with world.database.writing.begin() as session:
        passwords.send_link(
            session,
            {"email": person.email, "origin": "test"},
            lambda token: found.append(token) or token,
            at=datetime.now(UTC) + A_DAY,
        )
    return found[0]
