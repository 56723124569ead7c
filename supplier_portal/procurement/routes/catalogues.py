"""This file shows catalogues: their themes or groups, controls and measures, with every status."""

from itertools import pairwise
from uuid import UUID

from flask import render_template, request

from questionnaires.measure_changes import ChangeKind
from supplier_portal.procurement import catalogue_views, parts, search
from supplier_portal.procurement.blueprint import pages
from supplier_portal.services import catalogue_changes, catalogues, editions, house, measures
from supplier_portal.services.errors import NotFoundError
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.queries import query_of


@pages.get("/catalogues")
def all_catalogues() -> str:
    """The catalogues to choose from."""
    found = editions.stored(transaction.session())
    return render_template(
        "procurement/catalogues.html",
        catalogues=found,
        pairs=[(old, new) for old, new in pairwise(reversed(found)) if old.norm == new.norm],
    )


@pages.get("/catalogues/<uuid:catalogue_id>")
def catalogue(catalogue_id: UUID) -> str:
    """One catalogue, a theme or group at a time; ``q`` keeps the measures with these words."""
    norm = catalogues.get(transaction.session(), catalogue_id)
    shown, query = parts.shown(norm, request.args), query_of(request.args)
    return render_template(
        "procurement/catalogue.html",
        catalogue=norm,
        catalogue_id=catalogue_id,
        shown=shown,
        query=query,
        found=search.found(shown.controls, query),
    )


@pages.get("/catalogues/<uuid:catalogue_id>/search")
def search_catalogue(catalogue_id: UUID) -> str:
    """Find measures in the whole catalogue: by words, and by what is known of this norm."""
    found = catalogues.get(transaction.session(), catalogue_id)
    offered = catalogue_views.filters(found)
    wanted = catalogue_views.wanted_from(request.args, offered)
    return render_template(
        "procurement/search.html",
        catalogue=found,
        catalogue_id=catalogue_id,
        wanted=wanted,
        offered=offered,
        results=catalogue_views.search(catalogue_id, found, wanted) if wanted.is_anything else [],
    )


@pages.get("/catalogues/<uuid:catalogue_id>/measures/<measure>")
def measure(catalogue_id: UUID, measure: str) -> str:
    """All that is known about one measure, what became of it, and where it is used."""
    session = transaction.session()
    norm = catalogues.get(session, catalogue_id)
    found = norm.by_number.get(measure)
    if found is None:
        raise NotFoundError
    return render_template(
        "procurement/measure.html",
        catalogue=norm,
        catalogue_id=catalogue_id,
        about=catalogue_views.about(norm, found),
        own=house.current(session, actor()).text_for(norm.norm, measure),
        editions=measures.editions(session, norm.norm, measure),
        used=measures.used_in(session, actor(), norm.norm, measure),
    )


@pages.get("/catalogues/<uuid:catalogue_id>/compare/<uuid:other_id>")
def compare(catalogue_id: UUID, other_id: UUID) -> str:
    """What changed from one edition to another, number by number and word by word."""
    session = transaction.session()
    return render_template(
        "procurement/compare.html",
        changes=catalogue_changes.between(session, catalogue_id, other_id),
        old_id=catalogue_id,
        new_id=other_id,
        kinds=list(ChangeKind),
    )
