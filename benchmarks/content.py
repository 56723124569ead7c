"""This file fills a database with a procurement of any size and suppliers who answer it.

Our own texts hold fewer questions than the benchmarks ask for, so the requirements are written to
their table directly: real ones over and over, each copy with a number of its own in one theme.
All else goes through the services.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from questionnaires import knowledge
from questionnaires.answers import Amount, Choice, Choices, Entry, OpenText
from questionnaires.catalogue import Theme
from questionnaires.interchange import requirement as requirement_document
from questionnaires.questions import Question, QuestionKind
from questionnaires.requirement_sets import Requirement
from supplier_portal.database import Database
from supplier_portal.records.requirement_sets import RequirementRecord
from supplier_portal.services import (
    accounts,
    answers,
    approvals,
    candidates,
    catalogues,
    invitations,
    inviting,
    procurements,
    publication,
    responses,
    reviewers,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.answers import Write
from supplier_portal.services.approvals import ApprovalDecision
from supplier_portal.services.invitations import Newcomer

PASSWORD = "a long password of a benchmark"  # noqa: S105
THEME = Theme.TECHNOLOGICAL
_ZONE = ZoneInfo("Europe/Amsterdam")
_TEXT = (
    "Zo doen wij dit: beschreven in ons beleid, ingericht in de dienst en elk jaar getoetst. " * 3
)


@dataclass(frozen=True)
class Response:
    """What one supplier fills in: who, the address of its password, and everything asked."""

    id: UUID
    actor: Actor
    email: str
    questions: dict[str, Question]


class Content:
    """Adds to one database; every method is one committed transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._now = datetime.now(UTC)
        with database.writing.begin() as session:
            home = accounts.add_organisation(session, name="Gemeente Voorbeeld", kind="buyer")
            self._buyer = _actor(self._account(session, home, "buyer@example.nl", "procurement"))
            self._reviewer = _actor(self._account(session, home, "review@example.nl", "review"))

    def draft(self, *, requirements: int) -> UUID:
        """A procurement that is composed, with this many requirements."""
        with self._database.writing.begin() as session:
            made = self._start(session, f"DRAFT-{requirements}", f"{requirements} eisen")
            session.add_all(islice(_records(made.id, requirements * 5), requirements))
            return made.id

    def procurement(self, *, questions: int) -> UUID:
        """A published procurement with this many questions, all in one theme."""
        with self._database.writing.begin() as session:
            made = self._start(session, f"BENCH-{questions}", f"{questions} vragen")
            session.add_all(_records(made.id, questions))
            procurements.set_deadline(
                session,
                self._buyer,
                made,
                local_time=(self._now + timedelta(days=10)).astimezone(_ZONE).replace(tzinfo=None),
                version=made.version,
                at=self._now,
            )
            self._publish(session, made)
            return made.id

    def _start(self, session, reference: str, title: str):
        return procurements.start(
            session,
            self._buyer,
            reference=reference,
            title=title,
            language="nl",
            catalogue_id=catalogues.load_own(session, at=self._now).catalogue_id,
            at=self._now,
        )

    def _publish(self, session, made) -> None:
        """Have it approved, as it must be, and publish it."""
        rules = {"minimum_days": 7, "at": self._now}
        reviewers.change(
            session, self._buyer, made, added=[self._reviewer.account_id], at=self._now
        )
        approvals.ask(session, self._buyer, made, **rules)
        shown = candidates.of_procurement(session, made, **rules)
        reply = approvals.reply_to(shown, ApprovalDecision.APPROVED, version=made.version)
        approvals.decide(session, self._reviewer, made, reply, **rules)
        publication.publish(session, self._buyer, made, **rules)

    def response(self, procurement_id: UUID, name: str) -> Response:
        """A supplier who took up its invitation and answered everything that is asked."""
        email = f"{name}@example.nl"
        with self._database.writing.begin() as session:
            found = procurements.of_organisation(
                session, self._buyer.organisation_id, procurement_id
            )
            token = inviting.invite(session, self._buyer, found, email=email, at=self._now)
            account = invitations.claim(
                session, token, Newcomer(name, name, PASSWORD), at=self._now, origin="benchmark"
            )
            actor = _actor(account)
            [(response, *_)] = responses.all_of(session, actor)
            _answer_all(session, actor, response, self._now)
            asked = responses.questionnaire_of(response).items.values()
            questions = {item.key: item.question for item in asked if item.question}
            return Response(response.id, actor, email, questions)

    def colleague(self, response: Response, name: str) -> Response:
        """The same response, for somebody else of the same supplier."""
        email = f"{name}@example.nl"
        with self._database.writing.begin() as session:
            home = session.get_one(accounts.OrganisationRecord, response.actor.organisation_id)
            account = self._account(session, home, email, "supplier")
            return replace(response, actor=_actor(account), email=email)

    def signed_in(self, response: Response) -> str:
        """The secret of a session, without the password check that the page for it costs."""
        with self._database.writing.begin() as session:
            return accounts.sign_in(
                session, response.actor.account_id, at=self._now, origin="benchmark"
            )

    def buyer_signed_in(self) -> str:
        """The same for the buyer."""
        with self._database.writing.begin() as session:
            return accounts.sign_in(
                session, self._buyer.account_id, at=self._now, origin="benchmark"
            )

    def _account(self, session, home, email, role):
        return accounts.add_account(
            session,
            organisation=home,
            email=email,
            name=email,
            role=role,
            password=PASSWORD,
            at=self._now,
        )


def an_answer(question: Question, text: str = _TEXT) -> Entry:
    """A valid answer to a question of any kind, with a text in it."""
    match question.kind:
        case QuestionKind.SINGLE_CHOICE:
            return Choice(question.options[0].key, text)
        case QuestionKind.MULTI_CHOICE:
            return Choices(tuple(option.key for option in question.options), text)
        case QuestionKind.VALUE:
            return Amount(question.maximum, text)
        case QuestionKind.OPEN:
            return OpenText(text)


def _actor(account) -> Actor:
    return Actor(account.id, account.organisation_id, account.name, account.role, "benchmark")


def _records(procurement_id: UUID, questions: int) -> Iterator[RequirementRecord]:
    for position, requirement in enumerate(_requirements(questions), start=1):
        yield RequirementRecord(
            procurement_id=procurement_id,
            identifier=requirement.identifier,
            position=position,
            document=requirement_document.to_data(requirement),
        )


def _requirements(questions: int) -> Iterator[Requirement]:
    known = knowledge.load()
    catalogue = known.catalogue()
    measures = [measure for measure in catalogue.measures if measure.number in known.proposals]
    left = questions
    for position, measure in enumerate(cycle(measures), start=1):
        proposed = known.requirement(catalogue, measure)
        number = f"{THEME}.{position // 100:02}.{position % 100:02}"
        yield replace(
            proposed,
            identifier=f"BENCH-{number}",
            reference=replace(proposed.reference, number=number),
            questions=proposed.questions[:left],
        )
        left -= len(proposed.questions)
        if left <= 0:
            return


def _answer_all(session: Session, actor: Actor, response: responses.Response, at: datetime) -> None:
    questionnaire = responses.questionnaire_of(response)
    while missing := questionnaire.missing(answers.given(answers.stored(session, response))):
        for item in missing:
            write = Write(an_answer(item.question), 0)
            answers.save(session, actor, response, item.key, write, received_at=at)
