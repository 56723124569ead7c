"""This file offers a supplier what it handed in earlier, and takes over what it agrees to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.earlier_answers import HandedIn, Offer, offers
from questionnaires.interchange import response as response_document
from questionnaires.interchange.canonical import canonical, digest
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import ResponseRecord, SubmissionRecord
from supplier_portal.services import answers, responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.answers import Kept, Write
from supplier_portal.services.errors import ChangedMeanwhileError

MOST_RESPONSES = 10
"""How many earlier responses are looked through, the newest: more would only be older."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An earlier answer, beside the one there is now."""

    offer: Offer
    now: Kept

    @property
    def is_open(self) -> bool:
        """Whether the question has no answer yet that counts."""
        return self.now.entry is None or self.now.is_to_confirm


@dataclass(frozen=True, slots=True)
class Looked:
    """What can be taken over now, and the digest of all that."""

    lines: tuple[Offered, ...]
    shown: str

    @property
    def open(self) -> int:
        """For how many open questions there is an earlier answer."""
        return sum(line.is_open for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person agreed to: the items that were ticked, of what was ``shown``."""

    shown: str
    ticked: Collection[str]


def look(session: Session, response: ResponseRecord, *, at: datetime) -> Looked:
    """What the organisation of a response handed in elsewhere that answers what is asked here.

    A draft is nobody's word yet, and what was withdrawn no longer is: only what was handed in and
    stands is offered.
    """
    kept = answers.stored(session, response)
    found = offers(
        responses.questionnaire_of(response),
        answers.given(kept),
        _handed_in(session, response),
        at=at,
    )
    lines = tuple(Offered(offer, kept.get(offer.item.key, Kept(None, 0))) for offer in found)
    return Looked(lines, _digest_of(response, lines))


def take(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    reply: Reply,
    *,
    received_at: datetime,
) -> int:
    """Save the earlier answers that were ticked, all or nothing; gives how many.

    Raises ChangedMeanwhileError when anything is no longer what was shown, and as
    ``answers.save``.
    """
    responses.refuse_closed(session, response, received_at)
    looked = look(session, response, at=received_at)
    if looked.shown != reply.shown:
        raise ChangedMeanwhileError
    chosen = [line for line in looked.lines if line.offer.item.key in reply.ticked]
    if not chosen:
        return 0
    for line in chosen:
        _save(session, actor, response, line, received_at)
    origins = sorted({line.offer.origin.key for line in chosen})
    facts = {"answers": len(chosen), "submissions": origins}
    responses.tell(session, actor, response, action="reuse_answers", at=received_at, facts=facts)
    return len(chosen)


def _save(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    line: Offered,
    received_at: datetime,
) -> None:
    write = Write(
        line.offer.entry,
        line.now.version,
        # What was handed in is the editor, so that the answer tells where it came from. It may come
        # from there again, after a change: so its writes are counted by what they are based on.
        editor=f"reuse-{line.offer.origin.key}",
        sequence=line.now.version + 1,
        revision=response.revision.number,
    )
    item = line.offer.item.key
    saved = answers.save(session, actor, response, item, write, received_at=received_at)
    if saved.is_conflict:
        raise ChangedMeanwhileError


def _handed_in(session: Session, response: ResponseRecord) -> Sequence[HandedIn]:
    """What the same organisation handed in last in each other procurement, in two statements."""
    last_round = (
        select(func.max(SubmissionRecord.round))
        .where(SubmissionRecord.response_id == ResponseRecord.id, responses.STANDS)
        .correlate(ResponseRecord)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            SubmissionRecord.id,
            SubmissionRecord.document,
            SubmissionRecord.received_at,
            ResponseRecord.procurement_id,
        )
        .join(ResponseRecord, ResponseRecord.id == SubmissionRecord.response_id)
        .where(
            ResponseRecord.organisation_id == response.organisation_id,
            ResponseRecord.id != response.id,
            SubmissionRecord.round == last_round,
        )
        .order_by(SubmissionRecord.received_at.desc(), SubmissionRecord.id)
        .limit(MOST_RESPONSES)
    ).all()
    revisions = select(RevisionRecord).where(
        RevisionRecord.procurement_id.in_(row.procurement_id for row in rows)
    )
    known = {record.digest: record for record in session.scalars(revisions)}
    found = []
    for row in rows:
        document = response_document.from_document(row.document)
        questionnaire = responses.questionnaire_under(known[document.revision_digest])
        found.append(
            HandedIn(row.id.hex, questionnaire.revision, document.answers, row.received_at)
        )
    return found


def _digest_of(response: ResponseRecord, lines: Sequence[Offered]) -> str:
    """Name what a page shows, so that only that is taken over."""
    told = [
        (
            line.offer.item.key,
            response_document.answer_to_data(line.offer.entry),
            line.offer.origin.key,
            [reason.value for reason in line.offer.stale],
            line.now.version,
        )
        for line in lines
    ]
    return digest(canonical([response.revision.number, told]))
