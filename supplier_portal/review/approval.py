"""This file lets security read a whole requirement set, and approve it or return it with a note."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import NotPublishableError
from questionnaires.questionnaire import sections_of
from supplier_portal.review.blueprint import pages, standing_of
from supplier_portal.review.forms import ApproveForm
from supplier_portal.services import amendments, approvals, candidates, exceptions, requirement_sets
from supplier_portal.services.approvals import ApprovalDecision
from supplier_portal.services.candidates import Candidate
from supplier_portal.services.errors import ChangedMeanwhileError, NotApprovableError, NotAskedError
from supplier_portal.services.procurements import Procurement, Standing
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told
from supplier_portal.web.readiness import checklist, minimum_days
from supplier_portal.web.revision_changes import told_changes


@pages.route("/<uuid:procurement_id>/approval", methods=["GET", "POST"])
def approve(procurement_id: UUID) -> str | Response:
    """The whole set with its checklist, and the two answers that security can give."""
    standing = standing_of(procurement_id)
    procurement = standing.procurement
    requirement_sets.refuse_published(transaction.session(), procurement)
    candidate = _candidate(standing)
    form = ApproveForm(data=ApproveForm.shown(procurement.version, candidate))
    problem = ""
    if form.validate_on_submit():
        try:
            done = _decide(standing, form)
        except (NotPublishableError, NotAskedError) as error:
            problem = told(error)
        except NotApprovableError as error:
            form.note.errors = [told(error)]
        except ChangedMeanwhileError as error:
            problem = told(error)
            candidate = _candidate(standing)
            form.show_again(procurement.version, candidate)
        else:
            flash(done)
            return redirect(url_for("review.home"))
    return _page(procurement, form, candidate, problem)


def _candidate(standing: Standing) -> Candidate:
    return candidates.of_procurement(
        transaction.session(),
        standing.procurement,
        minimum_days=minimum_days(is_amending=standing.is_amending),
        at=transaction.received_at(),
    )


def _decide(standing: Standing, form: ApproveForm) -> str:
    """Keep what was decided, and say so."""
    reply = form.reply
    approvals.decide(
        transaction.session(),
        actor(),
        standing.procurement,
        reply,
        minimum_days=minimum_days(is_amending=standing.is_amending),
        at=transaction.received_at(),
    )
    if reply.decision is ApprovalDecision.APPROVED:
        return str(gettext("The set is approved. Procurement can publish it now."))
    return str(gettext("The set is returned. Procurement sees your note."))


def _page(procurement: Procurement, form: ApproveForm, candidate: Candidate, problem: str) -> str:
    return render_template(
        "review/approve.html",
        form=form,
        procurement=procurement,
        sections=sections_of(candidate.requirements),
        is_ready=candidate.is_ready,
        checks=checklist(candidate.checks),
        exceptions=exceptions.among(transaction.session(), procurement, candidate.requirements),
        approval=approvals.current(transaction.session(), procurement, candidate),
        amendment=amendments.current(transaction.session(), procurement),
        changes=told_changes(candidate.changed, procurement.language),
        number=candidate.number,
        problem=problem,
    )
