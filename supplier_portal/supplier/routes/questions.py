"""This file lists the questions of a response that a supplier wants to see: open, weak or mine."""

from uuid import UUID

from flask import render_template, request

from questionnaires import selecting
from questionnaires.questionnaire import Section
from questionnaires.selecting import Listed, Selection
from supplier_portal.services import assignments
from supplier_portal.supplier import views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.views import Workspace
from supplier_portal.web import transaction
from supplier_portal.web.access import actor


@pages.get("/<uuid:response_id>/questions")
def questions(response_id: UUID) -> str:
    """The visible questions of all themes, of which ``show`` says those to see."""
    work = views.workspace(response_id)
    found = listed(work)
    chosen = _chosen()
    return render_template(
        "supplier/questions.html",
        work=work,
        response=work.response,
        chosen=chosen,
        counts={selection: selecting.count(found, selection) for selection in Selection},
        themes=_by_theme(work, [item for item in found if chosen in item.selections]),
    )


def listed(work: Workspace) -> tuple[Listed, ...]:
    """The visible questions of a response, as they stand for who looks."""
    owners = assignments.of_response(transaction.session(), work.response)
    return selecting.listed(
        work.questionnaire,
        work.given,
        to_confirm={item.key for item in work.waiting},
        mine={theme for theme, owner in owners.items() if owner == actor().account_id},
    )


def _chosen() -> Selection:
    """What is asked for; what is none is everything."""
    wanted = request.args.get("show", "")
    return Selection(wanted) if wanted in set(Selection) else Selection.ALL


def _by_theme(work: Workspace, found: list[Listed]) -> list[tuple[Section, list[Listed]]]:
    grouped = (
        (section, [item for item in found if item.theme is section.theme])
        for section in work.questionnaire.sections
    )
    return [(section, items) for section, items in grouped if items]
