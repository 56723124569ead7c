"""This file is what procurement and security try in a play."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from factories.requirements import LONG_ENOUGH

from questionnaires.judgements import Verdict
from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.services import (
    ask_by,
    clarifications,
    judgements,
    lifecycle,
    opening,
    procurements,
)
from supplier_portal.services.errors import NotFoundError

_ZONE = ZoneInfo("Europe/Amsterdam")
LEAST_WAIT = timedelta(minutes=1)


def _subjects(opened):
    """What a reviewer judges, each with a decision: knock-outs, and open answers to wishes."""
    questionnaire = judgements.questionnaire_of(opened)
    answered = judgements.response_of(opened).answers
    for requirement in questionnaire.revision.by_identifier.values():
        if requirement.kind is RequirementKind.KNOCK_OUT:
            yield f"{requirement.identifier}?", Verdict.MEETS
    for item in questionnaire.items.values():
        is_open = item.question is not None and item.question.kind is QuestionKind.OPEN
        is_wish = item.requirement.kind is RequirementKind.SCORED
        if is_open and is_wish and item.key in answered:
            yield item.key, questionnaire.revision.scale[-1].fraction


class StaffAtPlay:
    """What the buyer and the reviewer try."""

    def invite(self) -> None:
        """Invite another supplier."""

        def work():
            cast, email = self.cast, f"ander{self.counted()}@example.nl"
            token = self.world.invitation(cast.buyer, cast.procurement_id, email=email, at=self.now)
            self.known.invitations.append(token)

        self.act_by_world("invite", work)

    def amend(self) -> None:
        """Start to change what is published."""
        self._by_buyer("amend", self.world.amend, at=self.now)

    def tailor(self) -> None:
        """Change a requirement, silently where no change was started."""
        words = f"Anders gevraagd, voor de {self.counted()}e keer."
        self._by_buyer("tailor", self.world.tailor, "8.08.01", text=words)

    def publish(self) -> None:
        """Have what is there now approved, and publish it."""
        self._by_buyer("publish", self.world.publish, at=self.now)

    def nota(self) -> None:
        """Publish what is ready, with something of the buyer's own accord."""

        def work():
            who = self.cast.buyer, self.cast.procurement_id
            words = f"Inlichting nummer {self.counted()}."
            self.world.add_clarification(*who, words, at=self.now)
            self.world.nota(*who, at=self.now)

        self.act_by_world("nota", work)

    def reply(self) -> None:
        """Make an answer to the first question that waits ready."""

        def work():
            cast = self.cast
            with self.database.reading() as session:
                found = clarifications.all_of(session, self.procurement(session))
                waiting = [one.id for one in found if clarifications.state_of(one).value == "new"]
            if not waiting:
                raise NotFoundError
            self.world.draft_answer(cast.buyer, cast.procurement_id, waiting[0], at=self.now)

        self.act_by_world("reply", work)

    def _by_buyer(self, name: str, act, *given, **more) -> None:
        def work():
            act(self.cast.buyer, self.cast.procurement_id, *given, **more)

        self.act_by_world(name, work)

    def move_deadline(self, days: int) -> None:
        """Move the deadline, forward or back."""
        self._move("move deadline", procurements.set_deadline, "deadline_at", days)

    def move_ask_by(self, days: int) -> None:
        """Move the last moment for questions, forward or back."""
        self._move("move ask by", ask_by.set_ask_by, "ask_by_at", days)

    def _move(self, name: str, service, column: str, days: int) -> None:
        def work(session):
            found = self.procurement(session)
            wanted = (getattr(found, column) + timedelta(days=days)).astimezone(_ZONE)
            service(
                session,
                self.cast.buyer.actor,
                found,
                local_time=wanted.replace(tzinfo=None),
                version=found.version,
                at=self.now,
            )

        self.act(name, work)

    def open(self) -> None:
        """Open what was handed in."""

        def work(session):
            found = self.procurement(session)
            opening.open_responses(session, self.cast.reviewer.actor, found, at=self.now)

        if self.act("open", work):
            assert self.now >= self.deadline + LEAST_WAIT, "I1: opened too early"

    def judge_one(self) -> None:
        """Judge the first thing of each response."""
        self._judge("judge one", slice(1))

    def judge_all(self) -> None:
        """Judge everything."""
        self._judge("judge all", slice(None))

    def _judge(self, name: str, which: slice) -> None:
        def work(session):
            opened = judgements.opened_of(session, self.procurement(session))
            if not opened:
                raise NotFoundError
            for one in opened:
                for subject, decision in list(_subjects(one))[which]:
                    self._judge_subject(session, one, subject, decision)

        self.act(name, work)

    def _judge_subject(self, session, opened, subject: str, decision) -> None:
        actor = self.cast.reviewer.actor
        judgements.judge(
            session,
            actor,
            opened,
            subject=subject,
            decision=decision,
            motivation=LONG_ENOUGH,
            version=judgements.own_version(session, actor, opened, subject),
            at=self.now,
        )

    def decide(self) -> None:
        """Award to the first, or to nobody when nobody handed in."""

        def work(session):
            found = self.procurement(session)
            first = next(iter(judgements.opened_of(session, found)), None)
            buyer, winner = self.cast.buyer.actor, first and first.id
            lifecycle.decide(session, buyer, found, winner=winner, reason=LONG_ENOUGH, at=self.now)

        self.act("decide", work)

    def notify(self) -> None:
        """Tell everybody."""
        self._milestone("notify", lifecycle.notify)

    def contract(self) -> None:
        """Close the contract."""
        self._milestone("contract", lifecycle.contract, reason=LONG_ENOUGH, is_undisputed=True)

    def withdraw_award(self) -> None:
        """Say that no contract follows."""
        self._milestone("withdraw award", lifecycle.withdraw_award, reason=LONG_ENOUGH)

    def archive(self) -> None:
        """Put it away."""
        self._milestone("archive", lifecycle.archive)

    def _milestone(self, name: str, service, **given) -> None:
        def work(session):
            found = self.procurement(session)
            service(session, self.cast.buyer.actor, found, at=self.now, **given)

        self.act(name, work)
