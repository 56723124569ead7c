"""This file asks and answers questions about a procurement, through the services."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from supplier_portal.services import ask_by, clarifications, enquiries, notas, responses
from supplier_portal.services.clarifications import Draft

NOW = datetime.now(UTC).replace(microsecond=0)
QUESTION = "Mag het bewijs ook in het Engels zijn?"
ANSWER = "Ja, bewijs in het Engels mag ook."


class Asking:
    """What a world can do with questions; every method is one committed transaction."""

    def ask_by(self, buyer, procurement_id, *, days=5, at=NOW):
        """Let suppliers ask questions until so many days after ``at``."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            ask_by.set_ask_by(
                session,
                buyer.actor,
                found,
                local_time=local(at + timedelta(days=days)),
                version=found.version,
                at=at,
            )

    def ask(self, supplier, response_id, text=QUESTION, requirement="", *, at=NOW):
        """Ask a question; gives its id."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            return enquiries.ask(
                session,
                supplier.actor,
                response,
                text=text,
                requirement=requirement,
                received_at=at,
            )

    def withdraw_question(self, supplier, response_id, question_id, *, at=NOW):
        """Withdraw a question."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            enquiries.withdraw(session, supplier.actor, response, question_id, at=at)

    def draft_answer(self, buyer, procurement_id, question_id, *, at=NOW, **wanted):
        """Make something of a question: an answer that is ready, unless ``wanted`` says else."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            record = clarifications.one_of(session, found, question_id)
            parts = {"question": record.question, "answer": ANSWER, "is_ready": True, **wanted}
            clarifications.change(
                session,
                buyer.actor,
                found,
                question_id,
                Draft(**parts),
                version=record.version,
                at=at,
            )

    def add_clarification(self, buyer, procurement_id, answer=ANSWER, *, at=NOW):
        """Say something of the buyer's own accord, ready to be published."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            draft = Draft("", answer, is_ready=True)
            return clarifications.add(session, buyer.actor, found, draft, requirement="", at=at).id

    def nota(self, buyer, procurement_id, *, has_seen_warning=True, at=NOW, sign_in=""):
        """Publish what is ready; gives the number of the nota."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            return notas.publish(
                session,
                buyer.actor,
                found,
                shown=notas.upcoming(session, found, at=at).shown,
                has_seen_warning=has_seen_warning,
                at=at,
                sign_in=sign_in,
            ).number

    def see_nota(self, supplier, response_id, newest, *, at=NOW):
        """Say that the notas were read, up to this one."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            enquiries.see(session, supplier.actor, response, newest=newest, at=at)


def local(moment: datetime) -> datetime:
    """A moment as clocks in the Netherlands show it."""
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).replace(tzinfo=None)
