"""This file holds a play to its promises, I1 to I8, after every step of it."""

from assurance.rehearsals.play import HALF_WRITTEN, Play
from assurance.rehearsals.suppliers_at_play import SECRET
from sqlalchemy import select

from questionnaires.interchange import response as response_document
from supplier_portal.database import Base
from supplier_portal.records import answer_uploads, catalogues, jobs, receipts, team, vault
from supplier_portal.records import enquiries as asked
from supplier_portal.records import journal as chains
from supplier_portal.records import responses as written
from supplier_portal.records.journal import JournalHeadRecord, JournalRecord
from supplier_portal.records.judgements import JudgementRecord
from supplier_portal.records.opened_responses import OpenedResponseRecord, OpeningRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import (
    answers,
    enquiries,
    evidence,
    journal,
    notas,
    responses,
    taking_up,
)

_SUPPLIERS_OWN = {
    module.__name__ for module in (answer_uploads, written, asked, receipts, team, vault)
}
_OF_NOBODY = {catalogues.__name__, jobs.__name__, chains.__name__}
_BUYERS_TABLES = [
    mapper.local_table
    for mapper in Base.registry.mappers
    if mapper.class_.__module__ not in _SUPPLIERS_OWN | _OF_NOBODY
]
_ALLOWED_AFTER_DEADLINE = {"claim_invitation", "withdraw_question"}


def hold(play: Play) -> None:
    """Raise AssertionError, with the number of the promise, for the first that was broken."""
    with play.database.reading() as session:
        found = play.procurement(session)
        assert found.title != HALF_WRITTEN, "a write that was broken off was kept"
        is_opened = session.get(OpeningRecord, found.id) is not None
        if not is_opened:
            _i1_sealed(session, found)
        _i2_readable(session, play)
        _i3_one_at_a_time(session)
        _i4_constant(session, play)
        _i5_unbroken(session)
        _i6_in_time(session, found)
        _i7_fixed(session, play, is_opened=is_opened)
        _i8_the_same_for_all(session, play)


def _i1_sealed(session, found) -> None:
    """Before the opening nothing that the buyer's side can read holds anything of a supplier."""
    for table in _BUYERS_TABLES:
        told = repr(session.execute(select(table)).all())
        assert SECRET not in told, f"I1: {table.name} tells an answer"
    chain = journal.of_procurement(found.id)
    assert SECRET not in repr(list(journal.read(session, chain))), "I1: the journal tells an answer"
    assert session.query(OpenedResponseRecord).count() == 0, "I1: opened without an opening"


def _i2_readable(session, play: Play) -> None:
    """What was told as saved is there for its owner."""
    newest = {}
    for (response_id, item, version), entry in play.known.answers.items():
        row = session.get(written.AnswerVersionRecord, (response_id, item, version))
        assert row is not None, f"I2: {item} is gone"
        assert response_document.answer_from_data(row.document) == entry, f"I2: {item} is another"
        newest[response_id, item] = max(version, newest.get((response_id, item), 0))
    for people, response_id in play.suppliers:
        response = responses.of_supplier(session, people[-1].actor, response_id)
        kept = answers.stored(session, response)
        for (owner, item), version in newest.items():
            if owner == response_id:
                _is_read_back(kept[item], version, play.known.answers[owner, item, version])
        mine = {file.id for file in evidence.all_of(session, response)}
        files = {file for file, owner in play.known.files.items() if owner == response_id}
        assert mine == files, "I2: other files than were kept"
        questions = {one for one, owner in play.known.questions.items() if owner == response_id}
        found = {one.id for one in enquiries.of_response(session, response)}
        assert found == questions, "I2: other questions than were asked"


def _is_read_back(kept, version: int, entry) -> None:
    assert kept.version >= version, "I2: an older answer came back"
    assert kept.version > version or kept.entry == entry, "I2: not read back"


def _i3_one_at_a_time(session) -> None:
    """Of a response one submission stands under a revision, and one is opened."""
    rows = session.scalars(select(written.SubmissionRecord).where(responses.STANDS)).all()
    standing = {(row.response_id, _revision(row)) for row in rows}
    assert len(standing) == len(rows), "I3: handed in twice"
    opened = session.scalars(select(OpenedResponseRecord.organisation_id)).all()
    assert len(set(opened)) == len(opened), "I3: opened twice"


def _revision(submission) -> str:
    return response_document.from_document(submission.document).revision_digest


def _i4_constant(session, play: Play) -> None:
    """What was handed in stays as it was, also when it is opened."""
    rows = session.query(written.SubmissionRecord).all()
    known = play.known.handed_in
    for row in rows:
        assert known.setdefault(row.id, row.document) == row.document, "I4: a submission changed"
    assert known.keys() == {row.id for row in rows}, "I4: a submission is gone"
    for opened in session.query(OpenedResponseRecord):
        assert opened.document in known.values(), "I4: opened otherwise than handed in"


def _i5_unbroken(session) -> None:
    """Every chain of the journal is whole."""
    for head in session.query(JournalHeadRecord):
        assert journal.first_broken(session, head.chain) is None, f"I5: {head.chain} is broken"


def _i6_in_time(session, found) -> None:
    """After the deadline no supplier changed anything; a deadline only moves forward."""
    late = session.scalars(
        select(JournalRecord.action).where(
            JournalRecord.chain.like("response:%"),
            JournalRecord.result == "done",
            JournalRecord.at > found.deadline_at,
            JournalRecord.action.not_in(_ALLOWED_AFTER_DEADLINE),
        )
    ).all()
    assert late == [], "I6: done after the deadline"
    for column in (
        written.AnswerVersionRecord.saved_at,
        written.EvidenceRecord.added_at,
        written.EvidenceRecord.removed_at,
        written.SubmissionRecord.received_at,
        written.WithdrawalRecord.withdrawn_at,
        asked.EnquiryRecord.asked_at,
        team.InternalNoteRecord.written_at,
    ):
        row = session.scalar(select(column).where(column > found.deadline_at).limit(1))
        assert row is None, f"I6: {column} after the deadline"


def _i7_fixed(session, play: Play, *, is_opened: bool) -> None:
    """What is published only changes by the next revision, and judging waits for the opening."""
    for row in session.query(RevisionRecord):
        known = play.known.published.setdefault(("revision", row.number), row.document)
        assert known == row.document, "I7: a revision changed"
    assert is_opened or session.query(JudgementRecord).count() == 0, "I7: judged too early"


def _i8_the_same_for_all(session, play: Play) -> None:
    """All suppliers are shown the same revision, and the same notas as they first came out."""
    shown = set()
    for people, response_id in play.suppliers:
        response = responses.of_supplier(session, people[0].actor, response_id)
        told = tuple(nota.digest for nota in notas.published(session, response.procurement_id))
        shown.add((taking_up.newest(session, response).digest, told))
    assert len(shown) == 1, "I8: not all are shown the same"
    for nota in notas.published(session, play.cast.procurement_id):
        known = play.known.published.setdefault(("nota", nota.number), nota.digest.encode())
        assert known == nota.digest.encode(), "I8: a nota changed after it came out"
