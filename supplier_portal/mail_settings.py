"""This file reads how mail is sent: over which server, and in whose name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_EXAMPLE = "such as smtp://user:password@mail.example.nl:587 or smtps://mail.example.nl"


class MailSettingsError(ValueError):
    """A setting about mail is missing or wrong; the message names it and says what to do."""


class Security(StrEnum):
    """How a connection with a mail server is kept from others."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mail."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Over which server mail goes, and the address that it comes from."""

    server: MailServer
    sender: str


def from_environment(environment: Mapping[str, str]) -> MailSettings | None:
    """Read SMTP_URL and MAIL_FROM; None without SMTP_URL. Raises MailSettingsError."""
    written = environment.get("SMTP_URL", "").strip()
    sender = environment.get("MAIL_FROM", "").strip()
    if not written and not sender:
        return None
    if not written or not sender:
        message = "Set SMTP_URL and MAIL_FROM both, or neither."
        raise MailSettingsError(message)
    _refuse_sender(sender)
    return MailSettings(_server(written), sender)


def _server(written: str) -> MailServer:
    # Nothing of the address is repeated in a message: it may hold a password.
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError as problem:
        message = f"SMTP_URL is not the address of a mail server, {_EXAMPLE}."
        raise MailSettingsError(message) from problem
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path not in {"", "/"}:
        message = f"SMTP_URL is not the address of a mail server, {_EXAMPLE}."
        raise MailSettingsError(message)
    security = _security(parts)
    if parts.username and security is Security.NONE:
        message = "SMTP_URL: a password never goes without TLS; leave ?starttls=no out."
        raise MailSettingsError(message)
    return MailServer(
        host=parts.hostname,
        port=port or {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}[security],
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _security(parts: SplitResult) -> Security:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme == "smtps" and not options:
        return Security.TLS
    if parts.scheme == "smtp" and not options:
        return Security.STARTTLS
    if parts.scheme == "smtp" and options == {"starttls": "no"}:
        return Security.NONE
    message = "SMTP_URL: after the ? only starttls=no is known, and only with smtp://."
    raise MailSettingsError(message)


def _refuse_sender(sender: str) -> None:
    try:
        address = Address(addr_spec=sender)
    except (ValueError, MessageError, IndexError) as problem:
        message = "MAIL_FROM must be a mail address, such as portal@example.nl."
        raise MailSettingsError(message) from problem
    if not address.username or "." not in address.domain or not sender.isascii():
        message = "MAIL_FROM must be a mail address, such as portal@example.nl."
        raise MailSettingsError(message)
