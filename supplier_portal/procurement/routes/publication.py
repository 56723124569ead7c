"""This file publishes a requirement set, gives out its annex and invites suppliers."""

from uuid import UUID

import structlog
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from questionnaires.errors import NotPublishableError
from questionnaires.questionnaire import Questionnaire
from questionnaires.revisions import total_weight
from questionnaires.wording import Language
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import InviteForm, PublishForm
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import annexes, procurements, requirement_sets
from supplier_portal.services.errors import NotPublishedError
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.downloads import attachment
from supplier_portal.web.formatting import told

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_log = structlog.get_logger()


@pages.route("/<uuid:procurement_id>/publish", methods=["GET", "POST"])
def publish(procurement_id: UUID) -> str | Response:
    """Check the set once more, and publish it for good."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    requirement_sets.refuse_published(session, standing.procurement)
    form = PublishForm()
    problem = ""
    if form.validate_on_submit():
        try:
            record = requirement_sets.publish(
                session, actor(), standing.procurement, at=transaction.received_at()
            )
        except NotPublishableError as error:
            problem = told(error)
        else:
            flash(gettext("Revision %(number)s is published.", number=record.number))
            return redirect(
                url_for("procurement.revision", procurement_id=procurement_id, number=record.number)
            )
    lines = requirement_sets.lines(session, standing.procurement)
    return render_template(
        "procurement/publish.html",
        form=form,
        standing=standing,
        lines=lines,
        total=total_weight(tuple(line.requirement for line in lines)),
        problem=problem,
    )


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


@pages.get("/<uuid:procurement_id>/revisions/<int(max=9999):number>/annex")
def annex(procurement_id: UUID, number: int) -> Response:
    """The annex of a revision, in Word."""
    standing = standing_of(procurement_id)
    record = requirement_sets.revision_numbered(transaction.session(), procurement_id, number)
    wanted = request.args.get("language", str(get_locale()))
    language = wanted if wanted in set(Language) else Language.DUTCH.value
    return attachment(
        annexes.security_annex_of(record, language),
        name=f"{standing.procurement.reference}-v{number}-{language}.docx",
        media_type=_WORD,
    )


@pages.route("/<uuid:procurement_id>/invitations", methods=["GET", "POST"])
def invite(procurement_id: UUID) -> str:
    """Invite a supplier by mail address; the link is shown once."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    if standing.state is procurements.State.DRAFT:
        raise NotPublishedError
    form = InviteForm()
    link = ""
    if form.validate_on_submit():
        token = procurements.invite(
            session,
            actor(),
            standing.procurement,
            email=form.email.data,
            at=transaction.received_at(),
        )
        address = url_for("sign_in.invitation", token=token)
        link = f"{current_app.config['PUBLIC_URL']}{address}"
        # Until mail is sent by the service itself, the log is the second place to find it.
        _log.info("invitation", link=link)
    return render_template(
        "procurement/invite.html",
        form=form,
        standing=standing,
        link=link,
        invitations=procurements.invitations(session, standing.procurement),
    )
