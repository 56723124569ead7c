"""This file takes in the bytes of a file: checked, and stored under a name of our own."""

from dataclasses import dataclass
from uuid import uuid4

from questionnaires.interchange import evidence_files
from questionnaires.interchange.canonical import digest
from supplier_portal.services.errors import UnacceptableFileError
from supplier_portal.storage import EvidenceStore

KINDS = str(evidence_files.FACTS["kinds"])
LARGEST_MEGABYTES = evidence_files.LARGEST_MEGABYTES


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is stored, and that no row tells of yet."""

    name: str
    media_type: str
    size: int
    digest: str
    stored_as: str


def checked(name: str, content: bytes) -> str:
    """The name under which an acceptable file is kept.

    Raises UnacceptableFileError, or UnsafeTextError for a character that no name can have.
    """
    kept = evidence_files.kept_name(name)
    problem = evidence_files.problem_of(kept, content)
    if problem is not None:
        raise UnacceptableFileError(problem=problem, **evidence_files.FACTS)
    return kept


def take_in(name: str, content: bytes, store: EvidenceStore) -> Upload:
    """Check a file and store it; raises as ``checked``.

    It is stored before a row tells of it: a row without its file cannot be (assurance A10). No
    lock is needed meanwhile, so that nobody waits for a large file (B3).
    """
    kept = checked(name, content)
    stored_as = uuid4().hex
    store.put(stored_as, content)
    return Upload(kept, evidence_files.media_type(kept), len(content), digest(content), stored_as)
