"""This file lets colleagues divide the work on a response, write to each other and meet there."""

from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.services import assignments, notes, presence, responses, team
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError
from supplier_portal.supplier import views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.routes.overview import page_of
from supplier_portal.supplier.team_forms import NoteForm, chosen_people
from supplier_portal.supplier.together import here
from supplier_portal.web import transaction
from supplier_portal.web.access import actor, background
from supplier_portal.web.formatting import told


@pages.post("/<uuid:response_id>/assignments")
def assign(response_id: UUID) -> Response | tuple[str, int]:
    """Say who sees to which theme."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    people = team.members(session, response.organisation_id)
    themes = assignments.of_response(session, response)
    try:
        assignments.assign(
            session,
            actor(),
            response,
            chosen_people(request.form, themes, people),
            version=request.form.get("version", type=int, default=-1),
            received_at=transaction.received_at(),
        )
    except ChangedMeanwhileError as error:
        return page_of(views.workspace(response_id), told(error)), 409
    flash(gettext("It is saved who sees to which theme."))
    return redirect(url_for("supplier.show", response_id=response_id))


@pages.route("/<uuid:response_id>/notes", methods=["GET", "POST"], defaults={"requirement": ""})
@pages.route("/<uuid:response_id>/notes/<requirement>", methods=["GET", "POST"])
def notes_about(response_id: UUID, requirement: str) -> str | Response:
    """What colleagues wrote to each other about a requirement, or in general, and room for more."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    if requirement not in notes.asked_of(response):
        raise NotFoundError
    form = NoteForm()
    if not form.validate_on_submit():
        return _notes_page(response, requirement, form)
    at = transaction.received_at()
    notes.write(session, actor(), response, requirement, form.text.data, received_at=at)
    flash(gettext("Your note is saved. Only your own organisation sees it."))
    return _back_to(response, requirement)


@pages.post("/<uuid:response_id>/notes/<uuid:note_id>/remove")
def remove_note(response_id: UUID, note_id: UUID) -> Response:
    """Take one's own note back."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    at = transaction.received_at()
    requirement = notes.remove(session, actor(), response, note_id, received_at=at)
    flash(gettext("Your note is removed."))
    return _back_to(response, requirement)


@pages.route("/<uuid:response_id>/presence", methods=["GET", "POST"])
@background
def present(response_id: UUID) -> Response:
    """For a script: which colleagues are on which question; with POST where the visitor is."""
    session, at = transaction.session(), transaction.received_at()
    response = responses.of_supplier(session, actor(), response_id)
    if request.method == "POST":
        presence.be_at(session, actor(), response, request.form.get("item", ""), at=at)
    found = presence.others(session, actor(), response, at=at)
    return jsonify(here={item: here(names) for item, names in found.items()})


def _notes_page(response: responses.Response, requirement: str, form: NoteForm) -> str:
    session = transaction.session()
    about = responses.questionnaire_of(response).revision.by_identifier.get(requirement)
    return render_template(
        "supplier/notes.html",
        response=response,
        about=about,
        notes=notes.about(session, response, requirement).get(requirement, ()),
        own_id=actor().account_id,
        form=form,
        is_open=not responses.is_late(response, transaction.received_at()),
    )


def _back_to(response: responses.Response, requirement: str) -> Response:
    found = responses.questionnaire_of(response).revision.by_identifier.get(requirement)
    if found is None:
        return redirect(url_for("supplier.notes_about", response_id=response.id))
    page = url_for("supplier.section", response_id=response.id, theme=found.theme.value)
    return redirect(f"{page}#{requirement}")
