"""This file shows what is published, and invites suppliers."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.questionnaire import Questionnaire
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import InviteForm
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import (
    inviting,
    notices,
    requirement_sets,
)
from supplier_portal.services.errors import NotPublishedError
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.addresses import public_address


@pages.get("/<uuid:procurement_id>/revisions/<int(max=9999):number>")
def revision(procurement_id: UUID, number: int) -> str:
    """A published revision, as it will always be."""
    standing = standing_of(procurement_id)
    record = requirement_sets.revision_numbered(transaction.session(), procurement_id, number)
    value = requirement_sets.value_of(record)
    return render_template(
        "procurement/revision.html",
        standing=standing,
        record=record,
        revision=value,
        sections=Questionnaire(value).sections,
    )


@pages.route("/<uuid:procurement_id>/invitations", methods=["GET", "POST"])
def invite(procurement_id: UUID) -> str:
    """Invite a supplier by mail; the link is shown once as well."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    if not standing.state.is_published:
        raise NotPublishedError
    form = InviteForm()
    link = ""
    if form.validate_on_submit():
        token = inviting.invite(
            session,
            actor(),
            standing.procurement,
            email=form.email.data,
            at=transaction.received_at(),
            link_for=_invitation_link,
        )
        link = _invitation_link(token)
    return render_template(
        "procurement/invite.html",
        form=form,
        standing=standing,
        link=link,
        sends_mail=current_app.config["SENDS_MAIL"],
        invitations=inviting.invited(session, standing.procurement),
        mail=notices.mail_of(
            session,
            standing.procurement,
            revision_number=requirement_sets.newest_number(session, procurement_id),
        ),
    )


@pages.post("/<uuid:procurement_id>/invitations/<uuid:invitation_id>/revoke")
def revoke_invitation(procurement_id: UUID, invitation_id: UUID) -> Response:
    """Take an invitation back."""
    standing = standing_of(procurement_id)
    revoked = inviting.revoke(
        transaction.session(),
        actor(),
        standing.procurement,
        invitation_id,
        at=transaction.received_at(),
    )
    flash(gettext("The invitation of %(email)s is taken back.", email=revoked.email))
    return redirect(url_for("procurement.invite", procurement_id=procurement_id))


def _invitation_link(token: str) -> str:
    return public_address("sign_in.invitation", token=token)
