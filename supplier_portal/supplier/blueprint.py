"""This file makes the blueprint that all pages of the supplier are added to."""

from supplier_portal.web.access import Role, pages_for

pages = pages_for(Role.SUPPLIER, __name__)
