"""This file turns plain data into the one sequence of bytes whose digest names it."""

import hashlib
import json


def canonical(document: object) -> bytes:
    """Write JSON with sorted keys, UTF-8 and no insignificant white space."""
    return json.dumps(
        document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(content: bytes) -> str:
    """Give the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
