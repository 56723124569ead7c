"""This file sends letters by mail: what one looks like, and how a server is spoken to."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from uuid import UUID

from supplier_portal.mail_settings import MailServer, MailSettings, Security

_SECONDS = 20
_FOR_GOOD = 500


class UnreachableError(Exception):
    """The server could not be spoken to; nothing is wrong with the letter."""


class UndeliverableError(Exception):
    """The letter can never be delivered: its address does not exist or cannot be written."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of text that goes with a letter."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A text to one person, in a language, with the files that go with it.

    ``unsubscribe`` is an address that stops letters of its kind.
    """

    to: str
    subject: str
    text: str
    language: str
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""


def letter_from(payload: Mapping[str, Any]) -> Letter:
    """Read a letter back from what waited as plain data."""
    files = (Attachment(**file) for file in payload.get("attachments", ()))
    return Letter(**{**payload, "attachments": tuple(files)})


def message_of(
    letter: Letter, *, name: str, sender: str, identifier: UUID, at: datetime
) -> EmailMessage:
    """The mail that holds a letter; its number follows from ``identifier``.

    The same letter sent twice is the same mail, so that servers and people can tell.
    Raises UndeliverableError when a line of the head would hold more than one line.
    """
    message = EmailMessage(policy=SMTP)
    try:
        own = Address(" ".join(name.split()), addr_spec=_one_line(sender))
        message["From"] = own
        message["To"] = Address(addr_spec=_one_line(letter.to))
        message["Subject"] = _one_line(letter.subject)
        message.set_content(letter.text)
        message["Content-Language"] = _one_line(letter.language)
        if letter.unsubscribe:  # one click, without a page: RFC 8058
            message["List-Unsubscribe"] = f"<{_one_line(letter.unsubscribe)}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        for file in letter.attachments:
            main, _, sub = file.media_type.partition("/")
            content = file.text.encode()
            message.add_attachment(content, maintype=main, subtype=sub, filename=file.name)
    except (ValueError, MessageError, IndexError) as problem:
        raise UndeliverableError from problem
    message["Date"] = at
    message["Message-ID"] = f"<{identifier}@{own.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def send(settings: MailSettings, message: EmailMessage) -> None:
    """Give a mail to the server; done when that says so, whatever happens to the line afterwards.

    Raises UnreachableError before the mail was offered, UndeliverableError when the address is
    refused for good, and what smtplib raises for anything that may be better another time.
    """
    with _connection(settings.server) as connection:
        try:
            connection.send_message(message, from_addr=settings.sender)
        except smtplib.SMTPRecipientsRefused as refused:
            if all(code >= _FOR_GOOD for code, _ in refused.recipients.values()):
                raise UndeliverableError from refused
            raise


@contextmanager
def _connection(server: MailServer) -> Iterator[smtplib.SMTP]:
    try:
        connection = _open(server)
    except OSError as problem:  # also what smtplib and ssl raise
        raise UnreachableError from problem
    try:
        yield connection
    finally:
        # The server has taken the mail or refused it: a goodbye that fails changes nothing.
        with suppress(OSError):
            connection.quit()
        connection.close()


def _open(server: MailServer) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return _signed_in(
            smtplib.SMTP_SSL(
                server.host, server.port, timeout=_SECONDS, context=ssl.create_default_context()
            ),
            server,
        )
    connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    return _signed_in(connection, server)


def _signed_in(connection: smtplib.SMTP, server: MailServer) -> smtplib.SMTP:
    try:
        if server.security is Security.STARTTLS:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _one_line(text: str) -> str:
    if text.splitlines() != [text]:  # a line end at the end counts too, and email lets it pass
        message = "This must be one line of text."
        raise ValueError(message)
    return text
