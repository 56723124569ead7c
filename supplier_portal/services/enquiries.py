"""This file lets a supplier ask about a procurement, and keeps who asked on the supplier's side.

Services for staff may not import it (decision 0004): they read ``clarifications``.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from questionnaires import clarifications as clarified
from questionnaires.clarifications import question_text
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.clarifications import NotaRecord
from supplier_portal.records.enquiries import EnquiryRecord, NotaSeenRecord
from supplier_portal.records.responses import ResponseRecord
from supplier_portal.services import ask_by, clarifications, responses
from supplier_portal.services.actor import Actor
from supplier_portal.services.clarifications import ClarificationState
from supplier_portal.services.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question as who asked it sees it; ``nota`` is the number of the one that answers it."""

    id: UUID
    requirement: str
    text: str
    asked_at: datetime
    asked_by: str
    nota: int | None
    is_withdrawn: bool

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether it is still between the asker and the buyer."""
        return not self.is_withdrawn and self.nota is None


def ask(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    *,
    text: str,
    requirement: str = "",
    received_at: datetime,
) -> UUID:
    """Ask a question, about a requirement or about everything; the same twice is asked once.

    Raises AskingIsOverError, AskingNotOpenError, InvalidClarificationError, UnsafeTextError, or
    NotFoundError for a requirement that is not asked.
    """
    ask_by.refuse_late(response.procurement, received_at)
    asked = responses.questionnaire_of(response).revision.requirements
    if requirement and requirement not in {item.identifier for item in asked}:
        raise NotFoundError
    kept = question_text(text)
    responses.lock(session, response)
    for earlier in of_response(session, response):
        if earlier.can_be_withdrawn and (earlier.requirement, earlier.text) == (requirement, kept):
            return earlier.id
    found = clarifications.receive(
        session, response.procurement, requirement=requirement, text=kept, at=received_at
    )
    session.add(
        EnquiryRecord(
            clarification_id=found.id,
            response_id=response.id,
            text=kept,
            asked_at=received_at,
            asked_by_id=actor.account_id,
        )
    )
    session.flush()
    facts = {"question": str(found.id), "requirement": requirement}
    responses.tell(session, actor, response, action="ask_question", at=received_at, facts=facts)
    return found.id


def names_in(session: Session, actor: Actor, text: str) -> tuple[str, ...]:
    """What in a question tells all who read it who asks: the actor's names and mail domain."""
    person = session.get_one(AccountRecord, actor.account_id)
    domain = person.email.rpartition("@")[2]
    return clarified.names_in(text, (person.organisation.name, person.name, domain))


def withdraw(
    session: Session, actor: Actor, response: ResponseRecord, question_id: UUID, *, at: datetime
) -> None:
    """Withdraw a question; the buyer keeps no word of it.

    Raises NotFoundError for a question of somebody else, or ClarificationIsFixedError once it was
    published.
    """
    found = session.get(EnquiryRecord, question_id)
    if found is None or found.response_id != response.id:
        raise NotFoundError
    clarifications.take_back(session, response.procurement, question_id, at=at)
    found.withdrawn_at = at
    session.flush()
    facts = {"question": str(question_id)}
    responses.tell(session, actor, response, action="withdraw_question", at=at, facts=facts)


def of_response(session: Session, response: ResponseRecord) -> list[Enquiry]:
    """What the supplier asked, the newest first."""
    rows = session.scalars(
        select(EnquiryRecord)
        .where(EnquiryRecord.response_id == response.id)
        .order_by(EnquiryRecord.asked_at.desc(), EnquiryRecord.clarification_id)
    )
    return [
        Enquiry(
            id=row.clarification_id,
            requirement=row.clarification.requirement,
            text=row.text,
            asked_at=row.asked_at,
            asked_by=row.asked_by.name,
            nota=row.clarification.nota.number if row.clarification.nota else None,
            is_withdrawn=clarifications.state_of(row.clarification) is ClarificationState.WITHDRAWN,
        )
        for row in rows
    ]


def unseen(session: Session, actor: Actor, response: ResponseRecord) -> frozenset[int]:
    """The numbers of the notas that the actor did not yet say to have read."""
    seen = select(NotaSeenRecord.nota_id).where(NotaSeenRecord.account_id == actor.account_id)
    return frozenset(
        session.scalars(
            select(NotaRecord.number).where(
                NotaRecord.procurement_id == response.procurement_id, NotaRecord.id.not_in(seen)
            )
        )
    )


def see(
    session: Session,
    actor: Actor,
    response: ResponseRecord,
    *,
    newest: int,
    at: datetime,
) -> None:
    """Keep that the actor read the notas up to and including the newest it saw (assurance M1)."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = session.execute(
        select(NotaRecord.id, NotaRecord.number)
        .where(NotaRecord.procurement_id == response.procurement_id, NotaRecord.number <= newest)
        .order_by(NotaRecord.number)
    )
    for nota_id, number in rows.all():
        added = session.execute(
            insert(NotaSeenRecord)
            .values(nota_id=nota_id, account_id=actor.account_id, seen_at=at)
            .on_conflict_do_nothing()
            .returning(NotaSeenRecord.nota_id)
        ).first()
        if added is not None:
            facts = {"nota": number}
            responses.tell(session, actor, response, action="see_nota", at=at, facts=facts)
