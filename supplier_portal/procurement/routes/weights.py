"""This file weighs requirements where they are listed: all at once, or each as it is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from questionnaires.effort import effort_of
from questionnaires.errors import InvalidRequirementError
from questionnaires.revisions import total_weight
from supplier_portal.procurement import effort_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.forms import RowField, WeighForm, touched_in, weigh_form
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import requirement_sets, weighing
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError
from supplier_portal.services.procurements import Procurement, Standing
from supplier_portal.services.requirement_sets import Line
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import figure, told

_WRONG, _CHANGED = 400, 409
Answer = Response | tuple[str | Response, int]


@dataclass(frozen=True, slots=True)
class Share:
    """What one requirement weighs within the whole set, in percent, and the field to change it."""

    line: Line
    percent: Fraction | None
    field: RowField | None


@pages.post("/<uuid:procurement_id>/weights")
def weigh(procurement_id: UUID) -> Answer:
    """Give each requirement whose row was touched its points, or none of them."""
    standing = standing_of(procurement_id)
    session = transaction.session()
    requirement_sets.refuse_published(session, standing.procurement)
    form = weigh_form(requirement_sets.lines(session, standing.procurement), request.form)
    if not form.validate():
        return _refused(standing, form, _WRONG)
    if _gone(form):
        return _refused(standing, form, _CHANGED)
    changes = form.changes(request.form)
    now = transaction.received_at()
    try:
        count = weighing.weigh(session, actor(), standing.procurement, changes, at=now)
    except InvalidRequirementError as error:
        form.rows[str(error.facts["requirement"])].errors = [told(error)]
        return _refused(standing, form, _WRONG)
    except (ChangedMeanwhileError, NotFoundError):
        return _refused(standing, _compared(standing.procurement), _CHANGED)
    return _kept(standing.procurement, count)


def page(standing: Standing, lines: Sequence[Line], form: WeighForm) -> str:
    """The set as it is composed so far, with a field for the points of each scored requirement."""
    gone = _gone(form)
    return render_template(
        "procurement/requirements.html",
        standing=standing,
        shares=_shares(lines, form.rows),
        total=_total(lines),
        asked=effort_views.in_words(effort_of(line.requirement for line in lines)),
        form=form,
        problem=_no_longer_weighed(gone) if gone else "",
    )


def _shares(lines: Sequence[Line], fields: Mapping[str, RowField]) -> list[Share]:
    total = _points(lines)
    return [
        Share(
            line,
            100 * weight / total if (weight := Fraction(line.requirement.weight)) else None,
            fields.get(line.requirement.identifier),
        )
        for line in lines
    ]


def _points(lines: Sequence[Line]) -> Fraction:
    return total_weight(tuple(line.requirement for line in lines))


def _total(lines: Sequence[Line]) -> str:
    sentence: str = ngettext(
        "%(num)d requirement, %(points)s points to earn.",
        "%(num)d requirements, %(points)s points to earn.",
        len(lines),
        points=figure(_points(lines)),
    )
    return sentence


def _gone(form: WeighForm) -> list[str]:
    """What was weighed, but is meanwhile no longer in the set, or no longer scored."""
    return [identifier for identifier, _ in touched_in(request.form) if identifier not in form.rows]


def _no_longer_weighed(identifiers: Sequence[str]) -> str:
    problem: str = gettext(
        "A colleague changed the set meanwhile: %(requirements)s can no longer have points. "
        "Nothing is saved yet. Check the set and save again.",
        requirements=", ".join(identifiers),
    )
    return problem


def _compared(procurement: Procurement) -> WeighForm:
    """The form with, at each row that a colleague changed meanwhile, what it is now."""
    lines = requirement_sets.lines(transaction.session(), procurement)
    form = weigh_form(lines, request.form)
    changes = form.changes(request.form)
    for line in lines:
        requirement = line.requirement
        change = changes.get(requirement.identifier)
        if change and change.version != line.version and change.weight != requirement.weight:
            form.rows[requirement.identifier].errors = [
                gettext(
                    "A colleague changed %(requirement)s meanwhile: it has %(points)s points now. "
                    "Yours are not saved. Save again if yours must stay.",
                    requirement=requirement.identifier,
                    points=figure(requirement.weight),
                )
            ]
    return form


def _refused(standing: Standing, form: WeighForm, status: int) -> Answer:
    lines = requirement_sets.lines(transaction.session(), standing.procurement)
    if not _is_for_script():
        return page(standing, lines, form), status
    messages = [str(error) for errors in form.errors.values() for error in errors]
    message = " ".join(messages) or _no_longer_weighed(_gone(form))
    return jsonify(message=message, versions=_versions(lines)), status


def _kept(procurement: Procurement, count: int) -> Answer:
    lines = requirement_sets.lines(transaction.session(), procurement)
    if _is_for_script():
        shares = {
            share.line.requirement.identifier: f"{figure(share.percent)} %"
            for share in _shares(lines, {})
            if share.percent is not None
        }
        return jsonify(versions=_versions(lines), total=_total(lines), shares=shares), 200
    flash(
        ngettext(
            "The points of %(num)d requirement are saved.",
            "The points of %(num)d requirements are saved.",
            count,
        )
        if count
        else gettext("You changed no points; the set is as it was.")
    )
    return redirect(url_for("procurement.requirements", procurement_id=procurement.id))


def _versions(lines: Sequence[Line]) -> dict[str, int]:
    """The versions of the rows that were touched."""
    touched = dict(touched_in(request.form))
    return {
        line.requirement.identifier: line.version
        for line in lines
        if line.requirement.identifier in touched
    }


def _is_for_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
