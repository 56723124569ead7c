"""This file lets a colleague in by the link in an invitation, and stops reminders by a link."""

from flask import flash, redirect, render_template, url_for
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


@pages.get("/reminders/<token>")
@public
def reminders_of(token: str) -> str:
    """What the link in a reminder does; only the button does it."""
    found = reminders.of_token(transaction.session(), token)
    return render_template("sign_in/reminders.html", address=found)


@pages.post("/reminders/<token>")
@public
def stop_reminders(token: str) -> Response:
    """Stop reminders, also when a mail program asks for it by itself (RFC 8058)."""
    reminders.stop(transaction.session(), token, at=transaction.received_at())
    return redirect(url_for("sign_in.reminders_of", token=token))
