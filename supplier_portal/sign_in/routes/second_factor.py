"""This file asks for the second factor at sign-in, and has it set up by who has none."""

import io
from uuid import UUID

import segno
from flask import Response as Answer
from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from supplier_portal.services import accounts, recovery_codes, second_factors, sign_ins
from supplier_portal.services.errors import WrongCodeError
from supplier_portal.services.sign_ins import Halfway
from supplier_portal.sign_in import steps
from supplier_portal.sign_in.blueprint import pages
from supplier_portal.sign_in.forms import CodeForm, SetUpForm
from supplier_portal.web import access, halfway, identity, transaction
from supplier_portal.web.access import origin, public
from supplier_portal.web.formatting import told

_IN_GROUPS = 4


@pages.route("/sign-in/code", methods=["GET", "POST"])
@public
def give_code() -> str | Response:
    """Give a code of the app, or one for recovery, after the password."""
    person = halfway.who()
    if person is None:
        return redirect(url_for("sign_in.start", next=_wanted()))
    form = CodeForm()
    if form.validate_on_submit():
        if identity.with_code(person, form.code.data):
            return _let_in(person, form.code.data)
        form.code.errors = [
            gettext("This code is not right, or was used already. Enter the code of this moment.")
        ]
    return render_template("sign_in/code.html", form=form)


@pages.route("/sign-in/second-factor", methods=["GET", "POST"])
@public
def set_up() -> str | Response:
    """Set up the second factor: at the first sign-in, or later by choice."""
    person = _who_sets_up()
    if person is None:
        return redirect(url_for("sign_in.start", next=_wanted()))
    session = transaction.session()
    found = second_factors.of_account(session, person.account_id)
    if found is not None:
        return _has_one(person.account_id, found)
    secret, form = _proposed(person), SetUpForm()
    if _is_halfway():
        del form.password
    if form.validate_on_submit() and _is_proven(form, person):
        try:
            second_factors.set_up(
                session,
                identity.cipher(),
                person.account_id,
                secret=secret,
                code=form.code.data,
                at=transaction.received_at(),
                origin=origin(),
            )
        except WrongCodeError as error:
            form.code.errors = [told(error)]
        else:
            return _give_recovery_codes(person)
    return render_template("sign_in/set_up.html", form=form, secret=_in_groups(secret))


@pages.get("/sign-in/second-factor/square.svg")
@public
def square() -> Response:
    """The square that an app scans to share the secret."""
    person = _who_sets_up()
    if person is None or second_factors.of_account(transaction.session(), person.account_id):
        abort(404)
    address = second_factors.address(
        _proposed(person), email=person.email, issuer=current_app.config["ORGANISATION"]
    )
    drawn = io.BytesIO()
    # On white, also in the dark: apps read it better so.
    segno.make(address, micro=False).save(drawn, kind="svg", scale=5, light="white", dark="black")
    return Answer(drawn.getvalue(), mimetype="image/svg+xml")


def _let_in(person: Halfway, code: str) -> Response:
    if not halfway.leave():
        return redirect(url_for("sign_in.start"))
    halfway.let_in(person.account_id)
    if not second_factors.is_like_code(code):
        left = recovery_codes.left(transaction.session(), person.account_id)
        flash(
            ngettext(
                "You used a recovery code. You have %(num)d left.",
                "You used a recovery code. You have %(num)d left.",
                left,
            )
        )
    return steps.arrived()


def _has_one(account_id: UUID, found: second_factors.Factor) -> str | Response:
    if _is_halfway():
        return redirect(url_for("sign_in.give_code", next=_wanted()))
    left = recovery_codes.left(transaction.session(), account_id)
    return render_template("sign_in/has_second_factor.html", factor=found, left=left)


def _is_proven(form: SetUpForm, person: Halfway) -> bool:
    """Whether it is the person themselves who sits there: the password was just given."""
    if _is_halfway():
        return True
    if identity.with_password(person.email, form.password.data) == person.account_id:
        return True
    form.password.errors = [gettext("This is not your password. Try again.")]
    return False


def _give_recovery_codes(person: Halfway) -> str | Response:
    session, at = transaction.session(), transaction.received_at()
    codes = recovery_codes.renew(session, person.account_id, at=at, origin=origin())
    if _is_halfway():
        if not halfway.leave():
            transaction.roll_back()
            return redirect(url_for("sign_in.start"))
    else:
        sign_ins.end(session, access.secret(), at=at)
    halfway.let_in(person.account_id)
    wanted = steps.own_address(_wanted()) or url_for("sign_in.home")
    return render_template("sign_in/recovery_codes.html", codes=codes, wanted=wanted)


def _who_sets_up() -> Halfway | None:
    found = access.visitor()
    if found is None:
        return halfway.who()
    account = accounts.of_id(transaction.session(), found.account_id)
    return Halfway(account.id, account.email, account.name)


def _is_halfway() -> bool:
    return access.visitor() is None


def _proposed(person: Halfway) -> str:
    return second_factors.proposed_secret(
        identity.cipher(), person.account_id, halfway.secret() if _is_halfway() else access.secret()
    )


def _in_groups(secret: str) -> str:
    starts = range(0, len(secret), _IN_GROUPS)
    return " ".join(secret[start : start + _IN_GROUPS] for start in starts)


def _wanted() -> str | None:
    return request.args.get("next")
