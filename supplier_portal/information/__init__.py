"""The pages for everyone that explain: words, accessibility, and whom to tell of a weakness."""

from supplier_portal.information.routes import pages

__all__ = ["pages"]
