"""This file starts a set from an earlier one: choose it, see what comes along, then take it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from questionnaires.carrying_over import CarryOver
from questionnaires.errors import InvalidProfileError
from supplier_portal.procurement import copy_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.procurement.template_forms import CopyForm
from supplier_portal.services import catalogues, copying, risk_profiles, set_templates
from supplier_portal.services.copying import Source
from supplier_portal.services.errors import ChangedMeanwhileError, EmptySetError, NotFoundError
from supplier_portal.services.procurements import Standing
from supplier_portal.services.risk_profiles import KeptProfile
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.route("/<uuid:procurement_id>/copy", methods=["GET", "POST"])
def copy_set(procurement_id: UUID) -> str | Response:
    """Start an empty draft from an earlier set or a template; ``from`` names the one chosen."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    copying.refuse_filled(session, standing.procurement)
    wanted = request.values.get("from", "")
    if not wanted and request.method != "POST":
        return _to_choose_from(standing)
    source_id = _id_in(wanted)
    form = CopyForm()
    problem = ""
    if form.validate_on_submit():
        try:
            copied = _copied(standing, source_id, form)
        except (ChangedMeanwhileError, EmptySetError, InvalidProfileError) as error:
            transaction.roll_back()
            problem = told(error)
            standing = standing_of(procurement_id)
        else:
            count = len(copied.requirements)
            flash(ngettext("%(num)d requirement added.", "%(num)d requirements added.", count))
            return redirect(url_for("procurement.requirements", procurement_id=procurement_id))
    return _to_look_at(standing, copying.chosen(session, actor(), source_id), form, problem)


def _copied(standing: Standing, source_id: UUID, form: CopyForm) -> CarryOver:
    """Take the set along, and the risk profile if that was ticked."""
    session, now = transaction.session(), transaction.received_at()
    copied = copying.copy(
        session,
        actor(),
        standing.procurement,
        source_id,
        shown=form.shown.data or "",
        at=now,
    )
    if form.with_profile.data:
        risk_profiles.take_along(session, actor(), standing.procurement, source_id, at=now)
    return copied


def _to_choose_from(standing: Standing) -> str:
    session = transaction.session()
    return render_template(
        "procurement/copy_set.html",
        standing=standing,
        templates=set_templates.all_of(session, actor()),
        earlier=copying.earlier(session, actor(), standing.procurement),
    )


def _to_look_at(standing: Standing, source: Source, form: CopyForm, problem: str) -> str:
    session = transaction.session()
    procurement = standing.procurement
    found = copying.preview(session, procurement, source)
    edition = f"{procurement.catalogue.norm} {procurement.catalogue.edition}"
    return render_template(
        "procurement/copy_preview.html",
        standing=standing,
        source=source,
        old=catalogues.get(session, source.catalogue_id).name,
        new=edition,
        brought=copy_views.brought(found, edition=edition, language=procurement.language),
        profile=_profile_to_take(standing, source),
        form=form,
        problem=problem,
    )


def _profile_to_take(standing: Standing, source: Source) -> KeptProfile | None:
    """The profile of the procurement that a set comes from, where there is none here yet."""
    session = transaction.session()
    if risk_profiles.current(session, standing.procurement.id) is not None:
        return None
    return risk_profiles.current(session, source.id)


def _id_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise NotFoundError from problem
