"""This file shows a supplier what was answered to all, and lets it ask and withdraw questions."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import InvalidClarificationError, UnsafeTextError
from questionnaires.wording import Language
from supplier_portal.services import annexes, ask_by, enquiries, nota_documents, notas, responses
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.nota_documents import Span
from supplier_portal.supplier import views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.forms import QuestionForm, SeenForm
from supplier_portal.supplier.views import Workspace
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.downloads import attachment
from supplier_portal.web.formatting import told


@pages.route("/<uuid:response_id>/clarifications", methods=["GET", "POST"])
def clarifications(response_id: UUID) -> str | Response:
    """Everything that was answered, what the supplier itself asked, and a form to ask more."""
    work = views.workspace(response_id)
    form = QuestionForm(data={"about": request.args.get("about", "")})
    form.offer(work.questionnaire.revision.requirements, work.response.procurement.language)
    if form.validate_on_submit():
        if _names_its_asker(work, form):
            return _page(work, form, is_warned=True)
        try:
            enquiries.ask(
                transaction.session(),
                actor(),
                work.response,
                text=form.text.data,
                requirement=form.about.data,
                received_at=transaction.received_at(),
            )
        except (InvalidClarificationError, UnsafeTextError) as error:
            form.text.errors = [told(error)]
        else:
            flash(gettext("Your question is with the buyer, without your name."))
            return redirect(url_for("supplier.clarifications", response_id=response_id))
    return _page(work, form)


@pages.post("/<uuid:response_id>/clarifications/seen")
def see_notas(response_id: UUID) -> Response:
    """Keep that the visitor read the answers that were shown."""
    work = views.workspace(response_id)
    form = SeenForm()
    if not form.validate():
        raise NotFoundError
    enquiries.see(
        transaction.session(),
        actor(),
        work.response,
        newest=form.newest.data,
        at=transaction.received_at(),
    )
    flash(gettext("Marked as read."))
    return redirect(url_for("supplier.clarifications", response_id=response_id))


@pages.post("/<uuid:response_id>/clarifications/<uuid:question_id>/withdraw")
def withdraw_question(response_id: UUID, question_id: UUID) -> Response:
    """Take a question back that was not answered yet."""
    work = views.workspace(response_id)
    enquiries.withdraw(
        transaction.session(),
        actor(),
        work.response,
        question_id,
        at=transaction.received_at(),
    )
    flash(gettext("Your question is withdrawn. The buyer keeps no word of it."))
    return redirect(url_for("supplier.clarifications", response_id=response_id))


@pages.get(
    "/<uuid:response_id>/clarifications/<int(max=9999):first>-<int(max=9999):last>.<file_format>"
)
def nota_document(response_id: UUID, first: int, last: int, file_format: str) -> Response:
    """One nota, or all up to one, to save: the same for every supplier."""
    session = transaction.session()
    procurement = responses.of_supplier(session, actor(), response_id).procurement
    made = nota_documents.make(
        session,
        procurement,
        Span(first, last),
        file_format=file_format,
        language=Language(procurement.language),
    )
    return attachment(made.content, name=made.name, media_type=made.media_type)


def _names_its_asker(work: Workspace, form: QuestionForm) -> bool:
    """Whether the visitor has to be warned first; whoever is too late is told that instead."""
    if not ask_by.is_open(work.response.procurement, transaction.received_at()):
        return False
    return form.warns(enquiries.names_in(transaction.session(), actor(), form.text.data))


def _page(work: Workspace, form: QuestionForm, *, is_warned: bool = False) -> str:
    session, procurement = transaction.session(), work.response.procurement
    published = notas.published(session, procurement.id)
    return render_template(
        "supplier/clarifications.html",
        work=work,
        response=work.response,
        form=form,
        is_warned=is_warned,
        seen_form=SeenForm(data={"newest": published[-1].number if published else 0}),
        notas=list(reversed(published)),
        formats=annexes.FORMATS,
        unseen=enquiries.unseen(session, actor(), work.response),
        own=enquiries.of_response(session, work.response),
        ends_at=ask_by.ends_at(procurement),
        is_open=ask_by.is_open(procurement, transaction.received_at()),
    )
