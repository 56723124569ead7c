"""This file previews the questionnaire as a supplier sees it, with test answers kept nowhere."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from questionnaires.errors import NotPublishableError
from questionnaires.questionnaire import Questionnaire
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.procurement.trial_views import trial_of
from supplier_portal.services import procurements, publication
from supplier_portal.services.procurements import Standing
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told
from supplier_portal.web.section_views import place_of

_WRONG = 400


@pages.get("/<uuid:procurement_id>/trial")
def start_trial(procurement_id: UUID) -> str | Response:
    """Lead to the first theme of the preview, or tell what the set lacks."""
    standing = standing_of(procurement_id)
    try:
        revision = publication.previewed(transaction.session(), standing.procurement)
    except NotPublishableError as error:
        return _not_ready(standing, error)
    first = Questionnaire(revision).sections[0].theme
    return redirect(url_for("procurement.trial", procurement_id=procurement_id, theme=first.value))


@pages.route("/<uuid:procurement_id>/trial/<theme>", methods=["GET", "POST"])
def trial(procurement_id: UUID, theme: str) -> str | tuple[str, int]:
    """One theme as a supplier sees it; sent answers are shown again, with what they score."""
    # Answers are sent, not kept: on this session the database refuses every write.
    with transaction.reading_session() as session:
        standing = procurements.standing_of(
            session, actor(), procurement_id, at=transaction.received_at()
        )
        try:
            revision = publication.previewed(session, standing.procurement)
        except NotPublishableError as error:
            return _not_ready(standing, error)
        questionnaire = Questionnaire(revision)
        place = place_of(questionnaire, theme)
        tried = trial_of(questionnaire, request.form)
        page = render_template(
            "procurement/trial.html",
            standing=standing,
            revision=revision,
            place=place,
            trial=tried,
            is_tried=request.method == "POST",
            at=request.form.get("at", ""),
            now=transaction.received_at(),
        )
    return (page, _WRONG) if tried.mistakes else page


def _not_ready(standing: Standing, error: NotPublishableError) -> str:
    return render_template(
        "procurement/trial_not_ready.html", standing=standing, problem=told(error)
    )
