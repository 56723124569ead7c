"""The routes of procurement, one file a page area; importing them adds them to the blueprint."""

from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes import (
    approval,
    catalogues,
    copying,
    coverage,
    exceptions,
    house,
    imports,
    own_measures,
    procurements,
    profile,
    publication,
    requirements,
    reviewers,
    set_templates,
    tailoring,
    trial,
    weights,
)

__all__ = [
    "approval",
    "catalogues",
    "copying",
    "coverage",
    "exceptions",
    "house",
    "imports",
    "own_measures",
    "pages",
    "procurements",
    "profile",
    "publication",
    "requirements",
    "reviewers",
    "set_templates",
    "tailoring",
    "trial",
    "weights",
]
