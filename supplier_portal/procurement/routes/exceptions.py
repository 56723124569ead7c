"""This file lists where a set departs from the proposal, and asks the reasons for it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.deviations import DeviationKind
from questionnaires.errors import InvalidReasonError, UnsafeTextError
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.procurement.tailor_forms import ReasonForm
from supplier_portal.services import exceptions, requirement_sets, risk_profiles
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError
from supplier_portal.services.procurements import Procurement
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.route("/<uuid:procurement_id>/exceptions", methods=["GET", "POST"])
def list_exceptions(procurement_id: UUID) -> str | Response:
    """The exceptions of a set, each with its reason or a field for it."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    attempt = ReasonForm()
    if attempt.is_submitted():
        requirement_sets.refuse_published(session, standing.procurement)
        if attempt.validate() and _given(attempt, standing.procurement):
            flash(gettext("The reason is kept."))
            return redirect(url_for("procurement.list_exceptions", procurement_id=procurement_id))
    found = exceptions.of(session, standing.procurement)
    return render_template(
        "procurement/exceptions.html",
        standing=standing,
        has_profile=risk_profiles.current(session, procurement_id) is not None,
        attempt=attempt if attempt.is_submitted() else None,
        opened=exceptions.without_reason(found),
        reasoned=[item for item in found if item.is_reasoned],
        is_draft=standing.is_editable,
    )


def after_a_change(procurement: Procurement) -> Response:
    """Go to where reasons are asked if some are missing now, else back to the set."""
    found = exceptions.of(transaction.session(), procurement)
    if not exceptions.without_reason(found):
        return redirect(url_for("procurement.requirements", procurement_id=procurement.id))
    return redirect(url_for("procurement.list_exceptions", procurement_id=procurement.id))


def _given(form: ReasonForm, procurement: Procurement) -> bool:
    """Keep a reason, or put on the form why it cannot be."""
    if form.kind.data not in set(DeviationKind):
        raise NotFoundError
    try:
        exceptions.give_reason(
            transaction.session(),
            actor(),
            procurement,
            subject=form.subject.data,
            kind=DeviationKind(form.kind.data),
            reason=form.text.data,
            version=form.version.data,
            at=transaction.received_at(),
        )
    except (InvalidReasonError, UnsafeTextError, ChangedMeanwhileError) as error:
        form.text.errors = [told(error)]
        return False
    return True
