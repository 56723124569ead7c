"""This file keeps small secrets unreadable for who has the database but not the service's key."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_KEY = 32


class UnreadableError(Exception):
    """What was kept was enciphered with another key, for something else, or changed."""


class Cipher:
    """Enciphers with a key derived from the SECRET_KEY of the installation (AES-256-GCM)."""

    def __init__(self, secret_key: str) -> None:
        self._secret_key = secret_key.encode()
        self._aead = AESGCM(self.derive("secrets at rest", _KEY))

    def seal(self, secret: str, about: str) -> bytes:
        """Make a secret unreadable; it can be read again only as a secret ``about`` the same."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._aead.encrypt(nonce, secret.encode(), about.encode())

    def read(self, kept: bytes, about: str) -> str:
        """The secret that was sealed; raises UnreadableError."""
        try:
            return self._aead.decrypt(kept[:_NONCE], kept[_NONCE:], about.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise UnreadableError from error

    def derive(self, purpose: str, length: int) -> bytes:
        """Bytes that nobody without the key can know, the same for the same purpose."""
        return HKDF(SHA256(), length, salt=None, info=purpose.encode()).derive(self._secret_key)
