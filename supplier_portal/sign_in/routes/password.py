"""This file lets people who forgot their password choose another, by a link in a mail."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.services import guesses, passwords
from supplier_portal.sign_in.blueprint import pages
from supplier_portal.sign_in.forms import LinkForm, NewPasswordForm
from supplier_portal.web import transaction
from supplier_portal.web.access import origin, public


@pages.route("/sign-in/forgotten", methods=["GET", "POST"])
@public
def ask_link() -> str:
    """Ask for a link by mail; the answer is the same whether the address has an account (D4)."""
    form = LinkForm()
    if not form.validate_on_submit():
        return render_template("sign_in/ask_link.html", form=form)
    email, at = form.email.data, transaction.received_at()
    with transaction.separate_write() as session:
        guesses.begin(session, email, at=at, origin=origin(), subject=guesses.LINKS)
        passwords.ask_link(session, email, at=at, origin=origin())
    return render_template("sign_in/link_asked.html", email=email)


@pages.route("/password/<token>", methods=["GET", "POST"])
@public
def choose_password(token: str) -> str | Response:
    """Choose another password; looking at it uses nothing up, only the button does (D2)."""
    at = transaction.received_at()
    with transaction.reading_session() as session:
        email = passwords.of_link(session, token, at=at).account.email
    form = NewPasswordForm()
    if form.validate_on_submit():
        passwords.claim(
            transaction.session(), token, form.new_password.data, at=at, origin=origin()
        )
        flash(gettext("Your password is changed. Sign in with it."))
        return redirect(url_for("sign_in.start"))
    return render_template("sign_in/choose_password.html", form=form, email=email)
