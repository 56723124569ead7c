"""The environment is read once, and what is wrong in it is refused in words (see the README)."""

from datetime import UTC, datetime, timedelta

import pytest

from supplier_portal.declarations import Accessibility
from supplier_portal.receipt_keys import ReceiptKey
from supplier_portal.settings import SecondFactor, SettingsError, from_environment

SECRET = "x" * 40


@pytest.fixture
def read(tmp_path):
    return lambda **settings: from_environment(
        {"DATA_FOLDER": str(tmp_path), "SECRET_KEY": SECRET, **settings}
    )


def test_nothing_needs_to_be_set(tmp_path):
    settings = from_environment({"DATA_FOLDER": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/supplier-portal.sqlite3"
    assert len(settings.secret_key) >= 32
    assert settings.secret_key == from_environment({"DATA_FOLDER": str(tmp_path)}).secret_key
    assert (settings.security_txt, settings.accessibility) == (None, Accessibility())


def test_suppliers_get_a_week_or_what_the_organisation_says(read):
    assert read().minimum_days_for_responses == 7
    for days in (0, 30, 365):
        assert read(MINIMUM_DAYS_FOR_RESPONSES=str(days)).minimum_days_for_responses == days
        assert read(MINIMUM_DAYS_AFTER_A_CHANGE=str(days)).minimum_days_after_a_change == days


def test_what_an_organisation_declares_is_read(read):
    expires = (datetime.now(UTC) + timedelta(days=300)).replace(microsecond=0)
    settings = read(
        SECURITY_CONTACT="mailto:security@example.nl",
        SECURITY_EXPIRES=expires.isoformat(),
        ACCESSIBILITY_CONTACT="portaal@example.nl",
    )
    assert settings.security_txt.expires == expires
    assert settings.accessibility.contact == "portaal@example.nl"


def test_mail_goes_over_the_server_that_is_set_and_over_none_without(read):
    mail = read(SMTP_URL="smtps://mail.example.nl", MAIL_FROM="portaal@example.nl").mail
    assert (mail.server.host, mail.sender) == ("mail.example.nl", "portaal@example.nl")
    assert read().mail is None


def test_a_declaration_that_is_out_of_date_is_no_reason_not_to_start(read):
    contact = "mailto:security@example.nl"
    settings = read(SECURITY_CONTACT=contact, SECURITY_EXPIRES="2020-01-01")
    assert settings.security_txt.contacts == (contact,)


def test_the_key_of_receipts_is_made_once_for_its_owner_only(read, tmp_path):
    first = read().receipt_key
    assert (tmp_path / "receipt-key").stat().st_mode & 0o777 == 0o600
    assert read().receipt_key.key_id == first.key_id
    other = ReceiptKey.new()
    assert read(RECEIPT_KEY=other.written).receipt_key.key_id == other.key_id


def test_a_key_of_receipts_that_was_spoiled_is_named(read, tmp_path):
    (tmp_path / "receipt-key").write_text("bedorven")
    with pytest.raises(SettingsError, match="receipt-key"):
        read()


def test_a_second_factor_is_required_unless_told_otherwise(read):
    assert read().second_factor is SecondFactor.REQUIRED
    assert read(SECOND_FACTOR="optional").second_factor is SecondFactor.OPTIONAL


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATABASE_URL", "nowhere"),
        ("DATABASE_URL", "mysql://localhost/portal"),
        ("PUBLIC_URL", "portal.example.nl"),
        ("SECRET_KEY", "short"),
        ("RECEIPT_KEY", "c2hvcnQ="),
        ("TRUSTED_PROXIES", "many"),
        ("MINIMUM_DAYS_FOR_RESPONSES", "366"),
        ("MINIMUM_DAYS_AFTER_A_CHANGE", "366"),
        ("MINIMUM_DAYS_FOR_RESPONSES", "-1"),
        ("MINIMUM_DAYS_FOR_RESPONSES", "a week"),
        ("MINIMUM_DAYS_FOR_RESPONSES", ""),
        ("THEME_FOLDER", "/nowhere/at/all"),
        ("SECURITY_CONTACT", "mailto:security@example.nl"),
        ("SECURITY_EXPIRES", "2020-01-01"),
        ("ACCESSIBILITY_STATUS", "A"),
        ("ACCESSIBILITY_CONTACT", "bel ons"),
        ("SMTP_URL", "smtps://mail.example.nl"),
        ("SECOND_FACTOR", "off"),
        ("MAIL_FROM", "portaal@example.nl"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name, written, read):
    with pytest.raises(SettingsError, match=name):
        read(**{name: written})
