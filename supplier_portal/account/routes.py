"""This file shows people their own account, and changes what proves who they are."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.account.forms import ChangePasswordForm, RenewCodesForm
from supplier_portal.services import (
    accounts,
    passwords,
    recovery_codes,
    second_factors,
    sign_ins,
)
from supplier_portal.services.sign_ins import Halfway
from supplier_portal.web import access, identity, transaction
from supplier_portal.web.access import actor, background, for_everybody, origin

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("/")
@for_everybody
def show() -> str:
    """Who one is here, what proves it, and where one is signed in."""
    session, own = transaction.session(), actor().account_id
    places = sign_ins.places_of(session, own, here=access.secret(), at=transaction.received_at())
    return render_template(
        "account/show.html",
        account=accounts.of_id(session, own),
        factor=second_factors.of_account(session, own),
        codes_left=recovery_codes.left(session, own),
        places=places,
    )


@pages.route("/password", methods=["GET", "POST"])
@for_everybody
def change_password() -> str | Response:
    """Take another password; who is signed in elsewhere must sign in anew."""
    form = ChangePasswordForm()
    if form.validate_on_submit() and _is_own(form):
        passwords.change(
            transaction.session(),
            actor().account_id,
            form.new_password.data,
            here=access.secret(),
            at=transaction.received_at(),
            origin=origin(),
        )
        flash(gettext("Your password is changed. Everywhere else you are signed out."))
        return redirect(url_for("account.show"))
    return render_template("account/change_password.html", form=form)


@pages.route("/recovery-codes", methods=["GET", "POST"])
@for_everybody
def renew_codes() -> str | Response:
    """Get ten other recovery codes, for who has a second factor."""
    own = actor().account_id
    if second_factors.of_account(transaction.session(), own) is None:
        return redirect(url_for("sign_in.set_up"))
    form = RenewCodesForm()
    if form.validate_on_submit() and _is_own(form) and _is_code(form):
        codes = recovery_codes.renew(
            transaction.session(), own, at=transaction.received_at(), origin=origin()
        )
        return render_template("account/recovery_codes.html", codes=codes)
    return render_template("account/renew_codes.html", form=form)


@pages.post("/elsewhere")
@for_everybody
def sign_out_elsewhere() -> Response:
    """End every other sign-in than this one."""
    accounts.sign_out_elsewhere(
        transaction.session(),
        actor().account_id,
        here=access.secret(),
        at=transaction.received_at(),
        origin=origin(),
    )
    flash(gettext("You are signed out everywhere else."))
    return redirect(url_for("account.show"))


@pages.get("/stay")
@for_everybody
@background
def time_left() -> Response:
    """Tell a script how long one stays signed in; asking is no sign that somebody is there."""
    return jsonify(seconds=_seconds_left())


@pages.post("/stay")
@for_everybody
def stay() -> Response:
    """Stay signed in: a person pressed the button of the warning (WCAG 2.2.1)."""
    sign_ins.note_presence(transaction.session(), access.secret(), at=transaction.received_at())
    return jsonify(seconds=_seconds_left())


def _seconds_left() -> int:
    left = sign_ins.time_left(transaction.session(), access.secret(), at=transaction.received_at())
    return int(left.total_seconds())


def _is_own(form: ChangePasswordForm | RenewCodesForm) -> bool:
    """Whether the present password was given; says so on its field when it was not."""
    if identity.with_password(_person().email, form.password.data) == actor().account_id:
        return True
    form.password.errors = [gettext("This is not your password. Try again.")]
    return False


def _is_code(form: RenewCodesForm) -> bool:
    if identity.with_code(_person(), form.code.data):
        return True
    form.code.errors = [
        gettext("This code is not right, or was used already. Enter the code of this moment.")
    ]
    return False


def _person() -> Halfway:
    with transaction.reading_session() as session:
        found = accounts.of_id(session, actor().account_id)
        return Halfway(found.id, found.email, found.name)
