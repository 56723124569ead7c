"""This file asks what a document that came back says, without trusting who sent it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from questionnaires.errors import QuestionnaireError, translatable
from supplier_portal.documents.returned_child import SECONDS

KINDS = ("docx", "odt", "pdf", "xlsx")
_CHILD = "supplier_portal.documents.returned_child"
_GRACE = 10
_PASSED_ON = ("LANG", "LC_ALL", "PATH", "PYTHONPATH", "SYSTEMROOT")


class UnreadableDocumentError(QuestionnaireError):
    """A document that came back cannot be read within the limits."""

    message = translatable(
        "This document cannot be read: it is damaged, protected with a password, or has lost its "
        "structure, for example by printing it to PDF. Ask for the file as it was sent."
    )


@dataclass(frozen=True, slots=True)
class Returned:
    """What a document says, line by line, and the digests that it or its properties name."""

    digests: frozenset[str]
    lines: tuple[str, ...]


def read(document: bytes, kind: str) -> Returned:
    """Read a document in a process of its own; raises UnreadableDocumentError."""
    try:
        child = subprocess.run(  # noqa: S603 - our own program; what is hostile goes in as data
            [sys.executable, "-m", _CHILD, kind],
            input=document,
            capture_output=True,
            check=True,
            timeout=SECONDS + _GRACE,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
        told = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableDocumentError from error
    return Returned(frozenset(told["digests"]), tuple(told["lines"]))
