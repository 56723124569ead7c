"""This file shows a supplier what it was invited to, and how far each response is."""

from uuid import UUID

from flask import render_template

from supplier_portal.services import responses, submissions
from supplier_portal.supplier import views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.web import transaction
from supplier_portal.web.access import actor


@pages.get("/")
def home() -> str:
    """The procurements this supplier was invited to, the nearest deadline first."""
    return render_template(
        "supplier/home.html",
        responses=responses.all_of(transaction.session(), actor()),
        now=transaction.received_at(),
    )


@pages.get("/<uuid:response_id>")
def show(response_id: UUID) -> str:
    """One response: progress per theme, what is missing, and handing in."""
    work = views.workspace(response_id)
    return render_template(
        "supplier/show.html",
        work=work,
        response=work.response,
        sections=[(part, work.progress(part.theme)) for part in work.questionnaire.sections],
        progress=work.progress(),
        submission=submissions.submission_of(transaction.session(), work.response),
    )
