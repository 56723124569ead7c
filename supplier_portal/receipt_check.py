"""This file checks a receipt, and what it is of, without the service that gave it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from questionnaires.interchange import receipt as receipt_document
from questionnaires.receipts import Receipt
from supplier_portal.receipt_keys import ReceiptKeyError, is_signed, key_id_of, public_key_from

_ANY_NAME = "what was handed in, or one of its files"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: whether it holds, in words."""

    holds: bool
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found about a receipt; ``is_key_known`` tells whether its key was compared."""

    receipt: Receipt
    findings: tuple[Finding, ...]
    is_key_known: bool

    @property
    def holds(self) -> bool:
        """Whether everything that was looked at is as it was when the receipt was given."""
        return all(finding.holds for finding in self.findings)


def check(content: bytes, files: Mapping[str, bytes], known_keys: str | None = None) -> Checked:
    """Check a receipt and the files that came with it.

    ``known_keys`` is a public key, or the list of keys that the service publishes. Raises
    UnreadableDocumentError when the receipt is not one to the last byte, ReceiptKeyError when
    ``known_keys`` holds no key.
    """
    document, signature = receipt_document.from_signed(content)
    receipt = receipt_document.from_document(document)
    known = None if known_keys is None else keys_from(known_keys)
    findings = [_of_signature(document, signature.public_key, signature.value)]
    if signature.key_id != key_id_of(signature.public_key):
        findings.append(Finding(holds=False, text="The receipt names another key than it carries."))
    if known is not None:
        is_known = signature.public_key in known
        findings.append(
            Finding(
                holds=is_known,
                text="The key is one of the service's."
                if is_known
                else "The key is not one of the service's: the receipt was made by somebody else.",
            )
        )
    findings += [_of_file(receipt, name, found) for name, found in files.items()]
    return Checked(receipt, tuple(findings), known is not None)


def keys_from(text: str) -> frozenset[str]:
    """Read one public key, or the list that the service publishes; raises ReceiptKeyError."""
    if not text.lstrip().startswith("{"):
        return frozenset({public_key_from(text)})
    try:
        return frozenset(public_key_from(key["public_key"]) for key in json.loads(text)["keys"])
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise ReceiptKeyError from problem


def read(paths: tuple[Path, ...]) -> dict[str, bytes]:
    """Read files from this machine, by their path."""
    return {str(path): path.read_bytes() for path in paths}


def _of_signature(document: bytes, public_key: str, signature: str) -> Finding:
    if is_signed(document, public_key, signature):
        return Finding(holds=True, text="The signature is right: the receipt was not changed.")
    return Finding(holds=False, text="The signature is wrong: it was changed, or made up.")


def _of_file(receipt: Receipt, path: str, content: bytes) -> Finding:
    found = hashlib.sha256(content).hexdigest()
    if found == receipt.digest:
        return Finding(holds=True, text=f"{path} is exactly what was handed in.")
    for file in receipt.files:
        if found == file.digest:
            return Finding(
                holds=True, text=f"{path} is the file {file.name} with {file.requirement}."
            )
    return Finding(holds=False, text=f"{path} is not {_ANY_NAME}.")
