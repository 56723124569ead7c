"""This file makes documents of notas van inlichtingen: of one, or of all up to one.

What such a document says follows from what was published alone, so whoever asks gets the same.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.annexes import AnnexContent, AnnexKind, content_hash
from questionnaires.annexes.clarifications import PublishedNota, clarifications
from questionnaires.wording import Language
from supplier_portal.records.clarifications import NotaRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import annexes, notas, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.annexes import Made, Wanted
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.notas import Published

_MOST_NOTAS = 5


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers of the notas that a document tells: the same number twice, or from the first."""

    first: int
    last: int

    @property
    def is_one(self) -> bool:
        """Whether it is a document of one nota."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Offered:
    """A document of notas that can be had, and the hash of what it says."""

    span: Span
    content_hash: str


def spans(published: Sequence[Published]) -> Iterator[Span]:
    """The documents that there are: all notas together, then each, the newest first."""
    if len(published) > 1:
        yield Span(1, published[-1].number)
    for item in reversed(published):
        yield Span(item.number, item.number)


def offered(session: Session, procurement: ProcurementRecord, language: Language) -> list[Offered]:
    """Every document of the notas of a procurement; none when there is no nota."""
    published = notas.published(session, procurement.id)
    return [
        Offered(span, content_hash(content_of(procurement, published, span, language)))
        for span in spans(published)
    ]


def make(
    session: Session,
    procurement: ProcurementRecord,
    span: Span,
    *,
    file_format: str,
    language: Language,
) -> Made:
    """Make one document; raises NotFoundError for a span that is not there, else as annexes."""
    published = notas.published(session, procurement.id)
    content = content_of(procurement, published, span, language)
    wanted = Wanted(AnnexKind.CLARIFICATIONS, file_format, language)
    about = str(span.first) if span.is_one else f"{span.first}-{span.last}"
    return annexes.made_of(session, procurement, content, wanted, about=about)


def content_of(
    procurement: ProcurementRecord,
    published: Sequence[Published],
    span: Span,
    language: Language,
) -> AnnexContent:
    """What a document of notas says; raises NotFoundError for one that is not there."""
    if not (span.is_one or span.first == 1):
        raise NotFoundError
    told = [item for item in published if span.first <= item.number <= span.last]
    if not told or told[-1].number != span.last:
        raise NotFoundError
    return clarifications([_nota(item) for item in told], language, time_zone=procurement.time_zone)


def named(
    session: Session, actor: Actor, digests: Collection[str]
) -> Iterator[tuple[ProcurementRecord, RevisionRecord, Language, AnnexContent]]:
    """Everything that the newest notas of the actor's organisation with these digests could say."""
    rows = session.execute(
        select(ProcurementRecord, NotaRecord.number)
        .join(NotaRecord, NotaRecord.procurement_id == ProcurementRecord.id)
        .where(
            ProcurementRecord.organisation_id == actor.organisation_id,
            NotaRecord.digest.in_(digests),
        )
        .order_by(NotaRecord.number.desc())
        .limit(_MOST_NOTAS)
    )
    for procurement, number in rows.all():
        published = notas.published(session, procurement.id)
        revision = published[number - 1].revision
        for span in {Span(1, number), Span(number, number)}:
            for language in Language:
                content = content_of(procurement, published, span, language)
                yield procurement, revision, language, content


def _nota(item: Published) -> PublishedNota:
    revision = requirement_sets.value_of(item.revision)
    return PublishedNota(item.nota, item.digest, item.published_at, revision)
