"""This file asks what is at stake in a purchase, shows what that proposes, and takes it over."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from questionnaires.deviations import DeviationKind
from questionnaires.errors import InvalidProfileError
from questionnaires.proposal_changes import Difference, difference
from questionnaires.risk_profile import RiskProfile, problem_of
from supplier_portal.procurement import proposal_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import PublishForm
from supplier_portal.procurement.profile_form import ProfileForm, profile_form, shown
from supplier_portal.procurement.routes.exceptions import after_a_change
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.procurement.routes.requirements import take_up
from supplier_portal.services import exceptions, house, requirement_sets, risk_profiles
from supplier_portal.services.errors import ChangedMeanwhileError
from supplier_portal.services.procurements import Procurement
from supplier_portal.services.risk_profiles import KeptProfile
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.route("/<uuid:procurement_id>/profile", methods=["GET", "POST"])
def profile(procurement_id: UUID) -> str | Response:
    """Answer what is bought and what is at stake; a change first shows what it would change."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    requirement_sets.refuse_published(session, standing.procurement)
    kept = risk_profiles.current(session, procurement_id)
    home = house.current(session, actor())
    known = risk_profiles.known_to(home)
    form = profile_form(
        known.profile_questions,
        known.segments,
        str(get_locale()),
        data=shown(kept.profile if kept else None, kept.version if kept else 0),
    )
    changes, problem = None, ""
    is_overtaken = kept is not None and form.version.data not in {None, kept.version}
    if form.validate_on_submit():
        wanted = form.profile()
        changes = _unseen_changes(standing.procurement, kept, wanted, form)
        if changes is None:
            problem = _kept(standing.procurement, wanted, form, kept)
            if not problem:
                flash(gettext("The risk profile is kept. This is what follows from it."))
                return redirect(url_for("procurement.proposal", procurement_id=procurement_id))
        else:
            form.seen.data = risk_profiles.digest_of(wanted)
            form.seen.raw_data = None
    return render_template(
        "procurement/profile.html",
        form=form,
        problem=problem,
        standing=standing,
        kept=kept,
        theirs=proposal_views.summary(kept.profile, known) if kept and is_overtaken else [],
        descriptions={item.key: item.description for item in known.segments},
        changes=changes and proposal_views.told(changes, known, home),
    )


@pages.route("/<uuid:procurement_id>/proposal", methods=["GET", "POST"])
def proposal(procurement_id: UUID) -> str | Response:
    """What the risk profile proposes to ask, and what it does not, each with the reasons."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    procurement = standing.procurement
    requirement_sets.refuse_published(session, procurement)
    kept = risk_profiles.current(session, procurement_id)
    if kept is None:
        return redirect(url_for("procurement.profile", procurement_id=procurement_id))
    if request.method == "POST" and PublishForm().validate():
        take_up(procurement)
        return after_a_change(procurement)
    found = risk_profiles.proposed(session, procurement, kept.profile)
    requirements = [line.requirement for line in requirement_sets.lines(session, procurement)]
    left_out = {
        item.deviation.subject
        for item in exceptions.among(session, procurement, requirements)
        if item.given and item.deviation.kind is DeviationKind.DROPPED
    }
    return render_template(
        "procurement/proposal.html",
        standing=standing,
        kept=kept,
        view=proposal_views.view(found, requirements, left_out),
        summary=proposal_views.summary(kept.profile, found.known),
        notices=proposal_views.notices(kept.profile, found.known),
        unanswered=len(kept.profile.unanswered),
    )


def _unseen_changes(
    procurement: Procurement, kept: KeptProfile | None, wanted: RiskProfile, form: ProfileForm
) -> Difference | None:
    """What would change, unless nothing does or the visitor has seen it."""
    if kept is None or form.seen.data == risk_profiles.digest_of(wanted):
        return None
    session = transaction.session()
    before, after = (
        risk_profiles.proposed(session, procurement, each) for each in (kept.profile, wanted)
    )
    if problem_of(wanted, after.known.segments):
        return None
    of_norm = difference(before.proposals, after.proposals)
    of_house = difference(before.own_proposals, after.own_proposals)
    return (
        Difference((*of_norm.joining, *of_house.joining), (*of_norm.leaving, *of_house.leaving))
        or None
    )


def _kept(
    procurement: Procurement, wanted: RiskProfile, form: ProfileForm, kept: KeptProfile | None
) -> str:
    """Keep a profile, or say why it cannot be."""
    try:
        risk_profiles.keep(
            transaction.session(),
            actor(),
            procurement,
            wanted,
            version=form.version.data,
            at=transaction.received_at(),
        )
    except InvalidProfileError as error:
        form.segments.errors = [told(error)]
        return told(error)
    except ChangedMeanwhileError as error:
        form.version.renew(kept.version if kept else 0)
        return told(error)
    return ""
