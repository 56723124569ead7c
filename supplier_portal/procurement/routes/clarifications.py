"""This file shows procurement what suppliers asked, and publishes answers to all at once."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from questionnaires.errors import InvalidClarificationError, UnsafeTextError
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.clarification_forms import (
    AnswerForm,
    AskByForm,
    OwnClarificationForm,
    PublishNotaForm,
)
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import annexes, notas, requirement_sets
from supplier_portal.services import ask_by as asking
from supplier_portal.services import clarifications as questions
from supplier_portal.services.clarifications import ClarificationState, Draft
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    DeadlineError,
    LateNotaError,
    NotPublishedError,
    SameQuestionError,
)
from supplier_portal.services.procurements import Standing
from supplier_portal.services.states import State
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.addresses import public_address
from supplier_portal.web.formatting import told


@pages.get("/<uuid:procurement_id>/clarifications")
def clarifications(procurement_id: UUID) -> str:
    """What was asked, how far each answer is, and what was published."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    found = questions.all_of(session, standing.procurement)
    states = [(record, questions.state_of(record)) for record in found]
    return render_template(
        "procurement/clarifications.html",
        standing=standing,
        waiting=[pair for pair in states if pair[1] in questions.OPEN],
        merged=[pair for pair in states if pair[1] is ClarificationState.MERGED],
        names={person.id: person.name for person in questions.colleagues(session, actor())},
        ready=sum(state is ClarificationState.READY for _, state in states),
        notas=list(reversed(notas.published(session, procurement_id))),
        formats=annexes.FORMATS,
        ends_at=asking.ends_at(standing.procurement),
        can_answer=standing.state is State.PUBLISHED,
    )


@pages.route("/<uuid:procurement_id>/clarifications/ask-by", methods=["GET", "POST"])
def ask_by(procurement_id: UUID) -> str | Response:
    """Set until when suppliers can ask."""
    standing = standing_of(procurement_id)
    procurement = standing.procurement
    form = AskByForm(data=AskByForm.shown(procurement))
    if form.validate_on_submit() and form.ask_by.data is not None:
        try:
            asking.set_ask_by(
                transaction.session(),
                actor(),
                procurement,
                local_time=form.ask_by.data,
                version=form.version.data,
                at=transaction.received_at(),
            )
        except (DeadlineError, ChangedMeanwhileError) as error:
            form.ask_by.errors = [told(error)]
            form.version.renew(procurement.version)
        else:
            flash(gettext("The last moment for questions is set."))
            return redirect(url_for("procurement.clarifications", procurement_id=procurement_id))
    return render_template("procurement/ask_by.html", form=form, standing=standing)


@pages.route("/<uuid:procurement_id>/clarifications/add", methods=["GET", "POST"])
def add_clarification(procurement_id: UUID) -> str | Response:
    """Write a clarification that nobody asked for."""
    session = transaction.session()
    standing = _published(procurement_id)
    questions.refuse_closed(session, standing.procurement, transaction.received_at())
    form = OwnClarificationForm()
    newest = requirement_sets.published(session, procurement_id)[-1]
    form.offer(requirement_sets.value_of(newest).requirements, standing.procurement.language)
    if form.validate_on_submit():
        try:
            questions.add(
                session,
                actor(),
                standing.procurement,
                Draft("", form.answer.data, is_ready=form.is_ready.data),
                requirement=form.about.data,
                at=transaction.received_at(),
            )
        except (InvalidClarificationError, UnsafeTextError) as error:
            form.answer.errors = [told(error)]
        else:
            flash(gettext("The clarification is kept. Suppliers see it once you publish it."))
            return redirect(url_for("procurement.clarifications", procurement_id=procurement_id))
    return render_template("procurement/add_clarification.html", form=form, standing=standing)


@pages.route(
    "/<uuid:procurement_id>/clarifications/<uuid:clarification_id>", methods=["GET", "POST"]
)
def clarification(procurement_id: UUID, clarification_id: UUID) -> str | Response:
    """Assign a question, word it for all, and draft its answer."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    record = questions.one_of(session, standing.procurement, clarification_id)
    form = AnswerForm(data=AnswerForm.shown(record))
    everything = questions.all_of(session, standing.procurement)
    form.offer(questions.colleagues(session, actor()), questions.others(everything, record))
    problem = ""
    if form.validate_on_submit():
        try:
            _change(standing, clarification_id, form)
        except (
            ChangedMeanwhileError,
            SameQuestionError,
            InvalidClarificationError,
            UnsafeTextError,
        ) as error:
            session.refresh(record)
            problem = told(error)
            form.version.renew(record.version)
        else:
            flash(gettext("The answer is kept. Suppliers see it once you publish it."))
            return redirect(url_for("procurement.clarifications", procurement_id=procurement_id))
    return render_template(
        "procurement/clarification.html",
        form=form,
        problem=problem,
        standing=standing,
        record=record,
        state=questions.state_of(record),
        can_answer=standing.state is State.PUBLISHED
        and questions.state_of(record) in {*questions.OPEN, ClarificationState.MERGED},
    )


@pages.route("/<uuid:procurement_id>/clarifications/publish", methods=["GET", "POST"])
def publish_nota(procurement_id: UUID) -> str | Response:
    """See what would go to all suppliers, and send it to all of them at once."""
    session, now = transaction.session(), transaction.received_at()
    standing = _published(procurement_id)
    upcoming = notas.upcoming(session, standing.procurement, at=now)
    form = PublishNotaForm(data={"shown": upcoming.shown})
    problem = ""
    if form.validate_on_submit():
        try:
            record = notas.publish(
                session,
                actor(),
                standing.procurement,
                shown=form.shown.data,
                has_seen_warning=form.has_seen_warning.data,
                at=now,
                sign_in=public_address("sign_in.start"),
            )
        except LateNotaError as error:
            form.has_seen_warning.errors = [told(error)]
        except ChangedMeanwhileError as error:
            problem = told(error)
            form.shown.data = upcoming.shown
            form.shown.raw_data = [upcoming.shown]
        else:
            flash(
                ngettext(
                    "Clarifications %(number)s are published to every supplier: %(num)d answer.",
                    "Clarifications %(number)s are published to every supplier: %(num)d answers.",
                    len(upcoming.records),
                    number=record.number,
                )
            )
            return redirect(url_for("procurement.clarifications", procurement_id=procurement_id))
    return render_template(
        "procurement/publish_nota.html",
        form=form,
        problem=problem,
        standing=standing,
        upcoming=upcoming,
    )


def _published(procurement_id: UUID) -> Standing:
    standing = standing_of(procurement_id)
    if not standing.state.is_published:
        raise NotPublishedError
    return standing


def _change(standing: Standing, clarification_id: UUID, form: AnswerForm) -> None:
    questions.change(
        transaction.session(),
        actor(),
        standing.procurement,
        clarification_id,
        form.draft(),
        version=form.version.data,
        at=transaction.received_at(),
    )
