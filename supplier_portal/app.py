"""This file is the one place where everything meets: it makes the application."""

import structlog
from flask import Flask
from flask_babel import get_locale
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from supplier_portal import (
    account,
    information,
    procurement,
    resources,
    review,
    sign_in,
    styleguide,
    supplier,
)
from supplier_portal.cipher import Cipher
from supplier_portal.database import connect, refuse_unsafe
from supplier_portal.services.sign_ins import IDLE_FOR
from supplier_portal.settings import SecondFactor, Settings, from_environment
from supplier_portal.storage import FolderStore
from supplier_portal.web import (
    access,
    errors,
    formatting,
    headers,
    languages,
    logs,
    navigation,
    terms,
    theme,
    transaction,
)

_log = structlog.get_logger()
_LARGEST_REQUEST = 27 * 1_000_000


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application from its settings, those of the environment by default."""
    settings = settings or from_environment()
    app = Flask(
        "supplier_portal",
        root_path=str(resources.PACKAGE),
        template_folder=str(resources.PAGES),
        static_folder="static",
    )
    _configure(app, settings)
    if settings.trusted_proxies:
        # Only then is the visitor's address, which the journal keeps, the one proxies tell.
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    database = connect(settings.database_url)
    refuse_unsafe(database.engine)
    # The order is that of each request: note its arrival, let it in, then check its token.
    logs.init_app(app)
    transaction.init_app(app, database, FolderStore(settings.evidence_folder))
    access.init_app(app)
    # A mail program has no token of ours; the secret in that address is what it proves itself by.
    CSRFProtect(app).exempt("supplier_portal.sign_in.colleagues.stop_reminders")
    languages.init_app(app)
    formatting.init_app(app)
    errors.init_app(app)
    headers.init_app(app, is_https=settings.is_https)
    navigation.init_app(app)
    theme.init_app(app, settings.theme_folder)
    terms.init_app(app)
    for audience in (sign_in, account, information, procurement, supplier, review):
        app.register_blueprint(audience.pages)
    if settings.is_development:
        app.register_blueprint(styleguide.pages)
    app.context_processor(
        lambda: {
            "visitor": access.visitor(),
            "portal": settings.organisation,
            "locale": str(get_locale()),
            "idle_seconds": int(IDLE_FOR.total_seconds()),
        }
    )
    _tell_of_scanner(settings)
    return app


def _tell_of_scanner(settings: Settings) -> None:
    """Say in the log at every start that files are not scanned, so that nobody assumes they are."""
    if settings.evidence.scanner is None:
        _log.warning("files_are_not_scanned", setting="CLAMD")


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        PUBLIC_URL=settings.public_url,
        SECURITY_TXT=settings.security_txt,
        ACCESSIBILITY=settings.accessibility,
        SENDS_MAIL=settings.mail is not None,
        QUOTA=settings.evidence.quota,
        SCANS_FILES=settings.evidence.scanner is not None,
        RECEIPT_KEY=settings.receipt_key,
        CIPHER=Cipher(settings.secret_key),
        SECOND_FACTOR_IS_REQUIRED=settings.second_factor is SecondFactor.REQUIRED,
        ORGANISATION=settings.organisation,
        MINIMUM_DAYS_FOR_RESPONSES=settings.minimum_days_for_responses,
        MINIMUM_DAYS_AFTER_A_CHANGE=settings.minimum_days_after_a_change,
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # The session's own end bounds a token: hours of typing may not be lost (assurance A11).
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
