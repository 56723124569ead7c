"""The pages of security: opening, judging, scorecards."""

from supplier_portal.review.routes import pages

__all__ = ["pages"]
