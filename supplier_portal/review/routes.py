"""This file shows reviewers what to open and judge, and what it adds up to."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import UnacceptableJudgementError
from supplier_portal.review import tasks
from supplier_portal.review.blueprint import pages, standing_of
from supplier_portal.review.forms import JudgeForm, OpenForm
from supplier_portal.review.views import Desk, files_of, requirement_views
from supplier_portal.services import (
    answering,
    judgements,
    news,
    next_steps,
    opening,
    procurements,
    requirement_sets,
    scorecards,
)
from supplier_portal.services.errors import ChangedMeanwhileError
from supplier_portal.services.judgements import OpenedResponse
from supplier_portal.services.states import State
from supplier_portal.web import files, transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told
from supplier_portal.web.procurements import listed
from supplier_portal.web.tasks import lines


@pages.get("/")
def home() -> str:
    """What waits for security, what is coming, and what happened."""
    session, now = transaction.session(), transaction.received_at()
    waiting = [
        item
        for item in next_steps.of_organisation(session, actor(), at=now)
        if item.standing.state is not State.DRAFT
    ]
    names = {
        item.procurement.id: (
            item.procurement.title,
            url_for("review.show", procurement_id=item.procurement.id),
        )
        for item in waiting
    }
    own = [item for item in waiting if item.step in next_steps.OF_REVIEW]
    others = [item for item in waiting if item.step not in next_steps.OF_REVIEW]
    return render_template(
        "review/home.html",
        tasks=[
            *tasks.questions(answering.assigned_to(session, actor(), at=now)),
            *tasks.own(own, now),
        ],
        others=tasks.others(others, now),
        lines=lines(news.of_procurements(session, actor(), names), names),
    )


@pages.get("/all")
def all_procurements() -> str:
    """Everything that waits for approval or was ever published, to sort and search."""
    standings = procurements.all_of(
        transaction.session(), actor().organisation_id, at=transaction.received_at()
    )
    known = [item for item in standings if item.state is not State.DRAFT]
    return render_template(
        "review/all.html",
        shown=listed(known, request.args),
        is_any=bool(known),
    )


@pages.get("/<uuid:procurement_id>")
def show(procurement_id: UUID) -> str:
    """One procurement: the button that opens it, or the opened responses with their totals."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    opened = judgements.opened_of(session, standing.procurement)
    return render_template(
        "review/show.html",
        standing=standing,
        opened=opened,
        scorecards=scorecards.of_all(session, opened),
        newest=requirement_sets.newest_number(session, procurement_id),
        form=OpenForm(),
        opens_at=procurements.opens_at(standing.procurement),
        now=transaction.received_at(),
    )


@pages.post("/<uuid:procurement_id>/open")
def open_responses(procurement_id: UUID) -> Response:
    """Open the sealed responses, once the deadline has passed."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    opened = opening.open_responses(
        session, actor(), standing.procurement, at=transaction.received_at()
    )
    if opened.count:
        flash(gettext("The responses are opened: %(count)s.", count=opened.count))
    else:
        flash(gettext("There were no responses."))
    return redirect(url_for("review.show", procurement_id=procurement_id))


@pages.route("/responses/<uuid:opened_id>", methods=["GET", "POST"])
def judge(opened_id: UUID) -> str | Response | tuple[str, int]:
    """The answers beside the requirements, each with room for a judgement and its motivation."""
    session = transaction.session()
    opened = judgements.opened_response(session, actor(), opened_id)
    questionnaire = judgements.questionnaire_of(opened)
    attempt = JudgeForm()
    if attempt.is_submitted():
        if attempt.validate() and _judged(attempt, opened):
            flash(gettext("Your judgement is saved."))
            place = attempt.subject.data.rstrip("?")
            return redirect(f"{url_for('review.judge', opened_id=opened_id)}#{place}")
        transaction.roll_back()
    desk = Desk(
        questionnaire=questionnaire,
        answers=dict(judgements.response_of(opened).answers),
        standing=judgements.standing(session, opened),
        reviewer=actor(),
        attempt=attempt if attempt.is_submitted() else None,
    )
    received = files_of(
        opened, judgements.evidence_of(session, opened), transaction.received_at().date()
    )
    page = render_template(
        "review/judge.html",
        opened=opened,
        requirements=requirement_views(desk, received),
        is_scanning=files.is_scanning(),
        attempt=desk.attempt,
        newest=requirement_sets.newest_number(session, opened.procurement_id),
        is_judging=procurements.state_of(
            session, opened.procurement, at=transaction.received_at()
        ).is_judging,
        scorecard=scorecards.of_opened(session, opened),
    )
    return page, 400 if attempt.is_submitted() else 200


@pages.get("/responses/<uuid:opened_id>/scorecard")
def scorecard(opened_id: UUID) -> str:
    """What a response scores, with every term of every sum."""
    session = transaction.session()
    opened = judgements.opened_response(session, actor(), opened_id)
    return render_template(
        "review/scorecard.html", opened=opened, scorecard=scorecards.of_opened(session, opened)
    )


@pages.get("/responses/<uuid:opened_id>/evidence/<uuid:evidence_id>")
def download(opened_id: UUID, evidence_id: UUID) -> Response:
    """A file that came with an opened response."""
    session = transaction.session()
    opened = judgements.opened_response(session, actor(), opened_id)
    file = judgements.one_evidence(session, opened, evidence_id)
    return files.stored_file(file.stored_as, name=file.name, media_type=file.media_type)


def _judged(form: JudgeForm, opened: OpenedResponse) -> bool:
    """Keep a judgement, or put on the form why it cannot be."""
    session = transaction.session()
    decision = form.decided(judgements.questionnaire_of(opened).revision.scale)
    if decision is None:
        form.decision.errors = [gettext("Choose a judgement.")]
        return False
    try:
        judgements.judge(
            session,
            actor(),
            opened,
            subject=form.subject.data,
            decision=decision,
            motivation=form.motivation.data,
            version=form.version.data,
            at=transaction.received_at(),
        )
    except UnacceptableJudgementError as error:
        form.motivation.errors = [told(error)]
        return False
    except ChangedMeanwhileError as error:
        # What was typed stays; saving it again follows on the judgement made meanwhile.
        form.motivation.errors = [told(error)]
        form.version.renew(judgements.own_version(session, actor(), opened, form.subject.data))
        return False
    return True
