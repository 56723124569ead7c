"""The pages of the supplier: the questionnaire, evidence, handing in, the receipt."""

from supplier_portal.supplier.routes import pages

__all__ = ["pages"]
