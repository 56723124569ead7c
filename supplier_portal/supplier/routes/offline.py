"""This file lets a supplier fill in the questionnaire offline: download, upload, look, take."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.answer_sheet import MAXIMUM_MEGABYTES
from supplier_portal.services import answer_sheets, responses
from supplier_portal.services.answer_sheets import Reply
from supplier_portal.services.errors import ChangedMeanwhileError, UnacceptableFileError
from supplier_portal.supplier import sheet_views, views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.forms import SheetForm
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.downloads import attachment
from supplier_portal.web.formatting import told

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = str | Response | tuple[str, int]


@pages.get("/<uuid:response_id>/offline.xlsx")
def answer_sheet(response_id: UUID) -> Response:
    """The questionnaire with its answers as they are, as a workbook to fill in."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    content = answer_sheets.made(session, response, at=transaction.received_at())
    name = f"{gettext('questionnaire')} {response.procurement.reference}.xlsx"
    return attachment(content, name=name.replace("/", "-"), media_type=_WORKBOOK)


@pages.route("/<uuid:response_id>/offline", methods=["GET", "POST"])
def offline(response_id: UUID) -> Answer:
    """How it works, the download, and the upload of what was filled in."""
    form = SheetForm()
    status = 200
    if form.validate_on_submit():
        name, content = form.file.data.filename or "", form.file.data.read()
        try:
            # Read before the session is used for the first time: on SQLite that takes the lock
            # under which everybody writes, and a large file takes seconds to read.
            sheet = answer_sheets.read(content)
            session = transaction.session()
            response = responses.of_supplier(session, actor(), response_id)
            upload_id = answer_sheets.keep(
                session,
                actor(),
                response,
                name=name,
                content=content,
                sheet=sheet,
                received_at=transaction.received_at(),
            )
        except (UnreadableFileError, UnacceptableFileError) as error:
            form.file.errors = [told(error)]
            status = 400
        else:
            return redirect(
                url_for("supplier.looked", response_id=response_id, upload_id=upload_id)
            )
    return _offline_page(response_id, form), status


def _offline_page(response_id: UUID, form: SheetForm) -> str:
    work = views.workspace(response_id)
    return render_template(
        "supplier/offline.html",
        form=form,
        work=work,
        response=work.response,
        largest=MAXIMUM_MEGABYTES,
        waiting=answer_sheets.waiting(
            transaction.session(), actor(), work.response, at=transaction.received_at()
        ),
    )


@pages.get("/<uuid:response_id>/offline/<uuid:upload_id>")
def looked(response_id: UUID, upload_id: UUID) -> Answer:
    """What an uploaded questionnaire would change, row by row; nothing is stored yet."""
    return _report(response_id, upload_id, with_other=request.args.get("other") == "yes")


@pages.post("/<uuid:response_id>/offline/<uuid:upload_id>/take")
def take_sheet(response_id: UUID, upload_id: UUID) -> Answer:
    """Save what was shown, and what was ticked beside that."""
    now = transaction.received_at()
    reply = Reply(
        shown=request.form.get("shown", ""),
        ticked=frozenset(request.form.getlist("take")),
        with_other=request.form.get("other") == "yes",
    )
    # In a session of its own, that holds up nobody: the file is read once more before it is taken.
    with transaction.reading_session() as reading:
        own = responses.of_supplier(reading, actor(), response_id)
        upload, content = answer_sheets.one_of(reading, actor(), own, upload_id, at=now)
    if upload.taken_at is not None:
        flash(gettext("This questionnaire was taken already; nothing changed."))
        return redirect(url_for("supplier.show", response_id=response_id))
    sheet = answer_sheets.read(content)
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    try:
        count = answer_sheets.take(
            session, actor(), response, upload_id, sheet, reply=reply, received_at=now
        )
    except ChangedMeanwhileError:
        transaction.roll_back()
        problem = gettext(
            "Something changed since you looked. Nothing is stored yet: this is how it is now."
        )
        return _report(response_id, upload_id, with_other=reply.with_other, problem=problem)
    flash(
        ngettext(
            "%(num)d answer from your file is saved.",
            "%(num)d answers from your file are saved.",
            count,
        )
    )
    return redirect(url_for("supplier.show", response_id=response_id))


@pages.post("/<uuid:response_id>/offline/<uuid:upload_id>/discard")
def discard_sheet(response_id: UUID, upload_id: UUID) -> Response:
    """Throw away a questionnaire that was looked at."""
    session, now = transaction.session(), transaction.received_at()
    response = responses.of_supplier(session, actor(), response_id)
    name = answer_sheets.discard(session, actor(), response, upload_id, at=now)
    flash(gettext("%(name)s is thrown away; no answer changed.", name=name))
    return redirect(url_for("supplier.offline", response_id=response_id))


def _report(response_id: UUID, upload_id: UUID, *, with_other: bool, problem: str = "") -> Answer:
    session, now = transaction.session(), transaction.received_at()
    work = views.workspace(response_id)
    upload, content = answer_sheets.one_of(session, actor(), work.response, upload_id, at=now)
    if upload.taken_at is not None:
        return redirect(url_for("supplier.show", response_id=response_id))
    found = answer_sheets.look(
        session, work.response, answer_sheets.read(content), with_other=with_other
    )
    page = render_template(
        "supplier/looked.html",
        work=work,
        response=work.response,
        upload=upload,
        looked=found,
        report=sheet_views.report(found),
        with_other=with_other,
        problem=problem,
    )
    return (page, 409) if problem else page
