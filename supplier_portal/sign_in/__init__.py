"""The pages for everyone: signing in and out, taking up an invitation, choosing a language."""

from supplier_portal.sign_in import colleagues
from supplier_portal.sign_in.routes import pages

__all__ = ["colleagues", "pages"]
