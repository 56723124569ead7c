"""This file shows a supplier what changed after publication, and lets it go on with that."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.services import responses, submissions, taking_up
from supplier_portal.services.errors import ChangedMeanwhileError
from supplier_portal.supplier import views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.forms import TakeUpForm
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.revision_changes import told_changes


@pages.route("/<uuid:response_id>/changes", methods=["GET", "POST"])
def changes(response_id: UUID) -> str | Response:
    """What changed since the revision of a response, word by word, and the button to go on."""
    session, now = transaction.session(), transaction.received_at()
    work = views.workspace(response_id)
    step = taking_up.step(session, work.response)
    if step is None:
        return redirect(url_for("supplier.show", response_id=response_id))
    form = TakeUpForm(data={"number": step.number})
    problem = ""
    if form.validate_on_submit():
        try:
            taking_up.take_up(
                session, actor(), work.response, number=form.number.data, received_at=now
            )
        except ChangedMeanwhileError:
            step = taking_up.step(session, work.response) or step
            problem = gettext("The requirements changed once more. This is what changed by now.")
            form.number.renew(step.number)
        else:
            flash(gettext("You go on with revision %(number)s.", number=step.number))
            return redirect(url_for("supplier.show", response_id=response_id))
    return render_template(
        "supplier/changes.html",
        form=form,
        problem=problem,
        work=work,
        response=work.response,
        step=step,
        changes=told_changes(step.changed, work.response.procurement.language),
        last=submissions.last_of(session, work.response),
        is_late=responses.is_late(work.response, now),
    )
