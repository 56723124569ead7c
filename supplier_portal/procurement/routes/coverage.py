"""This file shows what a requirement set covers, and what it asks of a supplier."""

from uuid import UUID

from flask import render_template

from questionnaires import knowledge
from questionnaires.set_coverage import cover
from supplier_portal.procurement import coverage_views, effort_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import catalogues, requirement_sets
from supplier_portal.web import transaction


@pages.get("/<uuid:procurement_id>/coverage")
def coverage(procurement_id: UUID) -> str:
    """What the set covers and what not, and how much work it is for a supplier."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    procurement = standing.procurement
    catalogue = catalogues.get(session, procurement.catalogue_id)
    requirements = [line.requirement for line in requirement_sets.lines(session, procurement)]
    references = [requirement.reference for requirement in requirements]
    found = cover(references, knowledge.load(), catalogue)
    return render_template(
        "procurement/coverage.html",
        standing=standing,
        catalogue=catalogue,
        pictures=coverage_views.pictures(found, catalogue, procurement.catalogue_id),
        apart=coverage_views.apart(
            found.elsewhere, requirements, house=procurement.organisation.name
        ),
        points=coverage_views.points(requirements),
        asked=effort_views.asked_of(requirements),
    )
