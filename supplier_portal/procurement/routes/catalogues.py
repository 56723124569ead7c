"""This file shows catalogues: their themes, controls and measures, with every status."""

from itertools import pairwise
from uuid import UUID

from flask import render_template, request

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Category, Control, Measure, Theme
from questionnaires.measure_changes import ChangeKind
from supplier_portal.procurement import catalogue_views, search
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
    """One catalogue, a theme at a time; ``q`` keeps the measures with these words."""
    shown = catalogues.get(transaction.session(), catalogue_id)
    wanted = request.args.get("theme", Theme.ORGANISATIONAL.value)
    theme = Theme(wanted) if wanted in set(Theme) else Theme.ORGANISATIONAL
    controls, query = controls_of(shown, theme), query_of(request.args)
    return render_template(
        "procurement/catalogue.html",
        catalogue=shown,
        catalogue_id=catalogue_id,
        theme=theme,
        themes=list(Theme),
        query=query,
        controls=controls,
        found=search.found(controls, query),
    )


@pages.get("/catalogues/<uuid:catalogue_id>/search")
def search_catalogue(catalogue_id: UUID) -> str:
    """Find measures in the whole catalogue: by words, category, NIS2 letter or what is bought."""
    found = catalogues.get(transaction.session(), catalogue_id)
    wanted = catalogue_views.wanted_from(request.args)
    return render_template(
        "procurement/search.html",
        catalogue=found,
        catalogue_id=catalogue_id,
        wanted=wanted,
        themes=list(Theme),
        categories=list(Category),
        letters=catalogue_views.LETTERS,
        segments=knowledge.load().segments,
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


def controls_of(catalogue: Catalogue, theme: Theme) -> list[tuple[Control, tuple[Measure, ...]]]:
    """The controls of a theme, under our own title where the norm gives none, with measures."""
    known = knowledge.load()
    return [
        (
            Control(control.number, control.title or known.title_of_control(control.number)),
            catalogue.of_control(control.number),
        )
        for control in catalogue.controls
        if control.theme is theme
    ]
