"""This file keeps the measures and the segments that an organisation has of its own."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from questionnaires import knowledge
from questionnaires.errors import InvalidRequirementError, QuestionnaireError
from questionnaires.house import EntryKind, House, OwnMeasure
from questionnaires.requirement_sets import Proof
from questionnaires.segments import EVERY_SEGMENT, Segment
from questionnaires.wording import Wording
from supplier_portal.procurement import house_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.house_forms import SegmentForm
from supplier_portal.procurement.own_measure_form import OwnMeasureForm
from supplier_portal.procurement.routes.house import keep, newest_of, refused
from supplier_portal.services import house
from supplier_portal.services.errors import AlreadyExistsError
from supplier_portal.services.house import Version
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.route("/house/new-measure", methods=["GET", "POST"])
def add_own_measure() -> str | Response:
    """Write a measure of the organisation itself."""
    return _measure_page([])


@pages.route("/house/measures/<own_number>", methods=["GET", "POST"])
def own_measure(own_number: str) -> str | Response:
    """Change a measure of the organisation itself, and see how it came to be."""
    return _measure_page(_versions(EntryKind.MEASURE, own_number))


@pages.route("/house/new-segment", methods=["GET", "POST"])
def add_own_segment() -> str | Response:
    """Name something that the organisation buys, or that adds to what it buys."""
    return _segment_page([])


@pages.route("/house/segments/<key>", methods=["GET", "POST"])
def own_segment(key: str) -> str | Response:
    """Change a segment of the organisation itself, and see how it came to be."""
    return _segment_page(_versions(EntryKind.SEGMENT, key))


def _versions(kind: EntryKind, key: str) -> list[Version]:
    found = house.history(transaction.session(), actor(), kind, key)
    if not found:
        abort(404)
    return found


def _measure_page(versions: list[Version]) -> str | Response:
    session = transaction.session()
    last = newest_of(versions)
    before = last.entry if last and isinstance(last.entry, OwnMeasure) else None
    home = house.current(session, actor())
    form = OwnMeasureForm(
        home,
        knowledge.load(),
        str(get_locale()),
        before=before.proposal.questions if before else (),
        proof_before=before.proposal.proof if before else Proof(),
        data=OwnMeasureForm.shown(before, last.number if last else 0),
    )
    if before is not None:
        del form.number
    problem = ""
    if form.validate_on_submit():
        number = before.number if before else form.number.data.strip()
        try:
            _refuse_taken(number, before)
            keep(form, form.entry(number))
        except AlreadyExistsError as error:
            form.number.errors = [told(error)]
        except InvalidRequirementError as error:
            form.weight.errors = [told(error)]
        except QuestionnaireError as error:
            problem = refused(form, error, last)
        else:
            flash(gettext("Measure %(number)s is kept.", number=number))
            return redirect(url_for("procurement.own_texts"))
    return render_template(
        "procurement/own_measure.html",
        form=form,
        problem=problem,
        last=last,
        history=house_views.history(versions, titles=_titles(home)),
    )


def _titles(home: House) -> dict[str, Wording]:
    known = knowledge.load()
    segments = {item.key: item.title for item in (*known.segments, *home.segments)}
    factors = {item.key: item.title for item in known.risk_factors}
    return {EVERY_SEGMENT: Wording("alles", "everything"), **segments, **factors}


def _refuse_taken(number: str, before: OwnMeasure | None) -> None:
    """Raise AlreadyExistsError for a new measure under a number that has a history."""
    if before is None and house.history(transaction.session(), actor(), EntryKind.MEASURE, number):
        raise AlreadyExistsError(what=number)


def _segment_page(versions: list[Version]) -> str | Response:
    session = transaction.session()
    last = newest_of(versions)
    before = last.entry if last and isinstance(last.entry, Segment) else None
    form = SegmentForm(data=SegmentForm.shown(before, last.number if last else 0))
    problem = ""
    if form.validate_on_submit():
        try:
            keep(form, form.entry(before.key if before else house.free_key(session, actor())))
        except QuestionnaireError as error:
            problem = refused(form, error, last)
        else:
            flash(gettext("The segment is kept."))
            return redirect(url_for("procurement.own_texts"))
    return render_template(
        "procurement/own_segment.html",
        form=form,
        problem=problem,
        last=last,
        history=house_views.history(versions),
    )
