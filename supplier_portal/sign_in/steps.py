"""This file decides what comes after a password, and where somebody goes once signed in."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from supplier_portal.services import second_factors
from supplier_portal.web import halfway, transaction


def after_password(account_id: UUID) -> Response:
    """Let somebody in, or ask for the second factor first, or have it set up."""
    if not halfway.is_asked(account_id):
        halfway.let_in(account_id)
        return arrived()
    halfway.begin(account_id)
    has_one = second_factors.of_account(transaction.session(), account_id) is not None
    return redirect(
        url_for(
            "sign_in.give_code" if has_one else "sign_in.set_up",
            next=own_address(request.args.get("next")),
        )
    )


def arrived() -> Response:
    """Lead somebody who is signed in now to the page they wanted, or home."""
    return redirect(own_address(request.args.get("next")) or url_for("sign_in.home"))


def own_address(wanted: str | None) -> str | None:
    """An address within this site, or nothing: a link may not lead people elsewhere (G4)."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return None
    parts = urlsplit(wanted)
    return None if parts.scheme or parts.netloc or "\\" in wanted else wanted
