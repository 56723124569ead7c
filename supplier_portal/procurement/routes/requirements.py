"""This file shows the requirement set: pick measures, tailor each requirement, drop one."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from questionnaires import knowledge
from questionnaires.catalogue import MeasureStatus
from questionnaires.errors import InvalidRequirementError
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.procurement import parts, search
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import DropForm, TailorForm, weigh_form
from supplier_portal.procurement.routes import weights
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import catalogues, requirement_sets
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError
from supplier_portal.services.procurements import Procurement, Standing
from supplier_portal.services.requirement_sets import Line, Tailoring
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told
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
    session = transaction.session()
    standing = standing_of(procurement_id)
    if request.method != "POST":
        requirement_sets.refuse_published(session, standing.procurement)
        return _to_pick_from(standing)
    added = requirement_sets.pick(
        session,
        actor(),
        standing.procurement,
        numbers=request.form.getlist("number"),
        at=transaction.received_at(),
    )
    flash(
        ngettext("%(num)d requirement added.", "%(num)d requirements added.", added)
        if added
        else gettext("You chose no new measures; the set is as it was.")
    )
    return redirect(url_for("procurement.requirements", procurement_id=procurement_id))


@pages.route("/<uuid:procurement_id>/requirements/<identifier>", methods=["GET", "POST"])
def tailor(procurement_id: UUID, identifier: str) -> str | Response:
    """Change the text, kind and weight of one requirement."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    requirement_sets.refuse_published(session, standing.procurement)
    line = _line(standing.procurement, identifier)
    form = TailorForm(data=TailorForm.shown(line, standing.procurement.language))
    is_changed = False
    if form.validate_on_submit() and form.weight.data is not None:
        try:
            requirement_sets.tailor(
                session,
                actor(),
                standing.procurement,
                identifier,
                tailoring=Tailoring(
                    kind=RequirementKind(form.kind.data),
                    weight=form.weight.data,
                    text=form.text.data,
                    not_applicable_allowed=form.not_applicable_allowed.data,
                ),
                version=form.version.data,
                at=transaction.received_at(),
            )
        except InvalidRequirementError as error:
            form.weight.errors = [told(error)]
        except ChangedMeanwhileError as error:
            # What was typed stays in the form, the other's text stands beside it.
            form.text.errors = [told(error)]
            form.version.process(None, line.version)
            is_changed = True
        else:
            flash(gettext("Requirement %(number)s is saved.", number=identifier))
            return redirect(url_for("procurement.requirements", procurement_id=procurement_id))
    return render_template(
        "procurement/tailor.html",
        form=form,
        standing=standing,
        requirement=line.requirement,
        is_changed=is_changed,
    )


@pages.post("/<uuid:procurement_id>/requirements/<identifier>/drop")
def drop(procurement_id: UUID, identifier: str) -> Response:
    """Take a requirement out of the set."""
    form = DropForm()
    if not form.validate():
        raise NotFoundError
    procurement = standing_of(procurement_id).procurement
    requirement_sets.drop(
        transaction.session(),
        actor(),
        procurement,
        _line(procurement, identifier).requirement.identifier,
        version=form.version.data,
        at=transaction.received_at(),
    )
    flash(gettext("Requirement %(number)s is dropped.", number=identifier))
    return redirect(url_for("procurement.requirements", procurement_id=procurement_id))


def _to_pick_from(standing: Standing) -> str:
    session = transaction.session()
    catalogue = catalogues.get(session, standing.procurement.catalogue_id)
    lines = requirement_sets.lines(session, standing.procurement)
    known = knowledge.load()
    is_known = catalogue.norm == knowledge.NORM
    proposals = known.proposals if is_known else {}
    shown, query = parts.shown(catalogue, request.args), query_of(request.args)
    return render_template(
        "procurement/pick.html",
        standing=standing,
        catalogue=catalogue,
        shown=shown,
        query=query,
        found=search.found(shown.controls, query, also=search.asked(proposals)),
        chosen={line.requirement.reference.number for line in lines},
        proposals=proposals,
        reasons=known.reasons if is_known else {},
        never_asked=_NEVER_ASKED,
    )


def _line(procurement: Procurement, identifier: str) -> Line:
    for line in requirement_sets.lines(transaction.session(), procurement):
        if line.requirement.identifier == identifier:
            return line
    raise NotFoundError
