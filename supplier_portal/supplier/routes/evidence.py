"""This file takes in the files a supplier attaches, and gives them back to that supplier only."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import UnsafeTextError
from supplier_portal.services import evidence, uploads
from supplier_portal.services.errors import NotFoundError, UnacceptableFileError
from supplier_portal.supplier import views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.forms import EvidenceForm
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.downloads import attachment
from supplier_portal.web.formatting import told


@pages.route("/<uuid:response_id>/requirements/<requirement>/evidence", methods=["GET", "POST"])
def attach(response_id: UUID, requirement: str) -> str | Response | tuple[str, int]:
    """Attach a file to a requirement; what is accepted is told beforehand."""
    work = views.workspace(response_id)
    found = work.questionnaire.revision.by_identifier.get(requirement)
    if found is None:
        raise NotFoundError
    form = EvidenceForm()
    status = 200
    if form.validate_on_submit():
        try:
            record = evidence.attach(
                transaction.session(),
                actor(),
                work.response,
                requirement,
                name=form.file.data.filename or "",
                content=form.file.data.read(),
                store=transaction.store(),
                received_at=transaction.received_at(),
            )
        except (UnacceptableFileError, UnsafeTextError) as error:
            form.file.errors = [told(error)]
            status = 400
        else:
            flash(gettext("%(name)s is attached.", name=record.name))
            return redirect(_back(response_id, found.theme.value, requirement))
    page = render_template(
        "supplier/attach.html",
        form=form,
        response=work.response,
        requirement=found,
        kinds=uploads.KINDS,
        largest=uploads.LARGEST_MEGABYTES,
    )
    return page, status


@pages.post("/<uuid:response_id>/evidence/<uuid:evidence_id>/remove")
def remove(response_id: UUID, evidence_id: UUID) -> Response:
    """Take a file out of the response."""
    work = views.workspace(response_id)
    record = evidence.remove(
        transaction.session(),
        actor(),
        work.response,
        evidence_id,
        received_at=transaction.received_at(),
    )
    flash(gettext("%(name)s is removed.", name=record.name))
    requirement = work.questionnaire.revision.by_identifier.get(record.requirement)
    if requirement is None:
        return redirect(url_for("supplier.show", response_id=response_id))
    return redirect(_back(response_id, requirement.theme.value, record.requirement))


@pages.get("/<uuid:response_id>/evidence/<uuid:evidence_id>")
def download(response_id: UUID, evidence_id: UUID) -> Response:
    """One's own file back."""
    work = views.workspace(response_id)
    record = evidence.one_of(transaction.session(), work.response, evidence_id)
    content = transaction.store().get(record.stored_as)
    return attachment(content, name=record.name, media_type=record.media_type)


def _back(response_id: UUID, theme: str, requirement: str) -> str:
    address = url_for("supplier.section", response_id=response_id, theme=theme)
    return f"{address}#{requirement}"
