"""This file lets a colleague in by the link in an invitation, and stops reminders by a link."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.services import colleagues, reminders
from supplier_portal.sign_in.forms import ColleagueClaimForm
from supplier_portal.sign_in.routes import pages
from supplier_portal.web import transaction
from supplier_portal.web.access import origin, public


@pages.route("/colleague/<token>", methods=["GET", "POST"])
@public
def colleague(token: str) -> str | Response:
    """Show the invitation of a colleague; looking at it uses nothing up, only the button does."""
    session, at = transaction.session(), transaction.received_at()
    found = colleagues.of_link(session, token, at=at)
    form = ColleagueClaimForm(data={"name": found.name})
    if form.validate_on_submit():
        colleagues.claim(
            session,
            token,
            name=form.name.data,
            password=form.password.data,
            at=at,
            origin=origin(),
        )
        flash(gettext("Your account is ready. Sign in to start."))
        return redirect(url_for("sign_in.start"))
    return render_template("sign_in/colleague.html", form=form, invitation=found)


@pages.route("/reminders/<token>", methods=["GET", "POST"])
@public
def stop_reminders(token: str) -> str | Response:
    """Stop reminders: by the button here, or by a mail program that asks by itself (RFC 8058)."""
    session = transaction.session()
    if request.method == "POST":
        reminders.stop(session, token, at=transaction.received_at())
        return redirect(request.path)
    return render_template("sign_in/reminders.html", address=reminders.of_token(session, token))
