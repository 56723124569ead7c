"""This file shows the requirement set, and lets measures be picked into it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from questionnaires import knowledge
from questionnaires.catalogue import MeasureStatus
from supplier_portal.procurement import parts, search
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import weigh_form
from supplier_portal.procurement.routes import weights
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import catalogues, house, picking, requirement_sets
from supplier_portal.services.procurements import Procurement, Standing
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.queries import query_of

_NEVER_ASKED = frozenset({MeasureStatus.MOVED, MeasureStatus.WITHDRAWN, MeasureStatus.SEE})


@pages.get("/<uuid:procurement_id>/requirements")
def requirements(procurement_id: UUID) -> str:
    """The set as it is composed so far."""
    standing = standing_of(procurement_id)
    lines = requirement_sets.lines(transaction.session(), standing.procurement)
    return weights.page(standing, lines, weigh_form(lines, MultiDict()))


@pages.route("/<uuid:procurement_id>/requirements/pick", methods=["GET", "POST"])
def pick(procurement_id: UUID) -> str | Response:
    """Choose measures from the catalogue, a theme or group at a time."""
    standing = standing_of(procurement_id)
    if request.method != "POST":
        requirement_sets.refuse_published(transaction.session(), standing.procurement)
        return _to_pick_from(standing)
    take_up(standing.procurement)
    return redirect(url_for("procurement.requirements", procurement_id=procurement_id))


def take_up(procurement: Procurement) -> None:
    """Put what is ticked on the page in the set, and say how much of it was new."""
    added = picking.pick(
        transaction.session(),
        actor(),
        procurement,
        numbers=request.form.getlist("number"),
        own_numbers=request.form.getlist("own"),
        at=transaction.received_at(),
    )
    flash(
        ngettext("%(num)d requirement added.", "%(num)d requirements added.", added)
        if added
        else gettext("You chose no new measures; the set is as it was.")
    )


def _to_pick_from(standing: Standing) -> str:
    session = transaction.session()
    catalogue = catalogues.get(session, standing.procurement.catalogue_id)
    lines = requirement_sets.lines(session, standing.procurement)
    known = knowledge.load()
    is_known = catalogue.norm == knowledge.NORM
    proposals = known.proposals if is_known else {}
    home = house.current(session, actor())
    references = [line.requirement.reference for line in lines]
    taken = {item.number for item in references if item.norm == home.name}
    shown, query = parts.shown(catalogue, request.args), query_of(request.args)
    return render_template(
        "procurement/pick.html",
        standing=standing,
        catalogue=catalogue,
        shown=shown,
        query=query,
        found=search.found(shown.controls, query, also=search.asked(proposals)),
        chosen={item.number for item in references if item.norm == catalogue.norm},
        proposals=proposals,
        reasons=known.reasons if is_known else {},
        never_asked=_NEVER_ASKED,
        own_texts={
            text.number: text.text for text in home.texts.values() if text.norm == catalogue.norm
        },
        own_measures=[
            (kept.measure, kept.measure.number in taken) for kept in home.measures.values()
        ],
    )
