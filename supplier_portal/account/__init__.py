"""The pages about one's own account, for everybody who is signed in, whatever the role."""

from supplier_portal.account.routes import pages

__all__ = ["pages"]
