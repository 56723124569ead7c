"""This file says on whose behalf a use case runs."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, and the network address the request came from."""

    account_id: UUID
    organisation_id: UUID
    name: str
    role: str
    origin: str
