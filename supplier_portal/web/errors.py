"""This file turns errors into pages: one table from class to status, and words for each."""

import structlog
from flask import Flask, g, jsonify, make_response, render_template, request
from flask import session as browser
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from questionnaires.errors import (
    ConversionError,
    QuestionnaireError,
    TemplateFailsError,
    UnknownItemError,
)
from supplier_portal.services import errors
from supplier_portal.web import outages, refusals, transaction
from supplier_portal.web.formatting import told

_log = structlog.get_logger()
_STATUS: dict[type[QuestionnaireError], int] = {
    errors.NotFoundError: 404,
    errors.InvitationError: 404,
    errors.PasswordLinkError: 404,
    UnknownItemError: 404,
    errors.RightNeededError: 403,
    errors.TooManyGuessesError: 429,
    errors.TooManyLinksError: 429,
    errors.ChangedMeanwhileError: 409,
    errors.AlreadyPublishedError: 409,
    errors.NotAmendableError: 409,
    errors.InvitingIsOverError: 409,
    errors.OutdatedRevisionError: 409,
    errors.NotReachedError: 409,
    errors.AlreadyColleagueError: 409,
    errors.ElsewhereError: 409,
    errors.LastHolderError: 409,
    errors.AlreadyDecidedError: 409,
    errors.NotEmptyError: 409,
    errors.EmptySetError: 409,
    errors.NotPublishedError: 409,
    errors.NotAskedError: 409,
    errors.FourEyesError: 409,
    errors.AlreadySubmittedError: 409,
    errors.DeadlinePassedError: 409,
    errors.LateFileError: 409,
    errors.HeldBackError: 409,
    errors.AlreadyInVaultError: 409,
    errors.QuotaError: 409,
    errors.AskingNotOpenError: 409,
    errors.AskingIsOverError: 409,
    errors.ClarificationIsFixedError: 409,
    errors.AnswerIsTakenError: 409,
    errors.NotaIsOverError: 409,
    errors.EmptyNotaError: 409,
    errors.StillSealedError: 409,
    errors.AlreadyOpenedError: 409,
    errors.NotWithdrawnError: 409,
    errors.AlreadyToldError: 409,
    errors.IncompleteError: 409,
    errors.UnfaithfulDocumentError: 500,
    errors.UnreadableFactorError: 500,
    TemplateFailsError: 409,
    ConversionError: 409,
}
_TITLES = {
    400: _l("This could not be processed"),
    401: _l("You are signed out"),
    403: _l("No access"),
    404: _l("Page not found"),
    405: _l("This is not possible here"),
    409: _l("This is not possible now"),
    413: _l("This is too large"),
    429: _l("Wait a moment"),
    500: _l("Something went wrong on our side"),
    503: _l("Try again in a moment"),
}
_MESSAGES = {
    400: _l("Go back, check what you entered and try again."),
    401: _l("Sign in again in another tab; then go on here. What you typed is still in this page."),
    403: _l("Your account is not allowed to see this page."),
    404: _l("This does not exist, or you have no access to it."),
    405: _l("Go back to the page you came from and use the buttons there."),
    413: _l("Send a shorter text, or a file of at most 25 MB."),
    500: _l(
        "Go back and look whether your last change is there; if not, try again. "
        "If it happens again, report the number."
    ),
    503: _l(
        "We cannot reach our data now, or have no room to keep more. Go back: what you typed is "
        "still in that page. Wait a minute, then look whether it is saved; if not, save it again."
    ),
}
_SERVER_FAULT = 500
_OUTAGE = 503


def init_app(app: Flask) -> None:
    """Answer every error with a page, or with JSON for our own scripts."""
    app.register_error_handler(QuestionnaireError, _of_domain)
    app.register_error_handler(StaleDataError, _changed_meanwhile)
    app.register_error_handler(IntegrityError, _changed_meanwhile)
    app.register_error_handler(DataError, _out_of_range)
    app.register_error_handler(CSRFError, _without_csrf_token)
    app.register_error_handler(HTTPException, _of_http)


def _of_domain(error: QuestionnaireError) -> Response:
    refusals.note(error)
    status = _STATUS.get(type(error), 400)
    if status >= _SERVER_FAULT:
        _log.error("request failed", rule=str(request.url_rule), exc_info=error)
    answer = make_response(_page(status, told(error)))
    if isinstance(error, errors.TooManyGuessesError):
        answer.headers["Retry-After"] = str(error.facts["seconds"])
    return answer


def _changed_meanwhile(_error: Exception) -> tuple[str | Response, int]:
    # A constraint held where two people did the same at once; the first one won.
    transaction.roll_back()
    return _page(409, told(errors.ChangedMeanwhileError()))


def _out_of_range(_error: Exception) -> tuple[str | Response, int]:
    transaction.roll_back()
    return _page(400, str(_MESSAGES[400]))


def _without_csrf_token(_error: CSRFError) -> tuple[str | Response, int]:
    return _page(
        400,
        gettext(
            "This page no longer belongs to your session, for example because you signed in again "
            "elsewhere. Go back, copy what you typed, reload the page and try again."
        ),
    )


def _of_http(error: HTTPException) -> tuple[str | Response, int] | Response:
    status = _status_of(error)
    reference = ""
    if status >= _SERVER_FAULT:
        reference = g.get("request_id", "")
        _tell_log(status, error)
        g.visitor = None  # finding out who it is may be what failed
        browser.pop("_flashes", None)  # a view says "saved" before the commit that may have failed
    transaction.roll_back()
    reply = make_response(_page(status, str(_MESSAGES.get(status, _MESSAGES[400])), reference))
    if status == _OUTAGE:
        reply.headers["Retry-After"] = str(outages.RETRY_AFTER_SECONDS)
    return reply


def _status_of(error: HTTPException) -> int:
    if outages.is_outage(_original(error)):
        return _OUTAGE
    status = error.code or _SERVER_FAULT
    if status in _TITLES and status != _OUTAGE:
        return status
    return 400 if status < _SERVER_FAULT else _SERVER_FAULT


def _tell_log(status: int, error: HTTPException) -> None:
    # The rule, not the address: an address may hold the secret of an invitation.
    rule, original = str(request.url_rule), _original(error)
    if status == _OUTAGE:
        _log.error("storage unavailable", rule=rule, reason=outages.reason(original))
    else:
        _log.error("request failed", rule=rule, exc_info=original)


def _original(error: HTTPException) -> BaseException | None:
    found: BaseException | None = getattr(error, "original_exception", None)
    return found


def _page(status: int, message: str, reference: str = "") -> tuple[str | Response, int]:
    title = str(_TITLES.get(status, _TITLES[400]))
    if request.accept_mimetypes.best == "application/json":
        return jsonify(title=title, message=message, reference=reference), status
    page = render_template("errors/error.html", title=title, message=message, reference=reference)
    return page, status
