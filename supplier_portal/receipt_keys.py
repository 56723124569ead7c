"""This file holds the key that signs receipts (Ed25519), and checks what was signed with one."""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_SEED = 32
_NAMED_BY = 16


class ReceiptKeyError(ValueError):
    """A text is no key that receipts can be signed with, or checked against."""


@dataclass(frozen=True, slots=True)
class ReceiptKey:
    """The key of an installation; its ``key_id`` follows from its public half."""

    _private: Ed25519PrivateKey = field(repr=False)

    @staticmethod
    def new() -> "ReceiptKey":
        """Make a key by chance."""
        return ReceiptKey(Ed25519PrivateKey.generate())

    @staticmethod
    def read(text: str) -> "ReceiptKey":
        """Read a key as PEM (PKCS 8), or as its 32 bytes in base64; raises ReceiptKeyError."""
        written = text.strip()
        try:
            if written.startswith("-----"):
                found = serialization.load_pem_private_key(written.encode(), password=None)
            else:
                found = Ed25519PrivateKey.from_private_bytes(
                    base64.b64decode(written, validate=True)
                )
        except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
            raise ReceiptKeyError from problem
        if not isinstance(found, Ed25519PrivateKey):
            raise ReceiptKeyError
        return ReceiptKey(found)

    @property
    def written(self) -> str:
        """The key itself, in base64; whoever has it can sign receipts."""
        return base64.b64encode(self._private.private_bytes_raw()).decode("ascii")

    @property
    def public_key(self) -> str:
        """The half that anybody may know, in hexadecimal."""
        return self._private.public_key().public_bytes_raw().hex()

    @property
    def key_id(self) -> str:
        """The short name of the key."""
        return key_id_of(self.public_key)

    def sign(self, content: bytes) -> str:
        """The signature under some bytes, in hexadecimal."""
        return self._private.sign(content).hex()


def key_id_of(public_key: str) -> str:
    """The short name of a public key: the first sixteen figures of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:_NAMED_BY]


def is_signed(content: bytes, public_key: str, signature: str) -> bool:
    """Whether these bytes were signed with the other half of this public key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key_from(text: str) -> str:
    """Read a public key as hexadecimal, base64 or PEM; raises ReceiptKeyError for anything else."""
    written = text.strip()
    try:
        if written.startswith("-----"):
            found = serialization.load_pem_public_key(written.encode())
            if not isinstance(found, Ed25519PublicKey):
                raise ReceiptKeyError
            return found.public_bytes_raw().hex()
        raw = _raw(written)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise ReceiptKeyError from problem
    if len(raw) != _SEED:
        raise ReceiptKeyError
    return raw.hex()


def _raw(written: str) -> bytes:
    try:
        return bytes.fromhex(written)
    except ValueError:
        pass
    try:
        return base64.b64decode(written, validate=True)
    except binascii.Error as problem:
        raise ReceiptKeyError from problem
