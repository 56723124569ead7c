"""This file shows reviewers the questions that they were asked to answer, and takes their answers.

Nothing here tells who asked: it shows what all suppliers will read.
"""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.clarifications import last_moment
from questionnaires.errors import InvalidClarificationError, UnsafeTextError
from supplier_portal.review.blueprint import pages
from supplier_portal.review.forms import AnswerForm
from supplier_portal.services import answering
from supplier_portal.services.answering import Assigned
from supplier_portal.services.errors import ChangedMeanwhileError
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.get("/questions")
def questions() -> str:
    """The questions that wait for the visitor's answer."""
    now = transaction.received_at()
    return render_template(
        "review/questions.html",
        questions=[
            (item, _answers_by(item))
            for item in answering.assigned_to(transaction.session(), actor(), at=now)
        ],
    )


@pages.route("/questions/<uuid:clarification_id>", methods=["GET", "POST"])
def answer_question(clarification_id: UUID) -> str | Response:
    """One question, what it is about, and room for the answer."""
    session, now = transaction.session(), transaction.received_at()
    assigned = answering.one_of(session, actor(), clarification_id)
    form = AnswerForm(data=AnswerForm.shown(assigned))
    if form.validate_on_submit() and _is_kept(form, assigned):
        flash(gettext("Your answer is kept. Procurement reads it, and publishes it to all."))
        return redirect(url_for("review.questions"))
    return render_template(
        "review/answer_question.html",
        form=form,
        assigned=assigned,
        requirement=answering.requirement_of(session, assigned),
        answers_by=_answers_by(assigned),
        can_answer=assigned.can_be_answered(now),
    )


def _answers_by(assigned: Assigned) -> object:
    procurement = assigned.procurement
    return procurement.deadline_at and last_moment(procurement.deadline_at, procurement.time_zone)


def _is_kept(form: AnswerForm, assigned: Assigned) -> bool:
    """Keep an answer, or put on the form why it cannot be."""
    session = transaction.session()
    try:
        answering.answer(
            session,
            actor(),
            assigned.record.id,
            form.answer.data,
            version=form.version.data,
            at=transaction.received_at(),
        )
    except ChangedMeanwhileError as error:
        # What was typed stays; keeping it again replaces what a colleague wrote meanwhile.
        form.answer.errors = [told(error)]
        form.version.renew(assigned.record.version)
        return False
    except (InvalidClarificationError, UnsafeTextError) as error:
        form.answer.errors = [told(error)]
        return False
    return True
