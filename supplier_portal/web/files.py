"""This file says for pages how much may be kept, and gives a stored file if that is safe."""

from collections.abc import Collection, Mapping

from flask import Response, current_app

from supplier_portal.evidence_settings import Quota
from supplier_portal.services import verdicts
from supplier_portal.services.verdicts import Scanned
from supplier_portal.web import transaction
from supplier_portal.web.downloads import attachment


def quota() -> Quota:
    """How much a supplier may keep."""
    limits: Quota = current_app.config["QUOTA"]
    return limits


def is_scanning() -> bool:
    """Whether files are scanned for malware."""
    return bool(current_app.config["SCANS_FILES"])


def scanned(stored: Collection[str]) -> Mapping[str, Scanned]:
    """What is known of each of some stored files."""
    return verdicts.of_files(transaction.session(), stored, is_scanning=is_scanning())


def stored_file(stored_as: str, *, name: str, media_type: str) -> Response:
    """A stored file to save; raises HeldBackError when that is not safe, or not known to be."""
    verdicts.refuse_unsafe(transaction.session(), stored_as, is_scanning=is_scanning())
    content = transaction.store().get(stored_as)
    return attachment(content, name=name, media_type=media_type)
