"""This file lets a published set be changed, and shows what each revision changed."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import InvalidReasonError, UnsafeTextError
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.lifecycle_forms import AmendForm
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import (
    amendments,
    candidates,
    inviting,
    requirement_sets,
)
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError
from supplier_portal.services.procurements import Standing
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told
from supplier_portal.web.readiness import minimum_days
from supplier_portal.web.revision_changes import told_changes


@pages.route("/<uuid:procurement_id>/amendment", methods=["GET", "POST"])
def amend(procurement_id: UUID) -> str | Response:
    """Start a change of what is published, with its reason; or see how far it is."""
    standing = standing_of(procurement_id)
    if not standing.state.is_published:
        raise NotFoundError
    found = amendments.current(transaction.session(), standing.procurement)
    form = AmendForm(
        data={"version": found.version if found else 0, "reason": found.reason if found else ""}
    )
    if form.validate_on_submit() and _kept(form, standing):
        if found:
            flash(gettext("The reason is kept."))
        else:
            flash(gettext("You can change the requirements now. Suppliers see nothing of it yet."))
        return redirect(url_for("procurement.amend", procurement_id=procurement_id))
    return _page(standing, form)


@pages.post("/<uuid:procurement_id>/amendment/take-back")
def take_back(procurement_id: UUID) -> Response:
    """Give up a change: the set is again what is published."""
    procurement = standing_of(procurement_id).procurement
    amendments.take_back(transaction.session(), actor(), procurement, at=transaction.received_at())
    flash(
        gettext(
            "The change is taken back. The requirements are again what is published; the risk "
            "profile and the reasons for exceptions stay as they are now."
        )
    )
    return redirect(url_for("procurement.show", procurement_id=procurement_id))


@pages.get("/<uuid:procurement_id>/revisions/<int(max=9999):number>/changes")
def revision_changes(procurement_id: UUID, number: int) -> str:
    """What a revision changed in the one before, word by word."""
    session = transaction.session()
    procurement = standing_of(procurement_id).procurement
    record = requirement_sets.revision_numbered(session, procurement_id, number)
    if record.number == 1:
        raise NotFoundError
    return render_template(
        "procurement/revision_changes.html",
        procurement=procurement,
        record=record,
        changes=told_changes(
            amendments.between(session, procurement, record), procurement.language
        ),
    )


def _kept(form: AmendForm, standing: Standing) -> bool:
    """Keep the reason, or put on the form why it cannot be."""
    session, procurement = transaction.session(), standing.procurement
    try:
        amendments.start(
            session,
            actor(),
            procurement,
            reason=form.reason.data,
            version=form.version.data,
            at=transaction.received_at(),
        )
    except (InvalidReasonError, UnsafeTextError) as error:
        form.reason.errors = [told(error)]
        return False
    except ChangedMeanwhileError as error:
        found = amendments.current(session, procurement)
        form.reason.errors = [told(error)]
        form.version.renew(found.version if found else 0)
        return False
    return True


def _page(standing: Standing, form: AmendForm) -> str:
    session, now, procurement = (
        transaction.session(),
        transaction.received_at(),
        standing.procurement,
    )
    found = amendments.current(session, procurement)
    candidate = candidates.of_procurement(
        session, procurement, minimum_days=minimum_days(is_amending=True), at=now
    )
    return render_template(
        "procurement/amend.html",
        standing=standing,
        form=form,
        amendment=found,
        number=candidate.number,
        changes=told_changes(candidate.changed, procurement.language) if found else [],
        invited=len(inviting.invited(session, procurement)),
        least=minimum_days(is_amending=True),
    )
