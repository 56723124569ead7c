"""This file shows what an organisation adds to the norms, and keeps its own words for a measure."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Measure
from questionnaires.errors import QuestionnaireError
from questionnaires.house import Entry, EntryKind, HouseText
from supplier_portal.procurement import house_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.house_forms import HouseForm, HouseTextForm, WithdrawForm
from supplier_portal.services import catalogues, editions, house, measures
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError
from supplier_portal.services.house import Version
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.get("/house")
def own_texts() -> str:
    """All that the visitor's organisation adds to the norms."""
    session = transaction.session()
    found = house.current_versions(session, actor())
    shelf = {item.norm: item.id for item in reversed(editions.stored(session))}
    return render_template(
        "procurement/own_texts.html",
        texts=[
            (version, shelf.get(version.entry.norm))
            for version in found
            if isinstance(version.entry, HouseText)
        ],
        measures=_of_kind(found, EntryKind.MEASURE),
        segments=_of_kind(found, EntryKind.SEGMENT),
    )


@pages.route("/catalogues/<uuid:catalogue_id>/measures/<measure>/own", methods=["GET", "POST"])
def house_text(catalogue_id: UUID, measure: str) -> str | Response:
    """Word what is asked for a measure in the organisation's own way."""
    session = transaction.session()
    catalogue = catalogues.get(session, catalogue_id)
    versions = house.history(session, actor(), EntryKind.TEXT, f"{catalogue.norm} {measure}")
    found = _worded(catalogue, measure, versions)
    ours = knowledge.load().requirement(catalogue, found)
    last = newest_of(versions)
    own = last.entry if last and not last.is_withdrawn else None
    shown = own if isinstance(own, HouseText) else ours
    form = HouseTextForm(data=HouseTextForm.shown(shown, last.number if last else 0))
    problem = ""
    if form.validate_on_submit():
        try:
            keep(form, form.entry(catalogue.norm, measure))
        except QuestionnaireError as error:
            problem = refused(form, error, last)
        else:
            flash(gettext("Your own words for %(number)s are kept.", number=measure))
            return redirect(
                url_for("procurement.measure", catalogue_id=catalogue_id, measure=measure)
            )
    return render_template(
        "procurement/house_text.html",
        form=form,
        problem=problem,
        catalogue=catalogue,
        catalogue_id=catalogue_id,
        measure=found,
        ours=ours,
        last=last,
        history=house_views.history(versions, start=ours),
    )


@pages.post("/house/withdraw")
def withdraw() -> Response:
    """Let an entry no longer count; its history stays, and it can be taken up again."""
    form = WithdrawForm()
    if not form.validate():
        raise NotFoundError
    house.withdraw(
        transaction.session(),
        actor(),
        EntryKind(form.kind.data),
        form.key.data,
        version=form.version.data,
        at=transaction.received_at(),
    )
    flash(gettext("%(name)s no longer counts. Its history stays.", name=form.key.data))
    return redirect(url_for("procurement.own_texts"))


def keep(form: HouseForm, entry: Entry) -> None:
    """Keep what a form says as the next version."""
    house.keep(
        transaction.session(),
        actor(),
        entry,
        version=form.version.data,
        reason=form.reason.data or "",
        at=transaction.received_at(),
    )


def refused(form: HouseForm, error: QuestionnaireError, last: Version | None) -> str:
    """What to say when an entry was not kept; the form then goes on from the newest version."""
    if isinstance(error, ChangedMeanwhileError):
        form.version.renew(last.number if last else 0)
    return told(error)


def newest_of(versions: list[Version]) -> Version | None:
    """The newest version, if there is any."""
    return versions[0] if versions else None


def _worded(catalogue: Catalogue, number: str, versions: list[Version]) -> Measure:
    """A measure that can be asked of a supplier, or once was; raises NotFoundError for others."""
    found = catalogue.by_number.get(number)
    if found is None:
        raise NotFoundError
    is_never_asked = knowledge.load().reason(catalogue, number) is not None
    if (found.status not in measures.IN_FORCE or is_never_asked) and not versions:
        raise NotFoundError
    return found


def _of_kind(versions: list[Version], kind: EntryKind) -> list[Version]:
    return [version for version in versions if version.kind is kind]
