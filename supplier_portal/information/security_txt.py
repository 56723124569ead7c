"""This file writes security.txt as RFC 9116 has it, and warns when it must be renewed."""

from datetime import datetime

import structlog

from supplier_portal.declarations import SecurityTxt

ADDRESS = "/.well-known/security.txt"
_log = structlog.get_logger()


def written(declared: SecurityTxt, public_url: str) -> str:
    """The file, with a line for everything that is known."""
    lines = [
        *(("Contact", contact) for contact in declared.contacts),
        ("Expires", declared.expires.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("Preferred-Languages", "nl, en"),
        # Only an address on https may stand in the file.
        ("Canonical", f"{public_url}{ADDRESS}" if public_url.startswith("https://") else None),
        ("Policy", declared.policy),
        ("Encryption", declared.encryption),
        ("Acknowledgments", declared.acknowledgments),
    ]
    return "".join(f"{name}: {value}\n" for name, value in lines if value)


def warn(declared: SecurityTxt | None, now: datetime) -> None:
    """Tell the log when the file has expired or soon will; it is served all the same."""
    if declared is None:
        return
    if declared.has_expired(now):
        _log.warning("security.txt has expired", expires=declared.expires.isoformat())
    elif declared.expires_soon(now):
        _log.warning("security.txt expires within 30 days", expires=declared.expires.isoformat())
