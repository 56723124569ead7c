"""This file reads what an organisation declares in public: its security.txt and accessibility."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

_FARTHEST = timedelta(days=366)  # RFC 9116 advises less than a year; a leap year has one day more
_SOON = timedelta(days=30)
_YEARS_BETWEEN_TESTS = 3
_LEAP_DAY = (2, 29)
_MAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")


class DeclarationError(ValueError):
    """A declaration is incomplete or wrong; the message names the setting and says what to do."""


@dataclass(frozen=True, slots=True)
class SecurityTxt:
    """Whom to tell about a weakness, and until when that holds (RFC 9116)."""

    contacts: tuple[str, ...]
    expires: datetime
    policy: str | None = None
    encryption: str | None = None
    acknowledgments: str | None = None

    def has_expired(self, now: datetime) -> bool:
        """Whether readers must take it as out of date."""
        return self.expires <= now

    def expires_soon(self, now: datetime) -> bool:
        """Whether somebody must renew it now (assurance G8)."""
        return self.expires - now < _SOON


class Compliance(StrEnum):
    """How far a service is accessible, by the letter of the Dutch register of statements."""

    FULL = "A"
    PARTIAL = "B"
    FIRST_STEPS = "C"
    NONE = "D"


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What the organisation says about accessibility; without a status it is a draft."""

    contact: str | None = None
    status: Compliance | None = None
    tested_on: date | None = None
    report: str | None = None

    @property
    def next_test(self) -> date | None:
        """The last day on which the service must have been tested again."""
        if self.tested_on is None:
            return None
        year, on = self.tested_on.year + _YEARS_BETWEEN_TESTS, self.tested_on
        if (on.month, on.day) == _LEAP_DAY:
            return on.replace(year=year, day=28)
        return on.replace(year=year)


def security_txt(environment: Mapping[str, str], now: datetime) -> SecurityTxt | None:
    """Read SECURITY_CONTACT, _EXPIRES, _POLICY, _ENCRYPTION and _ACKNOWLEDGMENTS."""
    contacts = tuple(environment.get("SECURITY_CONTACT", "").split())
    expires = environment.get("SECURITY_EXPIRES", "").strip()
    if not contacts and not expires:
        return None
    if not contacts:
        message = "SECURITY_EXPIRES is set, but SECURITY_CONTACT is not: say whom to contact."
        raise DeclarationError(message)
    if not expires:
        message = (
            "SECURITY_CONTACT is set, but SECURITY_EXPIRES is not: say until when the contact is "
            "valid, such as 2027-06-30."
        )
        raise DeclarationError(message)
    for contact in contacts:
        _refuse_contact(contact)
    return SecurityTxt(
        contacts,
        _expiry(expires, now),
        policy=_address(environment, "SECURITY_POLICY"),
        encryption=_address(environment, "SECURITY_ENCRYPTION"),
        acknowledgments=_address(environment, "SECURITY_ACKNOWLEDGMENTS"),
    )


def accessibility(environment: Mapping[str, str], today: date) -> Accessibility:
    """Read ACCESSIBILITY_CONTACT, _STATUS, _TESTED_ON and _REPORT."""
    contact = environment.get("ACCESSIBILITY_CONTACT", "").strip() or None
    if contact and not _MAIL.fullmatch(contact):
        message = "ACCESSIBILITY_CONTACT must be a mail address, such as portal@example.nl."
        raise DeclarationError(message)
    status = environment.get("ACCESSIBILITY_STATUS", "").strip().upper()
    if status and status not in set(Compliance):
        message = "ACCESSIBILITY_STATUS must be A, B, C or D, the letter in the register."
        raise DeclarationError(message)
    tested_on = _day(environment.get("ACCESSIBILITY_TESTED_ON", "").strip(), today)
    if bool(status) != bool(tested_on):
        message = "Set ACCESSIBILITY_STATUS and ACCESSIBILITY_TESTED_ON both, or neither."
        raise DeclarationError(message)
    return Accessibility(
        contact,
        Compliance(status) if status else None,
        tested_on,
        _address(environment, "ACCESSIBILITY_REPORT"),
    )


def _refuse_contact(contact: str) -> None:
    scheme, _, rest = contact.partition(":")
    is_right = {
        "mailto": _MAIL.fullmatch(rest),
        "https": urlsplit(contact).hostname,
        "tel": rest.removeprefix("+").replace("-", "").isdecimal(),
    }.get(scheme.lower())
    if not is_right:
        message = (
            f"SECURITY_CONTACT: {contact} is no mailto:, https: or tel: address, such as "
            "mailto:security@example.nl."
        )
        raise DeclarationError(message)


def _expiry(written: str, now: datetime) -> datetime:
    expires = _moment(written)
    if expires is None:
        message = (
            f"SECURITY_EXPIRES: {written} is no date such as 2027-06-30, or moment with a zone "
            "such as 2027-06-30T12:00:00+02:00."
        )
        raise DeclarationError(message)
    if expires - now > _FARTHEST:
        message = f"SECURITY_EXPIRES: {written} is too far away; choose a day within a year."
        raise DeclarationError(message)
    return expires


def _moment(written: str) -> datetime | None:
    """A moment in UTC; a day counts until its end."""
    try:
        return datetime.combine(date.fromisoformat(written), time(23, 59, 59), UTC)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _day(written: str, today: date) -> date | None:
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError as problem:
        message = f"ACCESSIBILITY_TESTED_ON: {written} is no date such as 2026-06-30."
        raise DeclarationError(message) from problem
    if day > today:
        message = f"ACCESSIBILITY_TESTED_ON: {written} has yet to come."
        raise DeclarationError(message)
    return day


def _address(environment: Mapping[str, str], name: str) -> str | None:
    written = environment.get(name, "").strip()
    if not written:
        return None
    is_one = written.split() == [written]  # a second line would be a field of its own
    if not is_one or urlsplit(written).scheme != "https" or not urlsplit(written).hostname:
        message = f"{name} must be an address that begins with https://."
        raise DeclarationError(message)
    return written
