"""This file makes the blueprint that all pages of security are added to."""

from uuid import UUID

from supplier_portal.services import procurements
from supplier_portal.services.procurements import Standing
from supplier_portal.web import transaction
from supplier_portal.web.access import Role, actor, pages_for

pages = pages_for(Role.REVIEW, __name__)


def standing_of(procurement_id: UUID) -> Standing:
    """One procurement of the visitor's own organisation, with its state."""
    return procurements.standing_of(
        transaction.session(), actor(), procurement_id, at=transaction.received_at()
    )
