"""This file sends letters to a real mail server, kind and unkind, with and without TLS."""

import smtplib
import ssl
from datetime import UTC, datetime
from uuid import UUID

import pytest
import trustme
from factories.mail_server import SECRET, SENDER, Mailbox

from supplier_portal import mail
from supplier_portal.mail import Letter, UndeliverableError, UnreachableError

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
NUMBER = UUID("01234567-89ab-cdef-0123-456789abcdef")
LETTER = Letter(
    to="jan@leverancier.example",
    subject="Uitnodiging: financiële administratie voor één gemeente",
    text=f"Goedendag,\n\nDeze regel heeft é, ’ en –.\nhttps://portaal.example/{'x' * 90}\n",
    language="nl",
)


def written(letter=LETTER):
    return mail.message_of(letter, name="Het Portaal", sender=SENDER, identifier=NUMBER, at=AT)


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def trusted(monkeypatch, tmp_path):
    """A certificate of localhost that this process believes; gives the side of the server."""
    authority = trustme.CA()
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return _server_side(authority)


def _server_side(authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def test_a_letter_arrives_as_it_was_written(mailbox):
    with mailbox.is_up():
        mail.send(mailbox.settings, written())
    [got] = mailbox.messages
    assert got.get_content().replace("\r\n", "\n") == LETTER.text
    assert got["Subject"] == LETTER.subject
    assert (got["To"], got["From"]) == (LETTER.to, f"Het Portaal <{SENDER}>")
    assert got["Message-ID"] == f"<{NUMBER}@overheid.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Content-Language"] == "nl"
    assert got["Date"].datetime == AT


def test_the_same_letter_is_the_same_mail():
    assert written().as_bytes() == written().as_bytes()


@pytest.mark.parametrize("rest", ["Bcc: iedereen@example.nl", ""])
@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x85"])
@pytest.mark.parametrize("part", ["to", "subject", "language"])
def test_a_line_end_in_the_head_is_refused(part, line_end, rest):
    parts = {"to": LETTER.to, "subject": "Onderwerp", "language": "nl"}
    parts[part] += line_end + rest
    with pytest.raises(UndeliverableError):
        written(Letter(text="Tekst", **parts))


@pytest.mark.parametrize("address", ["", "jan", "jan@a, piet@b", "Jan <jan@a.example>", "jan@"])
def test_what_is_not_one_address_is_refused(address):
    with pytest.raises(UndeliverableError):
        written(Letter(to=address, subject="Onderwerp", text="Tekst", language="nl"))


def test_a_name_of_two_lines_becomes_one():
    got = mail.message_of(LETTER, name="Het\r\nPortaal", sender=SENDER, identifier=NUMBER, at=AT)
    assert got["From"].addresses[0].display_name == "Het Portaal"


def test_a_server_that_is_away_is_told_from_a_letter_that_is_wrong(mailbox):
    with pytest.raises(UnreachableError):
        mail.send(mailbox.settings, written())


def test_an_address_that_does_not_exist_is_refused_for_good(mailbox):
    mailbox.refusal = "550 Nobody of that name"
    with mailbox.is_up(), pytest.raises(UndeliverableError):
        mail.send(mailbox.settings, written())


def test_an_address_that_is_refused_for_now_may_be_tried_again(mailbox):
    mailbox.refusal = "451 Come back later"
    with mailbox.is_up(), pytest.raises(smtplib.SMTPRecipientsRefused):
        mail.send(mailbox.settings, written())


def test_a_line_that_breaks_after_the_mail_was_taken_changes_nothing(mailbox):
    mailbox.says_goodbye = False
    with mailbox.is_up():
        mail.send(mailbox.settings, written())
    assert len(mailbox.raw) == 1


def test_mail_and_password_go_over_tls(mailbox, trusted):
    options = {"tls_context": trusted, "require_starttls": True, "auth_required": True}
    with mailbox.is_up(authenticator=mailbox.authenticate, **options):
        mail.send(mailbox.over_tls, written())
    assert mailbox.passwords == [SECRET.encode()]
    assert len(mailbox.raw) == 1


def test_tls_from_the_first_byte_works_too(mailbox, trusted):
    server = mailbox.over_tls.server
    settings = mail.MailSettings(
        mail.MailServer(server.host, server.port, mail.Security.TLS), SENDER
    )
    with mailbox.is_up(ssl_context=trusted):
        mail.send(settings, written())
    assert len(mailbox.raw) == 1


def test_a_server_without_tls_gets_neither_password_nor_mail(mailbox):
    with (
        mailbox.is_up(authenticator=mailbox.authenticate, auth_require_tls=False),
        pytest.raises(UnreachableError),
    ):
        mail.send(mailbox.over_tls, written())
    assert (mailbox.passwords, mailbox.raw) == ([], [])


def test_a_server_that_nobody_vouches_for_gets_neither_password_nor_mail(mailbox, trusted):
    stranger = _server_side(trustme.CA())
    with (
        mailbox.is_up(authenticator=mailbox.authenticate, tls_context=stranger),
        pytest.raises(UnreachableError),
    ):
        mail.send(mailbox.over_tls, written())
    assert (mailbox.passwords, mailbox.raw) == ([], [])
