"""This file reads the settings from the environment, once, and refuses to start on a wrong one."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from supplier_portal import declarations, evidence_settings, mail_settings
from supplier_portal.declarations import Accessibility, DeclarationError, SecurityTxt
from supplier_portal.evidence_settings import EvidenceSettings, EvidenceSettingsError
from supplier_portal.mail_settings import MailSettings, MailSettingsError
from supplier_portal.receipt_keys import ReceiptKey, ReceiptKeyError

_SHORTEST_SECRET = 32
_RECEIPT_KEY = "receipt-key"
_MOST_DAYS = 365


class SecondFactor(StrEnum):
    """Whether everybody signs in with a code beside the password, or only who wants to."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says what to do."""


@dataclass(frozen=True)
class Settings:
    """What an installation decides; see the table in the README."""

    database_url: str
    data_folder: Path
    secret_key: str
    public_url: str = "http://127.0.0.1:8000"
    organisation: str = "Leveranciersportaal"
    trusted_proxies: int = 0
    theme_folder: Path | None = None
    is_development: bool = False
    security_txt: SecurityTxt | None = None
    accessibility: Accessibility = field(default_factory=Accessibility)
    minimum_days_for_responses: int = 7
    minimum_days_after_a_change: int = 10  # Aanbestedingswet 2012, article 2.54
    mail: MailSettings | None = None
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    receipt_key: ReceiptKey = field(default_factory=ReceiptKey.new)
    second_factor: SecondFactor = SecondFactor.REQUIRED

    @property
    def is_https(self) -> bool:
        """Whether visitors come over TLS, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def evidence_folder(self) -> Path:
        """Where uploaded files are kept."""
        return self.data_folder / "evidence"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read DATA_FOLDER, DATABASE_URL, SECRET_KEY, PUBLIC_URL and the others of the README's table.

    Without DATABASE_URL an SQLite file in the data folder is used, and without SECRET_KEY one is
    made and kept there. Raises SettingsError for a value that cannot be used.
    """
    folder = Path(environment.get("DATA_FOLDER", "var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database_url = environment.get("DATABASE_URL") or f"sqlite:///{folder}/supplier-portal.sqlite3"
    public_url = environment.get("PUBLIC_URL", Settings.public_url).rstrip("/")
    _refuse_unusable(database_url, public_url)
    security_txt, accessibility = _declared(environment)
    return Settings(
        database_url=database_url,
        data_folder=folder,
        secret_key=_secret(environment.get("SECRET_KEY"), folder),
        public_url=public_url,
        organisation=environment.get("ORGANISATION", Settings.organisation),
        trusted_proxies=_count(environment, "TRUSTED_PROXIES", Settings.trusted_proxies, most=9),
        theme_folder=_theme(environment.get("THEME_FOLDER")),
        is_development=environment.get("DEVELOPMENT") == "1",
        security_txt=security_txt,
        accessibility=accessibility,
        minimum_days_for_responses=_days(
            environment, "MINIMUM_DAYS_FOR_RESPONSES", Settings.minimum_days_for_responses
        ),
        minimum_days_after_a_change=_days(
            environment, "MINIMUM_DAYS_AFTER_A_CHANGE", Settings.minimum_days_after_a_change
        ),
        mail=_mail(environment),
        evidence=_evidence(environment),
        receipt_key=_receipt_key(environment.get("RECEIPT_KEY"), folder),
        second_factor=_second_factor(environment.get("SECOND_FACTOR")),
    )


def _refuse_unusable(database_url: str, public_url: str) -> None:
    try:
        backend = make_url(database_url).get_backend_name()
    except ArgumentError as problem:
        message = "DATABASE_URL is not the address of a database, such as postgresql://host/name."
        raise SettingsError(message) from problem
    if backend not in {"sqlite", "postgresql"}:
        message = f"DATABASE_URL names {backend}; use sqlite or postgresql."
        raise SettingsError(message)
    if urlsplit(public_url).scheme not in {"http", "https"} or not urlsplit(public_url).netloc:
        message = "PUBLIC_URL must be the address visitors use, such as https://portal.example.nl."
        raise SettingsError(message)


def _count(environment: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    written = environment.get(name, str(default))
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(most))
    if not is_number or int(written) > most:
        message = f"{name} must be a number from 0 to {most}."
        raise SettingsError(message)
    return int(written)


def _days(environment: Mapping[str, str], name: str, default: int) -> int:
    return _count(environment, name, default, most=_MOST_DAYS)


def _second_factor(given: str | None) -> SecondFactor:
    try:
        return SecondFactor(given or SecondFactor.REQUIRED)
    except ValueError as problem:
        message = "SECOND_FACTOR must be required or optional."
        raise SettingsError(message) from problem


def _theme(given: str | None) -> Path | None:
    if not given:
        return None
    folder = Path(given).resolve()
    if not folder.is_dir():
        message = f"THEME_FOLDER: there is no folder {folder}. It holds tokens.css and logo.svg."
        raise SettingsError(message)
    return folder


def _declared(environment: Mapping[str, str]) -> tuple[SecurityTxt | None, Accessibility]:
    now = datetime.now(UTC)
    try:
        return (
            declarations.security_txt(environment, now),
            declarations.accessibility(environment, now.date()),
        )
    except DeclarationError as problem:
        raise SettingsError(str(problem)) from problem


def _mail(environment: Mapping[str, str]) -> MailSettings | None:
    try:
        return mail_settings.from_environment(environment)
    except MailSettingsError as problem:
        raise SettingsError(str(problem)) from problem


def _evidence(environment: Mapping[str, str]) -> EvidenceSettings:
    try:
        return evidence_settings.from_environment(environment)
    except EvidenceSettingsError as problem:
        raise SettingsError(str(problem)) from problem


def _secret(given: str | None, folder: Path) -> str:
    if given is not None:
        if len(given) < _SHORTEST_SECRET:
            message = f"SECRET_KEY must have at least {_SHORTEST_SECRET} characters."
            raise SettingsError(message)
        return given
    return _kept(folder / "secret-key", lambda: secrets.token_urlsafe(48))


def _receipt_key(given: str | None, folder: Path) -> ReceiptKey:
    """The key that signs receipts: the one given, or one of our own that the data folder keeps."""
    where = "RECEIPT_KEY" if given else str(folder / _RECEIPT_KEY)
    try:
        return ReceiptKey.read(
            given or _kept(folder / _RECEIPT_KEY, lambda: ReceiptKey.new().written)
        )
    except ReceiptKeyError as problem:
        message = f"{where} is no Ed25519 key. Make one with `supplier-portal receipt new-key`."
        raise SettingsError(message) from problem


def _kept(kept: Path, make: Callable[[], str]) -> str:
    """What a file of the data folder keeps, made when it is not there yet."""
    if not kept.exists():
        _make_secret(kept, make())
    return kept.read_text(encoding="ascii")


def _make_secret(kept: Path, secret: str) -> None:
    """Keep a new secret, whole at once: of processes that start together, the first one wins."""
    handle, name = tempfile.mkstemp(dir=kept.parent)  # for its owner only
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)
    with contextlib.suppress(FileExistsError):
        os.link(name, kept)
    Path(name).unlink()
