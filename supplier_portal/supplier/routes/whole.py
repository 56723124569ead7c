"""This file shows a supplier the whole questionnaire on one page, to read or print."""

from uuid import UUID

from flask import render_template

from supplier_portal.services import evidence
from supplier_portal.supplier import views, whole_views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.web import transaction


@pages.get("/<uuid:response_id>/whole")
def whole(response_id: UUID) -> str:
    """All themes, requirements and questions of one response, with the answers so far."""
    work = views.workspace(response_id)
    files: dict[str, list[str]] = {}
    for file in evidence.all_of(transaction.session(), work.response):
        files.setdefault(file.requirement, []).append(file.name)
    return render_template(
        "supplier/whole.html",
        work=work,
        response=work.response,
        themes=whole_views.whole(work.questionnaire, work.given, files),
        progress=work.progress(),
    )
