"""The pages of procurement: catalogues, procurements, requirement sets, publishing, inviting."""

from supplier_portal.procurement.routes import pages

__all__ = ["pages"]
