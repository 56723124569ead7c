"""What an organisation declares is read whole, or refused with the name of the setting."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from supplier_portal.declarations import (
    Accessibility,
    Compliance,
    DeclarationError,
    SecurityTxt,
    accessibility,
    security_txt,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONTACT = "mailto:security@example.nl"


def declared(**settings: str) -> SecurityTxt:
    found = security_txt({"SECURITY_CONTACT": CONTACT, **settings}, NOW)
    assert found is not None
    return found


def test_without_settings_nothing_is_declared():
    assert security_txt({}, NOW) is None
    assert security_txt({"SECURITY_CONTACT": " ", "SECURITY_EXPIRES": ""}, NOW) is None
    assert accessibility({}, NOW.date()) == Accessibility()


def test_all_contacts_and_addresses_are_read():
    contacts = f"{CONTACT} https://example.nl/melden  tel:+31-70-123-4567"
    found = declared(
        SECURITY_CONTACT=contacts,
        SECURITY_EXPIRES="2026-12-31",
        SECURITY_POLICY="https://example.nl/beleid",
        SECURITY_ENCRYPTION="https://example.nl/sleutel",
        SECURITY_ACKNOWLEDGMENTS="https://example.nl/dank",
    )
    assert found.contacts == tuple(contacts.split())
    assert (found.policy, found.encryption, found.acknowledgments) == (
        "https://example.nl/beleid",
        "https://example.nl/sleutel",
        "https://example.nl/dank",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-12-31", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2026-12-31T10:00:00Z", datetime(2026, 12, 31, 10, tzinfo=UTC)),
        (
            "2026-12-31T10:00:00+01:00",
            datetime(2026, 12, 31, 10, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("2027-03-02T12:00:00Z", NOW + timedelta(days=366)),
        ("2020-01-01", datetime(2020, 1, 1, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_expiry_is_a_day_or_a_moment_within_a_year_or_past(written, expected):
    assert declared(SECURITY_EXPIRES=written).expires == expected


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "SECURITY_EXPIRES is not"),
        ({"SECURITY_CONTACT": "", "SECURITY_EXPIRES": "2026-12-31"}, "SECURITY_CONTACT is not"),
        ({"SECURITY_EXPIRES": "next year"}, "is no date"),
        ({"SECURITY_EXPIRES": "2026-13-01"}, "is no date"),
        ({"SECURITY_EXPIRES": "2026-12-31T10:00:00"}, "moment with a zone"),
        ({"SECURITY_EXPIRES": "2027-03-02T12:00:01Z"}, "too far away"),
        ({"SECURITY_EXPIRES": "2027-03-02"}, "too far away"),
    ],
)
def test_an_incomplete_or_unreadable_declaration_is_refused(settings, said):
    with pytest.raises(DeclarationError, match=said):
        declared(**settings)


@pytest.mark.parametrize(
    "contact",
    [
        "security@example.nl",
        "http://example.nl",
        "https://",
        "mailto:security",
        "mailto:",
        "tel:ons",
        f"{CONTACT} ftp://example.nl",
    ],
)
def test_a_contact_that_nobody_can_use_is_refused(contact):
    with pytest.raises(DeclarationError, match=r"SECURITY_CONTACT: .*is no mailto:"):
        declared(SECURITY_CONTACT=contact, SECURITY_EXPIRES="2026-12-31")


@pytest.mark.parametrize(
    "name", ["SECURITY_POLICY", "SECURITY_ENCRYPTION", "SECURITY_ACKNOWLEDGMENTS"]
)
@pytest.mark.parametrize(
    "written", ["http://example.nl", "beleid", "https://a.nl\nContact:x", "https://"]
)
def test_an_address_must_be_on_https(name, written):
    with pytest.raises(DeclarationError, match=name):
        declared(SECURITY_EXPIRES="2026-12-31", **{name: written})


@pytest.mark.parametrize(
    ("left", "is_soon", "has_expired"),
    [
        (timedelta(days=30), False, False),
        (timedelta(days=30, seconds=-1), True, False),
        (timedelta(seconds=1), True, False),
        (timedelta(0), True, True),
    ],
)
def test_an_expiry_is_told_a_month_ahead(left, is_soon, has_expired):
    found = SecurityTxt((CONTACT,), NOW + left)
    assert found.expires_soon(NOW) is is_soon
    assert found.has_expired(NOW) is has_expired


def test_a_status_comes_with_the_day_of_its_test():
    found = accessibility(
        {
            "ACCESSIBILITY_CONTACT": "portaal@example.nl",
            "ACCESSIBILITY_STATUS": "b",
            "ACCESSIBILITY_TESTED_ON": "2026-02-01",
            "ACCESSIBILITY_REPORT": "https://example.nl/rapport",
        },
        NOW.date(),
    )
    assert found == Accessibility(
        "portaal@example.nl", Compliance.PARTIAL, date(2026, 2, 1), "https://example.nl/rapport"
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ACCESSIBILITY_CONTACT": "bel ons"}, "ACCESSIBILITY_CONTACT"),
        ({"ACCESSIBILITY_CONTACT": "portaal@example"}, "ACCESSIBILITY_CONTACT"),
        ({"ACCESSIBILITY_STATUS": "Z", "ACCESSIBILITY_TESTED_ON": "2026-01-01"}, "A, B, C or D"),
        ({"ACCESSIBILITY_STATUS": "A"}, "both, or neither"),
        ({"ACCESSIBILITY_TESTED_ON": "2026-01-01"}, "both, or neither"),
        ({"ACCESSIBILITY_STATUS": "A", "ACCESSIBILITY_TESTED_ON": "1 mei"}, "is no date"),
        ({"ACCESSIBILITY_STATUS": "A", "ACCESSIBILITY_TESTED_ON": "2026-03-02"}, "yet to come"),
        ({"ACCESSIBILITY_REPORT": "http://example.nl"}, "ACCESSIBILITY_REPORT"),
    ],
)
def test_a_statement_that_cannot_be_right_is_refused(settings, said):
    with pytest.raises(DeclarationError, match=said):
        accessibility(settings, NOW.date())


@pytest.mark.parametrize(
    ("tested_on", "expected"),
    [
        (None, None),
        (date(2026, 2, 1), date(2029, 2, 1)),
        (date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_test_holds_for_36_months(tested_on, expected):
    assert Accessibility(tested_on=tested_on).next_test == expected
