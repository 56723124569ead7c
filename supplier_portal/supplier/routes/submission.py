"""This file lets a supplier check everything once more, hand it in, and see the receipt."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.interchange import response as response_document
from supplier_portal.services import answers, evidence, requirement_sets, responses, submissions
from supplier_portal.services.errors import NotFoundError
from supplier_portal.supplier import views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.forms import SubmitForm
from supplier_portal.web import transaction
from supplier_portal.web.access import actor


@pages.route("/<uuid:response_id>/submit", methods=["GET", "POST"])
def submit(response_id: UUID) -> str | Response:
    """The whole response on one page, what is missing from it, and the button that hands it in."""
    work = views.workspace(response_id)
    if work.is_submitted and not work.is_outdated:
        return redirect(url_for("supplier.receipt", response_id=response_id))
    session = transaction.session()
    form = SubmitForm(data={"revision": work.response.revision.number})
    if form.validate_on_submit():
        submissions.submit(
            session,
            actor(),
            work.response,
            revision=form.revision.data,
            received_at=transaction.received_at(),
        )
        flash(gettext("Your response is handed in."))
        return redirect(url_for("supplier.receipt", response_id=response_id))
    return render_template(
        "supplier/submit.html",
        form=form,
        work=work,
        response=work.response,
        missing=work.missing(),
        given=answers.given(work.kept),
        files=evidence.references(session, work.response),
    )


@pages.get("/<uuid:response_id>/receipt")
def receipt(response_id: UUID) -> str:
    """What was handed in, when, and under which digests."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    submission = submissions.last_of(session, response)
    if submission is None:
        raise NotFoundError
    revision = submissions.revision_of(session, response, submission)
    return render_template(
        "supplier/receipt.html",
        response=response,
        submission=submission,
        revision=revision.number,
        newest=requirement_sets.newest_number(session, response.procurement_id),
        document=response_document.from_document(submission.document),
    )
