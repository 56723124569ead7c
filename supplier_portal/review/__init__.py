"""The pages of security: approving, answering, opening, judging, scorecards."""

from supplier_portal.review import approval, questions, routes
from supplier_portal.review.blueprint import pages

__all__ = ["approval", "pages", "questions", "routes"]
