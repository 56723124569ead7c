"""This file takes a document back and says whether it is one of ours, and still unchanged."""

from flask import render_template
from werkzeug.wrappers import Response

from questionnaires.annexes import AnnexKind
from questionnaires.errors import QuestionnaireError
from supplier_portal.documents.returned import UnreadableDocumentError
from supplier_portal.procurement import document_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import CheckForm
from supplier_portal.services import document_check
from supplier_portal.services.document_check import Checked, Recognised
from supplier_portal.services.errors import UnacceptableFileError, UnknownDocumentError
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told

_WRONG = 400


@pages.route("/check", methods=["GET", "POST"])
def check_document() -> str | Response | tuple[str, int]:
    """Choose a document; nothing of it is kept, and on a POST too nothing is written."""
    form = CheckForm()
    if not form.validate_on_submit():
        return _page(form)
    name, content = form.file.data.filename, form.file.data.read()
    try:
        kind = document_check.kind_of(name, content)
        with transaction.reading_session() as session:
            checked = document_check.check(
                session, actor(), content, kind, at=transaction.received_at()
            )
            return _page(form, checked)
    except UnknownDocumentError as error:
        return _page(form, unknown=told(error))
    except (UnacceptableFileError, UnreadableDocumentError) as error:
        return _refused(form, error)


def _refused(form: CheckForm, error: QuestionnaireError) -> tuple[str, int]:
    form.file.errors = [told(error)]
    return _page(form), _WRONG


def _page(form: CheckForm, checked: Checked | None = None, unknown: str = "") -> str:
    return render_template(
        "procurement/check_document.html",
        form=form,
        checked=checked,
        unknown=unknown,
        name=_name(checked.recognised) if checked else "",
        kinds=", ".join(document_check.KINDS).upper(),
        largest=document_check.LARGEST_MEGABYTES,
    )


def _name(recognised: Recognised) -> str:
    """What a document is called; of notas it tells its number too."""
    kind = recognised.wanted.kind
    if kind is AnnexKind.CLARIFICATIONS:
        return str(recognised.content["labels"]["heading"])
    return document_views.name_of(kind)
