"""This file shows the procurements of an organisation: start one, see where it stands."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from questionnaires.handing_in import ResponseUse
from supplier_portal.procurement import views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import DeadlineForm, StartForm
from supplier_portal.services import (
    approvals,
    catalogue_changes,
    clarifications,
    editions,
    exceptions,
    inviting,
    news,
    next_steps,
    procurements,
    requirement_sets,
    reviewers,
    risk_profiles,
)
from supplier_portal.services.approvals import ApprovalState
from supplier_portal.services.errors import AlreadyExistsError, ChangedMeanwhileError, DeadlineError
from supplier_portal.services.procurements import Procurement, Standing
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told
from supplier_portal.web.names import name_of
from supplier_portal.web.procurements import listed
from supplier_portal.web.tasks import lines


@pages.get("/")
def home() -> str:
    """What waits for the visitor, what is under way, what happened, and what can be started."""
    session, now = transaction.session(), transaction.received_at()
    waiting = next_steps.of_organisation(session, actor(), at=now)
    names = {
        item.procurement.id: (
            item.procurement.title,
            url_for("procurement.show", procurement_id=item.procurement.id),
        )
        for item in waiting
    }
    own = [item for item in waiting if item.step in next_steps.OF_PROCUREMENT]
    others = [item for item in waiting if item.step not in next_steps.OF_PROCUREMENT]
    return render_template(
        "procurement/home.html",
        tasks=[
            *views.questions(waiting, clarifications.counts(session, actor())),
            *views.own(own, now),
        ],
        others=views.others(others, now),
        lines=lines(news.of_procurements(session, actor(), names), names),
    )


@pages.get("/all")
def all_procurements() -> str:
    """Every procurement of this organisation, to sort and search."""
    found = procurements.all_of(
        transaction.session(), actor().organisation_id, at=transaction.received_at()
    )
    return render_template(
        "procurement/all.html",
        shown=listed(found, request.args),
        is_any=bool(found),
    )


@pages.route("/start", methods=["GET", "POST"])
def start() -> str | Response:
    """Start a procurement."""
    session = transaction.session()
    form = StartForm()
    form.catalogue.choices = [
        SelectChoice(str(item.id), f"{item.name} – {name_of(item.source)}")
        for item in editions.stored(session)
    ]
    if form.validate_on_submit():
        try:
            started = procurements.start(
                session,
                actor(),
                reference=form.reference.data,
                title=form.title.data,
                language=form.language.data,
                catalogue_id=UUID(form.catalogue.data),
                use=ResponseUse(form.use.data),
                at=transaction.received_at(),
            )
        except AlreadyExistsError as error:
            form.reference.errors = [told(error)]
        else:
            flash(gettext("The procurement is started. Now compose its requirements."))
            return redirect(url_for("procurement.show", procurement_id=started.id))
    return render_template("procurement/start.html", form=form)


@pages.get("/<uuid:procurement_id>")
def show(procurement_id: UUID) -> str:
    """One procurement: what is done, and what comes next."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    requirements = requirement_sets.lines(session, standing.procurement)
    found = exceptions.among(
        session, standing.procurement, [line.requirement for line in requirements]
    )
    drafts = [standing.procurement] if standing.is_editable else []
    approval = approvals.states(session, drafts).get(procurement_id, ApprovalState.APPROVED)
    return render_template(
        "procurement/show.html",
        standing=standing,
        profile=risk_profiles.current(session, procurement_id),
        exceptions=len(found),
        without_reason=len(exceptions.without_reason(found)),
        steps=views.steps_of(
            standing.state,
            has_requirements=bool(requirements),
            has_deadline=standing.procurement.deadline_at is not None,
            is_approved=approval is ApprovalState.APPROVED,
        ),
        approval=approval,
        reviewers=reviewers.named(session, standing.procurement),
        lines=requirements,
        notices=catalogue_changes.notices(
            session, standing.procurement, at=transaction.received_at()
        ),
        revisions=requirement_sets.published(session, procurement_id),
        invitations=inviting.invited(session, standing.procurement),
        questions=clarifications.waiting(session, standing.procurement),
    )


@pages.route("/<uuid:procurement_id>/deadline", methods=["GET", "POST"])
def deadline(procurement_id: UUID) -> str | Response:
    """Set the deadline for responses."""
    standing = standing_of(procurement_id)
    procurement = standing.procurement
    form = DeadlineForm(data=DeadlineForm.shown(procurement))
    if form.validate_on_submit() and form.deadline.data is not None:
        try:
            procurements.set_deadline(
                transaction.session(),
                actor(),
                procurement,
                local_time=form.deadline.data,
                version=form.version.data,
                at=transaction.received_at(),
            )
            if not standing.state.is_published:
                _keep_use(procurement, form)
        except DeadlineError as error:
            form.deadline.errors = [told(error)]
        except ChangedMeanwhileError as error:
            form.deadline.errors = [told(error)]
            form.version.renew(procurement.version)
        else:
            flash(gettext("The deadline is set."))
            return redirect(url_for("procurement.show", procurement_id=procurement_id))
    return render_template("procurement/deadline.html", form=form, standing=standing)


def _keep_use(procurement: Procurement, form: DeadlineForm) -> None:
    procurements.set_use(
        transaction.session(),
        actor(),
        procurement,
        ResponseUse(form.use.data),
        at=transaction.received_at(),
    )


def standing_of(procurement_id: UUID) -> Standing:
    """One procurement of the visitor's own organisation, with its state."""
    return procurements.standing_of(
        transaction.session(), actor(), procurement_id, at=transaction.received_at()
    )
