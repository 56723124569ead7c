"""This file asks security to approve a requirement set, and publishes what is approved."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import NotPublishableError
from questionnaires.revisions import total_weight
from supplier_portal.procurement import views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import PublishForm
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import (
    amendments,
    approvals,
    candidates,
    publication,
    requirement_sets,
)
from supplier_portal.services.procurements import Standing
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.addresses import public_address
from supplier_portal.web.formatting import told
from supplier_portal.web.readiness import checklist, minimum_days
from supplier_portal.web.revision_changes import told_changes


@pages.route("/<uuid:procurement_id>/publish", methods=["GET", "POST"])
def publish(procurement_id: UUID) -> str | Response:
    """Check the set once more, and publish it for good when it is approved."""
    session = transaction.session()
    standing = _draft(procurement_id)
    procurement = standing.procurement
    form = PublishForm()
    problem = ""
    if form.validate_on_submit():
        try:
            record = publication.publish(
                session,
                actor(),
                procurement,
                minimum_days=minimum_days(is_amending=standing.is_amending),
                at=transaction.received_at(),
                sign_in=public_address("sign_in.start"),
            )
        except NotPublishableError as error:
            problem = told(error)
        else:
            flash(gettext("Revision %(number)s is published.", number=record.number))
            return redirect(
                url_for("procurement.revision", procurement_id=procurement_id, number=record.number)
            )
    return _page(standing, form, problem)


@pages.post("/<uuid:procurement_id>/approval")
def ask_approval(procurement_id: UUID) -> str | Response:
    """Ask security to approve the set as it stands."""
    standing = _draft(procurement_id)
    try:
        approvals.ask(
            transaction.session(),
            actor(),
            standing.procurement,
            minimum_days=minimum_days(is_amending=standing.is_amending),
            at=transaction.received_at(),
        )
    except NotPublishableError as error:
        return _page(standing, PublishForm(), told(error))
    flash(gettext("Security is asked for approval. It is on their start page now."))
    return redirect(url_for("procurement.publish", procurement_id=procurement_id))


def _draft(procurement_id: UUID) -> Standing:
    standing = standing_of(procurement_id)
    requirement_sets.refuse_published(transaction.session(), standing.procurement)
    return standing


def _page(standing: Standing, form: PublishForm, problem: str) -> str:
    session, procurement = transaction.session(), standing.procurement
    candidate = candidates.of_procurement(
        session,
        procurement,
        minimum_days=minimum_days(is_amending=standing.is_amending),
        at=transaction.received_at(),
    )
    return render_template(
        "procurement/publish.html",
        form=form,
        procurement=procurement,
        candidate=candidate,
        checks=checklist(candidate.checks, views.place_of(procurement)),
        approval=approvals.current(session, procurement, candidate),
        total=total_weight(candidate.requirements),
        amendment=amendments.current(session, procurement),
        changes=told_changes(candidate.changed, procurement.language),
        problem=problem,
    )
