"""This file says of a document that came back whether it is one of ours, and still unchanged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import islice
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.annexes import AnnexContent, AnnexKind, Terms, content_hash, texts_of
from questionnaires.document_differences import Difference, differences, words_of_lines
from questionnaires.errors import translatable
from questionnaires.wording import Language
from supplier_portal.documents import returned
from supplier_portal.documents.returned import Returned
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import annexes, nota_documents
from supplier_portal.services.actor import Actor
from supplier_portal.services.annexes import Wanted
from supplier_portal.services.errors import UnacceptableFileError, UnknownDocumentError

LARGEST_MEGABYTES = 25
_WORD, _OPEN_TEXT = "docx", "odt"
KINDS = tuple(kind for kind in returned.KINDS if kind in {*annexes.FORMATS, _OPEN_TEXT})
MOST_DIFFERENCES = 50
_PDF, _ZIP = b"%PDF-", b"PK"
_OTHER_KIND = translatable("This is no document of one of these kinds: %(kinds)s.")
_TOO_LARGE = translatable("This file is larger than %(largest)s MB: it is none of ours.")
_MOST_REVISIONS = 5  # a change annex names two


class Verdict(StrEnum):
    """What became of a document since it was given out."""

    UNCHANGED = "unchanged"
    SAVED_ANEW = "saved_anew"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Recognised:
    """Which of our documents somebody's document is; ``is_exact`` when it names what it said."""

    procurement: ProcurementRecord
    record: RevisionRecord
    wanted: Wanted
    content: AnnexContent
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that was recognised, and where it differs from what was given out."""

    recognised: Recognised
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    has_more: bool = False


def kind_of(name: str, document: bytes) -> str:
    """Tell of which kind a file is by its name and its start; raises UnacceptableFileError."""
    kind = PurePath(name).suffix.lower().removeprefix(".")
    if kind not in KINDS or not document.startswith(_PDF if kind == "pdf" else _ZIP):
        raise UnacceptableFileError(problem=_OTHER_KIND, kinds=", ".join(KINDS).upper())
    if len(document) > LARGEST_MEGABYTES * 1_000_000:
        raise UnacceptableFileError(problem=_TOO_LARGE, largest=LARGEST_MEGABYTES)
    return kind


def check(session: Session, actor: Actor, document: bytes, kind: str, *, at: datetime) -> Checked:
    """Compare a document with what the service would give out.

    Raises UnreadableDocumentError, and UnknownDocumentError when it is of no revision of the
    organisation: whether it is of another organisation is not told.
    """
    found = returned.read(document, kind)
    # Without LibreOffice we make no ODT, but one that was made of our Word file says the same.
    made_as = kind if kind in annexes.FORMATS else _WORD
    of_revisions = _candidates(session, actor, found, made_as, at)
    recognised = _best([*of_revisions, *_notas(session, actor, found, made_as)], found)
    if recognised is None:
        raise UnknownDocumentError
    made = annexes.made_of(
        session,
        recognised.procurement,
        recognised.content,
        recognised.wanted,
        named=found.digests,
    ).content
    if made == document:
        return Checked(recognised, Verdict.UNCHANGED)
    should = returned.read(made, made_as)
    if words_of_lines(should.lines) == words_of_lines(found.lines):
        return Checked(recognised, Verdict.SAVED_ANEW)
    told = tuple(islice(differences(should.lines, found.lines), MOST_DIFFERENCES + 1))
    return Checked(
        recognised, Verdict.CHANGED, told[:MOST_DIFFERENCES], len(told) > MOST_DIFFERENCES
    )


def _candidates(
    session: Session, actor: Actor, found: Returned, file_format: str, at: datetime
) -> Iterator[Recognised]:
    """Everything that was made, in this format, of the revisions that a document names."""
    rows = session.execute(
        select(ProcurementRecord, RevisionRecord)
        .join(RevisionRecord, RevisionRecord.procurement_id == ProcurementRecord.id)
        .where(
            ProcurementRecord.organisation_id == actor.organisation_id,
            RevisionRecord.digest.in_(found.digests),
        )
        .order_by(RevisionRecord.number.desc())
        .limit(_MOST_REVISIONS)
    )
    for procurement, record in rows.all():
        for wanted in _all_wanted(annexes.kinds_of(record), file_format):
            content = annexes.content_of(session, procurement, record, wanted, at=at)
            is_exact = content_hash(content) in found.digests
            yield Recognised(procurement, record, wanted, content, is_exact)


def _notas(
    session: Session, actor: Actor, found: Returned, file_format: str
) -> Iterator[Recognised]:
    """Everything that was made, in this format, of the notas that a document names."""
    named = nota_documents.named(session, actor, found.digests)
    for procurement, record, language, content in named:
        wanted = Wanted(AnnexKind.CLARIFICATIONS, file_format, language)
        is_exact = content_hash(content) in found.digests
        yield Recognised(procurement, record, wanted, content, is_exact)


def _all_wanted(kinds: Iterable[AnnexKind], file_format: str) -> Iterator[Wanted]:
    for kind in kinds:
        for language in Language:
            for terms in Terms if kind is AnnexKind.CONTRACT_ANNEX else (Terms.NONE,):
                yield Wanted(kind, file_format, language, terms)


def _best(candidates: Sequence[Recognised], found: Returned) -> Recognised | None:
    """The one whose hash the document names, or else the one that it is most like."""
    lines = frozenset(words_of_lines(found.lines))
    ranked = [(item.is_exact, _likeness(item.content, lines)) for item in candidates]
    if not ranked:
        return None
    return candidates[ranked.index(max(ranked))]


def _likeness(content: AnnexContent, lines: frozenset[str]) -> Fraction:
    told = set(words_of_lines(line for text in texts_of(content) for line in text.split("\n")))
    return Fraction(len(told & lines), len(told | lines) or 1)
