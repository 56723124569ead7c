"""This file imports a catalogue by page: upload a file, look at what it holds, then decide."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import UnreadableFileError
from questionnaires.interchange import spreadsheet_writing
from questionnaires.measure_changes import ChangeKind
from supplier_portal.procurement import import_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import UploadForm
from supplier_portal.services import catalogue_uploads, catalogues
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.downloads import attachment
from supplier_portal.web.formatting import told

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.route("/catalogues/import", methods=["GET", "POST"])
def upload_catalogue() -> str | Response | tuple[str, int]:
    """Choose the file of a norm; what can be read is told beforehand."""
    form = UploadForm()
    status = 200
    if form.validate_on_submit():
        name = catalogue_uploads.safe_name(form.file.data.filename)
        content = form.file.data.read()
        try:
            # Read before the session is used for the first time: on SQLite that takes the lock
            # under which everybody writes, and a large file takes seconds to read.
            catalogues.preview(name, content)
        except UnreadableFileError as error:
            form.file.errors = [told(error)]
            status = 400
        else:
            upload_id = catalogue_uploads.keep(
                transaction.session(), actor(), name, content, at=transaction.received_at()
            )
            return redirect(url_for("procurement.preview_catalogue", upload_id=upload_id))
    return _upload_page(form), status


def _upload_page(form: UploadForm) -> str:
    with transaction.reading_session() as session:
        waiting = catalogue_uploads.waiting(session, actor())
    return render_template(
        "procurement/upload_catalogue.html",
        form=form,
        kinds=import_views.KINDS,
        limits=import_views.LIMITS,
        waiting=waiting,
        most_waiting=catalogue_uploads.MOST_WAITING,
    )


@pages.get("/catalogues/import/template")
def catalogue_template() -> Response:
    """A workbook to start a catalogue from, with its explanation."""
    content = spreadsheet_writing.template()
    return attachment(content, name=f"{gettext('catalogue')}.xlsx", media_type=_WORKBOOK)


@pages.get("/catalogues/import/<uuid:upload_id>")
def preview_catalogue(upload_id: UUID) -> str:
    """What an import of one's own file would bring in, beside what is there already."""
    session = transaction.session()
    upload = catalogue_uploads.one_of(session, actor(), upload_id)
    reading = catalogues.preview(upload.name, upload.content)
    return render_template(
        "procurement/preview_catalogue.html",
        upload=upload,
        brought=import_views.brought(reading),
        beside=catalogue_uploads.neighbours(session, reading.catalogue, upload.digest),
        kinds=list(ChangeKind),
    )


@pages.post("/catalogues/import/<uuid:upload_id>/import")
def import_catalogue(upload_id: UUID) -> Response:
    """Import a file that was looked at; the same file again changes nothing."""
    # In a session of its own, that holds up nobody: the file is read once more before it is kept.
    with transaction.reading_session() as session:
        upload = catalogue_uploads.one_of(session, actor(), upload_id)
    imported = catalogue_uploads.import_(
        transaction.session(), actor(), upload, at=transaction.received_at()
    )
    name = imported.catalogue.name
    flash(
        gettext("%(catalogue)s is imported.", catalogue=name)
        if imported.is_new
        else gettext(
            "%(catalogue)s was there already from this file; nothing changed.", catalogue=name
        )
    )
    return redirect(url_for("procurement.catalogue", catalogue_id=imported.catalogue_id))


@pages.post("/catalogues/import/<uuid:upload_id>/discard")
def discard_upload(upload_id: UUID) -> Response:
    """Throw away a file that was looked at."""
    name = catalogue_uploads.discard(
        transaction.session(), actor(), upload_id, at=transaction.received_at()
    )
    flash(gettext("%(name)s is thrown away; nothing was imported.", name=name))
    return redirect(url_for("procurement.upload_catalogue"))
