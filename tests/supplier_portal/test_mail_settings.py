"""This file reads how mail is sent from the environment, and is told what is wrong in it."""

import pytest

from supplier_portal.mail_settings import (
    MailServer,
    MailSettingsError,
    Security,
    from_environment,
)

SENDER = "portaal@overheid.example"


def read(url, sender=SENDER):
    return from_environment({"SMTP_URL": url, "MAIL_FROM": sender})


def test_without_a_server_no_mail_is_sent():
    assert from_environment({}) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.nl", MailServer("mail.example.nl", 587, Security.STARTTLS)),
        ("smtp://mail.example.nl:25/", MailServer("mail.example.nl", 25, Security.STARTTLS)),
        ("smtps://mail.example.nl", MailServer("mail.example.nl", 465, Security.TLS)),
        ("smtp://localhost?starttls=no", MailServer("localhost", 25, Security.NONE)),
        ("smtp://[::1]:2525?starttls=no", MailServer("::1", 2525, Security.NONE)),
        (
            "smtps://jan%40example.nl:p%2Fw@mail.example.nl",
            MailServer("mail.example.nl", 465, Security.TLS, "jan@example.nl", "p/w"),
        ),
    ],
)
def test_the_address_of_the_server_says_how_it_is_spoken_to(url, expected):
    settings = read(url)
    assert settings.server == expected
    assert settings.sender == SENDER


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.nl",
        "http://mail.example.nl",
        "smtp://",
        "smtp://mail.example.nl:port",
        "smtp://mail.example.nl:99999",
        "smtp://[::1",
        "smtp://mail.example.nl/folder",
        "smtp://mail.example.nl?starttls=maybe",
        "smtps://mail.example.nl?starttls=no",
        "smtp://jan:geheim@mail.example.nl?starttls=no",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url):
    with pytest.raises(MailSettingsError, match="SMTP_URL") as refused:
        read(url)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "sender", ["portaal", "@example.nl", "a@b", "a@b.nl\nBcc: c@d.nl", "A <a@b.nl>", "é@b.nl", "a@"]
)
def test_a_sender_that_is_no_address_is_refused(sender):
    with pytest.raises(MailSettingsError, match="MAIL_FROM"):
        read("smtps://mail.example.nl", sender)


@pytest.mark.parametrize(("url", "sender"), [("", SENDER), ("smtps://mail.example.nl", "")])
def test_one_without_the_other_is_refused(url, sender):
    with pytest.raises(MailSettingsError, match="both"):
        read(url, sender)


def test_the_password_does_not_show_where_settings_are_printed():
    assert "geheim" not in repr(read("smtps://jan:geheim@mail.example.nl"))
