"""The style guide: every component in each of its states, for who builds pages; never in use."""

from supplier_portal.styleguide.routes import pages

__all__ = ["pages"]
