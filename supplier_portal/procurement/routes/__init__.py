"""The routes of procurement, one file a page area; importing them adds them to the blueprint."""

from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes import (
    catalogues,
    imports,
    procurements,
    publication,
    requirements,
    weights,
)

__all__ = [
    "catalogues",
    "imports",
    "pages",
    "procurements",
    "publication",
    "requirements",
    "weights",
]
