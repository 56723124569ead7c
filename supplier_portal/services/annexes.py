"""This file makes the annexes of a published revision."""

from questionnaires.annexes import Publication, security_annex
from supplier_portal import resources
from supplier_portal.documents import word
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import requirement_sets

SECURITY_ANNEX = resources.ANNEXES / "security-annex.docx"


def security_annex_of(record: RevisionRecord, language: str) -> bytes:
    """The annex with security requirements as a Word document, in one language."""
    content = security_annex(
        requirement_sets.value_of(record),
        Publication(digest=record.digest, published_at=record.published_at),
        language,
    )
    return word.render(SECURITY_ANNEX, content)
