"""This file names who of security will review the responses to a procurement."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.reviewers_form import ReviewersForm
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import reviewers as reviewers_service
from supplier_portal.services.errors import NoReviewerError
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.route("/<uuid:procurement_id>/reviewers", methods=["GET", "POST"])
def reviewers(procurement_id: UUID) -> str | Response:
    """Tick who will review the responses."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    candidates = reviewers_service.candidates(session, actor())
    named = [account.id for account in reviewers_service.named(session, standing.procurement)]
    form = ReviewersForm(candidates, named)
    if form.validate_on_submit():
        try:
            reviewers_service.change(
                session,
                actor(),
                standing.procurement,
                added=form.added,
                removed=form.removed,
                at=transaction.received_at(),
            )
        except NoReviewerError as error:
            transaction.roll_back()
            form.people.errors = [told(error)]
            standing = standing_of(procurement_id)
        else:
            flash(gettext("The reviewers are saved."))
            return redirect(url_for("procurement.show", procurement_id=procurement_id))
    return render_template(
        "procurement/reviewers.html", form=form, standing=standing, is_any=bool(candidates)
    )
