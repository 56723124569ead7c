"""The pages of security: approving, opening, judging, scorecards."""

from supplier_portal.review import approval, routes
from supplier_portal.review.blueprint import pages

__all__ = ["approval", "pages", "routes"]
