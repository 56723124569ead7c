"""This file says what a receipt tells: what arrived, of whom, when, under which digests."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReceiptKind(StrEnum):
    """What a receipt is of: something that was handed in, or taken back."""

    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A file that belongs to what was handed in, by its SHA-256."""

    requirement: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What happened to a response, as it is signed; ``digest`` names what was handed in.

    ``number`` counts the receipts of an installation: 1, 2, 3, without a gap. ``received_at`` is
    when the last byte of the request arrived, by the clock of the service.
    """

    kind: ReceiptKind
    number: int
    issuer: str
    buyer: str
    reference: str
    title: str
    supplier: str
    response: str
    round: int
    revision_digest: str
    deadline: datetime
    received_at: datetime
    digest: str
    files: tuple[ReceiptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """An Ed25519 signature and the public key that proves it, both in lower-case hexadecimal."""

    key_id: str
    public_key: str
    value: str
