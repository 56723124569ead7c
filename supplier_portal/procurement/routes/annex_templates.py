"""This file shows an organisation's own Word templates, and keeps, tries and withdraws them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext, ngettext
from werkzeug.wrappers import Response

from supplier_portal.procurement import annex_template_views as views
from supplier_portal.procurement.annex_template_forms import (
    KEEP,
    AnnexTemplateForm,
    WithdrawTemplateForm,
)
from supplier_portal.procurement.blueprint import pages
from supplier_portal.services import annex_templates, catalogue_uploads, rights
from supplier_portal.services.annex_templates import Checked
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError
from supplier_portal.services.rights import Right
from supplier_portal.web import transaction
from supplier_portal.web.access import actor, needs
from supplier_portal.web.downloads import attachment
from supplier_portal.web.formatting import told

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA_TYPES = {"docx": _DOCX, "pdf": "application/pdf"}


@pages.get("/house/templates")
def annex_templates_page() -> str:
    """Which template counts for each kind of document."""
    newest = annex_templates.current(transaction.session(), actor())
    return render_template(
        "procurement/annex_templates.html", kinds=views.kinds_of_template(dict(newest))
    )


@pages.route("/house/templates/<kind>", methods=["GET", "POST"])
def annex_template(kind: str) -> str | Response | tuple[str, int]:
    """The versions of one template, and a form to try or keep another."""
    annex_templates.refuse_unknown(kind)
    if request.method == "POST":
        rights.refuse_without(Right.TEMPLATES, actor())
    form = AnnexTemplateForm()
    if not form.validate_on_submit():
        return _page(form, kind)
    # Before the session is used for the first time: on SQLite that takes the lock under which
    # everybody writes, and a template is looked at for some seconds.
    name = catalogue_uploads.safe_name(form.file.data.filename)
    checked = annex_templates.check(kind, name, form.file.data.read())
    if checked.problems:
        count = len(checked.problems)
        form.file.errors = [
            ngettext(
                "%(num)d thing is wrong with this file; it is not kept. The list says where.",
                "%(num)d things are wrong with this file; it is not kept. The list says where.",
                count,
            )
        ]
        return _page(form, kind, checked), 400
    return _keep(form, kind, checked) if form.act.data == KEEP else _tried(kind, checked)


@pages.post("/house/templates/<kind>/withdraw")
@needs(Right.TEMPLATES)
def withdraw_annex_template(kind: str) -> Response:
    """Go back to the template that comes with the service."""
    form = WithdrawTemplateForm()
    if not form.validate():
        raise NotFoundError
    annex_templates.withdraw(
        transaction.session(),
        actor(),
        kind,
        version=form.version.data,
        at=transaction.received_at(),
    )
    flash(gettext("Our own template counts again. Yours stays in the history."))
    return redirect(url_for("procurement.annex_template", kind=kind))


@pages.get("/house/templates/<kind>/placeholders")
def annex_placeholders(kind: str) -> str:
    """What a template of this kind may ask for, with examples."""
    annex_templates.refuse_unknown(kind)
    return render_template(
        "procurement/annex_placeholders.html",
        kind=views.kind_of_template(kind, None),
        groups=views.groups_of(kind),
        labels=views.labels_of(kind),
        examples=views.examples(),
    )


@pages.get("/house/templates/<kind>/starter")
def annex_starter(kind: str) -> Response:
    """The template that comes with the service, to start from."""
    return attachment(annex_templates.starter(kind), name=f"{_named(kind)}.docx", media_type=_DOCX)


@pages.get("/house/templates/<kind>/<int:number>")
def annex_template_file(kind: str, number: int) -> Response:
    """One version of one's own template, as it was uploaded."""
    found = annex_templates.one_of(transaction.session(), actor(), kind, number)
    return attachment(found.content, name=found.name, media_type=_DOCX)


@pages.get("/house/templates/<kind>/<int:number>/preview.<file_format>")
def preview_annex_template(kind: str, number: int, file_format: str) -> Response:
    """A document with made-up content, made with one version of one's own template."""
    with transaction.reading_session() as session:
        found = annex_templates.one_of(session, actor(), kind, number)
    content = annex_templates.preview(found, kind, str(get_locale()), file_format)
    name = f"{gettext('preview')}-{_named(kind)}.{file_format}"
    return attachment(content, name=name, media_type=_MEDIA_TYPES[file_format])


def _keep(form: AnnexTemplateForm, kind: str, checked: Checked) -> Response | tuple[str, int]:
    session = transaction.session()
    try:
        number = annex_templates.keep(
            session,
            actor(),
            checked,
            version=form.version.data,
            at=transaction.received_at(),
        )
    except ChangedMeanwhileError as error:
        newest = annex_templates.history(session, actor(), kind)
        form.version.renew(newest[0].number if newest else 0)
        form.file.errors = [told(error)]
        return _page(form, kind), 409
    flash(gettext("Version %(number)s is kept. Documents made from now on use it.", number=number))
    return redirect(url_for("procurement.annex_template", kind=kind))


def _tried(kind: str, checked: Checked) -> Response:
    content = annex_templates.tried(checked, str(get_locale()))
    return attachment(content, name=f"{gettext('preview')}-{_named(kind)}.docx", media_type=_DOCX)


def _page(form: AnnexTemplateForm, kind: str, checked: Checked | None = None) -> str:
    with transaction.reading_session() as session:
        history = annex_templates.history(session, actor(), kind)
    newest = history[0] if history else None
    if not form.is_submitted():
        form.version.data = newest.number if newest else 0
    return render_template(
        "procurement/annex_template.html",
        form=form,
        kind=views.kind_of_template(kind, newest),
        history=history,
        problems=views.told(checked.problems) if checked else [],
        formats=annex_templates.formats(),
        largest=annex_templates.LARGEST_FILE_MEGABYTES,
        may_keep=actor().may(Right.TEMPLATES),
    )


def _named(kind: str) -> str:
    return views.kind_of_template(kind, None).name
