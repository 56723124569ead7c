"""This file shows catalogues: their themes, controls and measures, with every status."""

from uuid import UUID

from flask import render_template, request

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Control, Measure, Theme
from supplier_portal.procurement.blueprint import pages
from supplier_portal.services import catalogues
from supplier_portal.web import transaction


@pages.get("/catalogues")
def all_catalogues() -> str:
    """The catalogues to choose from."""
    return render_template(
        "procurement/catalogues.html", catalogues=catalogues.listed(transaction.session())
    )


@pages.get("/catalogues/<uuid:catalogue_id>")
def catalogue(catalogue_id: UUID) -> str:
    """One catalogue, a theme at a time."""
    shown = catalogues.get(transaction.session(), catalogue_id)
    wanted = request.args.get("theme", Theme.ORGANISATIONAL.value)
    theme = Theme(wanted) if wanted in set(Theme) else Theme.ORGANISATIONAL
    return render_template(
        "procurement/catalogue.html",
        catalogue=shown,
        catalogue_id=catalogue_id,
        theme=theme,
        themes=list(Theme),
        controls=controls_of(shown, theme),
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
