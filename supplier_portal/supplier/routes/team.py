"""This file shows who belongs to the supplier's organisation, and lets them in and out."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from supplier_portal.services import colleagues, reminders, team
from supplier_portal.services.colleagues import Colleague
from supplier_portal.services.errors import AlreadyColleagueError
from supplier_portal.services.rights import Right
from supplier_portal.supplier import team_history
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.team_forms import RIGHTS, ColleagueForm, RightsForm
from supplier_portal.web import transaction
from supplier_portal.web.access import actor, needs
from supplier_portal.web.addresses import public_address
from supplier_portal.web.formatting import told


@pages.get("/team", endpoint="team")
def show_team() -> str:
    """Who belongs to the organisation and what each may do, who was invited, what happened."""
    return _page(ColleagueForm())


@pages.post("/team/invitations")
@needs(Right.TEAM)
def invite_colleague() -> str | Response:
    """Mail a colleague a link; sent again, an earlier link stops working."""
    form = ColleagueForm()
    if not form.validate_on_submit():
        return _page(form)
    colleague = Colleague(
        email=form.email.data,
        name=form.name.data or "",
        language=str(get_locale()),
        rights=form.wanted,
    )
    try:
        colleagues.invite(
            transaction.session(),
            actor(),
            colleague,
            link_for=_link,
            at=transaction.received_at(),
        )
    except AlreadyColleagueError as error:
        form.email.errors = [told(error)]
        return _page(form)
    flash(gettext("%(email)s gets an invitation by mail.", email=form.email.data))
    return _back()


@pages.post("/team/invitations/<uuid:invitation_id>/again")
@needs(Right.TEAM)
def invite_again(invitation_id: UUID) -> Response:
    """Mail a new link; the earlier one stops working."""
    session, at = transaction.session(), transaction.received_at()
    email = colleagues.send_again(session, actor(), invitation_id, link_for=_link, at=at)
    flash(gettext("%(email)s gets an invitation by mail.", email=email))
    return _back()


@pages.post("/team/invitations/<uuid:invitation_id>/revoke")
@needs(Right.TEAM)
def revoke_colleague(invitation_id: UUID) -> Response:
    """Take an invitation back."""
    session, at = transaction.session(), transaction.received_at()
    email = colleagues.revoke(session, actor(), invitation_id, at=at)
    flash(gettext("The link sent to %(email)s no longer works.", email=email))
    return _back()


@pages.post("/team/<uuid:account_id>/rights")
@needs(Right.TEAM)
def change_rights(account_id: UUID) -> Response:
    """Give a colleague rights, or take them."""
    form = RightsForm()
    if not form.validate():
        abort(400)  # the page offers nothing that is refused
    team.change_rights(
        transaction.session(),
        actor(),
        account_id,
        form.wanted,
        seen=form.shown,
        at=transaction.received_at(),
    )
    flash(gettext("The rights are saved."))
    return _back()


@pages.post("/team/<uuid:account_id>/deactivate")
@needs(Right.TEAM)
def deactivate(account_id: UUID) -> Response:
    """End somebody's account, at once."""
    session, at = transaction.session(), transaction.received_at()
    name = team.deactivate(session, actor(), account_id, at=at)
    flash(gettext("%(name)s can no longer sign in.", name=name))
    return _back()


@pages.post("/team/<uuid:account_id>/readmit")
@needs(Right.TEAM)
def readmit(account_id: UUID) -> Response:
    """Let somebody in again."""
    session, at = transaction.session(), transaction.received_at()
    name = team.readmit(session, actor(), account_id, at=at)
    flash(gettext("%(name)s can sign in again.", name=name))
    return _back()


@pages.post("/team/reminders")
def choose_reminders() -> Response:
    """Choose whether one gets reminders of deadlines."""
    is_wanted = request.form.get("wanted") == "yes"
    session, at = transaction.session(), transaction.received_at()
    email = team.one_of(session, actor().account_id).email
    secret = current_app.secret_key
    reminders.choose(session, email, is_wanted=is_wanted, secret=str(secret), at=at)
    flash(gettext("You get reminders.") if is_wanted else gettext("You get no more reminders."))
    return _back()


def _page(form: ColleagueForm) -> str:
    session, home = transaction.session(), actor().organisation_id
    members = team.members(session, home)
    own = next(one for one in members if one.id == actor().account_id)
    return render_template(
        "supplier/team.html",
        form=form,
        own=own,
        members=[one for one in members if one.is_active],
        former=[one for one in members if not one.is_active],
        invited=colleagues.under_way(session, actor()),
        rights=RIGHTS,
        now=transaction.received_at(),
        may_change=actor().may(Right.TEAM),
        wants_reminders=reminders.wants(session, own.email),
        lines=team_history.lines(team.history(session, home)),
    )


def _link(token: str) -> str:
    return public_address("sign_in.colleague", token=token)


def _back() -> Response:
    return redirect(url_for("supplier.team"))
