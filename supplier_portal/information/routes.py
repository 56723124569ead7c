"""This file shows the pages that explain the service, to whoever asks."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_babel import format_date, get_locale

from questionnaires.interchange.receipt import ALGORITHM
from questionnaires.interchange.schemas import written as moment_written
from questionnaires.wording import Language
from supplier_portal.information import statement
from supplier_portal.information.security_txt import ADDRESS, warn
from supplier_portal.information.security_txt import written as security_txt_of
from supplier_portal.services import receipts
from supplier_portal.web import glossary as words
from supplier_portal.web import transaction
from supplier_portal.web.access import public
from supplier_portal.web.queries import query_of

pages = Blueprint("information", __name__)


@pages.get("/glossary")
@public
def glossary() -> str:
    """The words of the service; ``q`` keeps those in which these words occur."""
    language, query = Language(str(get_locale())), query_of(request.args)
    return render_template(
        "information/glossary.html",
        language=language,
        other=Language.ENGLISH if language is Language.DUTCH else Language.DUTCH,
        letters=words.by_letter(language),
        terms=words.load(),
        query=query,
        found=words.found(query, language),
    )


@pages.get("/toegankelijkheid")  # where the Dutch government has it
@pages.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement: a draft, until the organisation has had it tested."""
    declared = current_app.config["ACCESSIBILITY"]
    today = transaction.received_at().date()
    return render_template(
        "information/accessibility.html",
        declared=declared,
        statuses=statement.STATUSES,
        meanings=statement.MEANINGS,
        shortcomings=statement.SHORTCOMINGS,
        tested_on=declared.tested_on and format_date(declared.tested_on, "long"),
        next_test=declared.next_test and format_date(declared.next_test, "long"),
        is_outdated=declared.next_test is not None and declared.next_test < today,
    )


@pages.get(ADDRESS)
@public
def security_txt() -> Response:
    """Whom to tell about a weakness in the service, for people and tools that look for it."""
    declared = current_app.config["SECURITY_TXT"]
    if declared is None:
        abort(404)
    return Response(
        security_txt_of(declared, current_app.config["PUBLIC_URL"]), mimetype="text/plain"
    )


@pages.get("/.well-known/receipt-key")
@public
def receipt_keys() -> Response:
    """The public keys that receipts are checked with: the one used now, and all before it."""
    current = current_app.config["RECEIPT_KEY"]
    since = {
        key.key_id: (key.public_key, moment_written(key.first_used_at))
        for key in receipts.keys(transaction.session())
    }
    known = {current.key_id: (current.public_key, None), **since}
    listed = [
        {"key_id": key_id, "public_key": public_key, "first_used_at": at}
        for key_id, (public_key, at) in known.items()
    ]
    return jsonify(algorithm=ALGORITHM, current=current.key_id, keys=listed)


def _warn(state: BlueprintSetupState) -> None:
    warn(state.app.config["SECURITY_TXT"], datetime.now(UTC))


pages.record_once(_warn)
