"""This file makes the blueprint that all pages of procurement are added to."""

from supplier_portal.web.access import Role, pages_for

pages = pages_for(Role.PROCUREMENT, __name__)
