"""This file says on whose behalf a use case runs."""

from dataclasses import dataclass
from uuid import UUID

from supplier_portal.services.rights import Right


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person with the rights held now, and the network address of the request."""

    account_id: UUID
    organisation_id: UUID
    name: str
    role: str
    origin: str
    rights: frozenset[Right] = frozenset()

    def may(self, right: Right) -> bool:
        """Whether this person holds a right beside the role."""
        return right in self.rights
