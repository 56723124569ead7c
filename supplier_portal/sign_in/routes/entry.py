"""This file shows the way in: sign in, sign out, take up an invitation, choose a language."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.services import accounts, invitations
from supplier_portal.services.invitations import Newcomer
from supplier_portal.sign_in import steps
from supplier_portal.sign_in.blueprint import pages
from supplier_portal.sign_in.forms import ClaimForm, SignInForm
from supplier_portal.web import identity, languages, transaction
from supplier_portal.web.access import leave, origin, public, visitor


@pages.get("/")
@public
def home() -> Response:
    """Send everybody to where their work is."""
    found = visitor()
    return redirect(url_for(f"{found.role}.home" if found else "sign_in.start"))


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def start() -> str | Response:
    """Sign in with mail address and password."""
    form = SignInForm()
    if form.validate_on_submit():
        account_id = identity.with_password(form.email.data, form.password.data)
        if account_id is not None:
            return steps.after_password(account_id)
        form.password.errors = [
            gettext("Mail address and password do not belong together. Try again.")
        ]
    return render_template("sign_in/start.html", form=form)


@pages.post("/sign-out")
@public
def stop() -> Response:
    """Sign out of this browser."""
    token = leave()
    if token is not None:
        accounts.sign_out(
            transaction.session(), token, at=transaction.received_at(), origin=origin()
        )
    flash(gettext("You are signed out."))
    return redirect(url_for("sign_in.start"))


@pages.post("/language")
@public
def language() -> Response:
    """Go on in another language, on the page one was on."""
    languages.choose(request.form.get("language", ""))
    return redirect(steps.own_address(request.form.get("back")) or url_for("sign_in.home"))


@pages.route("/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> str | Response:
    """Show an invitation; looking at it uses nothing up, only the button does (assurance D2)."""
    session = transaction.session()
    found = invitations.of_link(session, token, at=transaction.received_at())
    if invitations.has_account(session, found):
        return _join(token, found.email, found.procurement.title)
    form = ClaimForm()
    if form.validate_on_submit():
        newcomer = Newcomer(form.name.data, form.organisation.data, form.password.data)
        account = invitations.claim(
            session, token, newcomer, at=transaction.received_at(), origin=origin()
        )
        flash(gettext("Welcome. Your account is ready."))
        return steps.after_password(account.id)
    return render_template("sign_in/invitation.html", form=form, invitation=found)


def _join(token: str, email: str, title: str) -> str | Response:
    """Let somebody with an account take up a further invitation, once signed in."""
    found = visitor()
    session = transaction.session()
    own = accounts.with_email(session, email)
    if found is None or own is None or own.id != found.account_id:
        return render_template("sign_in/has_account.html", title=title)
    if request.method == "POST":
        invitations.claim(session, token, None, at=transaction.received_at(), origin=origin())
        return redirect(url_for("sign_in.home"))
    return render_template("sign_in/join.html", title=title)
