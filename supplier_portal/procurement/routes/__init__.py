"""The routes of procurement, one file a page area; importing them adds them to the blueprint."""

from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes import (
    approval,
    catalogues,
    house,
    imports,
    own_measures,
    procurements,
    publication,
    requirements,
    reviewers,
    tailoring,
    weights,
)

__all__ = [
    "approval",
    "catalogues",
    "house",
    "imports",
    "own_measures",
    "pages",
    "procurements",
    "publication",
    "requirements",
    "reviewers",
    "tailoring",
    "weights",
]
