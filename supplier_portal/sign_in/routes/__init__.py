"""The routes of the way in, one file a page area; importing them adds them to the blueprint."""

from supplier_portal.sign_in.blueprint import pages
from supplier_portal.sign_in.routes import entry, password, second_factor

__all__ = ["entry", "pages", "password", "second_factor"]
