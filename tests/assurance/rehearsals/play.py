"""This file is a procurement in which everybody may try anything at any moment, by the services."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from factories.asking import Asking
from factories.requirements import LONG_ENOUGH
from factories.world import MINIMUM_DAYS, NOW, World, some_answer
from sqlalchemy import text

from questionnaires.answers import OpenText
from questionnaires.errors import QuestionnaireError
from questionnaires.judgements import Verdict
from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.database import connect
from supplier_portal.records.journal import JournalHeadRecord
from supplier_portal.records.judgements import JudgementRecord
from supplier_portal.records.opened_responses import OpenedResponseRecord, OpeningRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.records.responses import (
    AnswerVersionRecord,
    EvidenceRecord,
    ResponseRecord,
    SubmissionRecord,
)
from supplier_portal.services import (
    answers,
    enquiries,
    evidence,
    journal,
    judgements,
    lifecycle,
    notas,
    opening,
    procurements,
    publication,
    responses,
    scorecards,
    submissions,
    taking_up,
    withdrawals,
)
from supplier_portal.services.answers import Write
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.withdrawals import TakingBack
from supplier_portal.storage import FolderStore

NUMBERS = ("5.20.02", "8.08.01")
REQUIREMENT = "BIO2-8.08.01"
TICK = timedelta(microseconds=1)
_ZONE = ZoneInfo("Europe/Amsterdam")


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


class Everybody(Asking, World):
    """A world in which questions are asked, too."""


class Play:
    """One procurement on a database of its own; ``seen`` counts who tried what in which state."""

    def __init__(self, address: str, cast, settings, seen: Counter) -> None:
        self.address, self.cast, self.seen = address, cast, seen
        self.database = connect(address)
        self.world = Everybody(self.database, settings)
        self.buyer, self.reviewer, self.procurement_id, self.suppliers = cast
        self.suppliers = list(self.suppliers)
        self.store = FolderStore(settings.evidence_folder)
        self.now = NOW
        self.kept, self.sealed, self.published = {}, {}, {}
        self.count = 0

    def act(self, name: str, work) -> bool:
        """Let somebody try something, in one transaction; False when that was refused."""
        with self.database.reading() as session:
            state = procurements.state_of(session, self._found(session), at=self.now)
        try:
            with self.database.writing.begin() as session:
                work(session)
        except QuestionnaireError:
            self.seen[state.value, name, "refused"] += 1
            return False
        self.seen[state.value, name, "done"] += 1
        return True

    def _found(self, session):
        return session.get_one(ProcurementRecord, self.procurement_id)

    def _response(self, session, number: int):
        person, response_id = self.suppliers[number % len(self.suppliers)]
        return person.actor, responses.of_supplier(session, person.actor, response_id)

    def _open_item(self, response) -> str:
        asked = responses.questionnaire_of(response).items.values()
        return next(i.key for i in asked if i.question and i.question.kind is QuestionKind.OPEN)

    def save(self, number: int, *, behind: int = 0) -> None:
        """Save an answer, or as a colleague whose page is ``behind`` on others."""
        self.count += 1
        entry, done = OpenText(f"geheim {self.count}"), {}

        def work(session):
            actor, response = self._response(session, number)
            item = self._open_item(response)
            kept = answers.stored(session, response).get(item)
            based_on = max(0, (kept.version if kept else 0) - behind)
            saved = answers.save(
                session, actor, response, item, Write(entry, based_on), received_at=self.now
            )
            if not saved.is_conflict:
                done[response.id, item, saved.version] = entry

        if self.act("conflict" if behind else "save", work):
            self.kept |= done

    def answer_all(self, number: int) -> None:
        """Answer everything that is still missing."""

        def work(session):
            actor, response = self._response(session, number)
            asked = responses.questionnaire_of(response)
            for _ in range(5):
                kept = answers.stored(session, response)
                for item in asked.missing(answers.given(kept)):
                    version = kept[item.key].version if item.key in kept else 0
                    write = Write(some_answer(item.question), version)
                    answers.save(session, actor, response, item.key, write, received_at=self.now)

        self.act("answer all", work)

    def attach(self, number: int) -> None:
        """Attach a file."""

        def work(session):
            actor, response = self._response(session, number)
            evidence.attach(
                session,
                actor,
                response,
                REQUIREMENT,
                name="bewijs.txt",
                content=b"bewijs",
                store=self.store,
                received_at=self.now,
            )

        self.act("attach", work)

    def remove(self, number: int) -> None:
        """Take a file out again."""

        def work(session):
            actor, response = self._response(session, number)
            responses.refuse_closed(session, response, self.now)
            for file in evidence.all_of(session, response)[:1]:
                evidence.remove(session, actor, response, file.id, received_at=self.now)

        self.act("remove", work)

    def submit(self, number: int) -> None:
        """Hand in."""

        def work(session):
            actor, response = self._response(session, number)
            signing = self.world.signing()
            submissions.submit(session, actor, response, signing, received_at=self.now)

        self.act("submit", work)

    def withdraw(self, number: int) -> None:
        """Take back what was handed in."""

        def work(session):
            actor, response = self._response(session, number)
            last = submissions.last_of(session, response)
            if last is None:
                raise NotFoundError
            what = TakingBack(last.id, self.world.issuer())
            withdrawals.withdraw(session, actor, response, what, received_at=self.now)

        self.act("withdraw", work)

    def ask(self, number: int) -> None:
        """Ask a question; who asks is for nobody to know."""
        self.count += 1

        def work(session):
            actor, response = self._response(session, number)
            words = f"Mag bewijs nummer {self.count} ook in het Engels?"
            enquiries.ask(session, actor, response, text=words, received_at=self.now)

        self.act("ask", work)

    def nota(self) -> None:
        """Say something of the buyer's own accord to everybody, and publish it."""

        def work(_session):
            self.world.add_clarification(self.buyer, self.procurement_id, at=self.now)
            self.world.nota(self.buyer, self.procurement_id, at=self.now)

        self._by_world("nota", work)

    def take_up(self, number: int) -> None:
        """Go on with the newest revision."""

        def work(session):
            actor, response = self._response(session, number)
            newest = taking_up.newest(session, response).number
            taking_up.take_up(session, actor, response, number=newest, received_at=self.now)

        self.act("take up", work)

    def invite(self) -> None:
        """Invite another supplier, who takes part at once."""
        name = f"Ander{len(self.suppliers)}"

        def work(_session):
            made = self.world.supplier(self.buyer, self.procurement_id, name=name, at=self.now)
            self.suppliers.append(made)

        self._by_world("invite", work)

    def amend(self) -> None:
        """Publish a next revision with another text."""
        self.count += 1
        words = f"Anders gevraagd, voor de {self.count}e keer."

        def work(_session):
            self.world.amended(self.buyer, self.procurement_id, text=words, at=self.now)

        self._by_world("amend", work)

    def _by_world(self, name: str, work) -> None:
        """What takes several transactions of its own."""
        with self.database.reading() as session:
            state = procurements.state_of(session, self._found(session), at=self.now)
        try:
            work(None)
        except QuestionnaireError:
            self.seen[state.value, name, "refused"] += 1
        else:
            self.seen[state.value, name, "done"] += 1

    def tailor(self) -> None:
        """Change a requirement without saying that what is published changes."""

        def work(_session):
            self.world.tailor(self.buyer, self.procurement_id, "8.08.01", text="Stilletjes anders")

        self._by_world("tailor", work)

    def publish(self) -> None:
        """Publish without having started a change."""

        def work(session):
            publication.publish(
                session,
                self.buyer.actor,
                self._found(session),
                minimum_days=MINIMUM_DAYS,
                at=self.now,
            )

        self.act("publish", work)

    def move_deadline(self, days: int) -> None:
        """Move the deadline, forward or back."""

        def work(session):
            found = self._found(session)
            wanted = (found.deadline_at + timedelta(days=days)).astimezone(_ZONE)
            procurements.set_deadline(
                session,
                self.buyer.actor,
                found,
                local_time=wanted.replace(tzinfo=None),
                version=found.version,
                at=self.now,
            )

        self.act("move deadline", work)

    def tick(self, step: timedelta) -> None:
        """Let time pass."""
        self.now += step
        self.act("tick", lambda _session: None)

    def tick_to_deadline(self, after: timedelta) -> None:
        """Let time pass until just before, at or after the deadline, unless it is later already."""
        with self.database.reading() as session:
            moment = self._found(session).deadline_at + after
        self.tick(max(timedelta(0), moment - self.now))

    def open(self) -> None:
        """Open what was handed in."""

        def work(session):
            found = self._found(session)
            opening.open_responses(session, self.reviewer.actor, found, at=self.now)

        self.act("open", work)

    def judge_all(self, *, only_one: bool) -> None:
        """Judge everything that waits, or one thing."""

        def work(session):
            for opened in judgements.opened_of(session, self._found(session)):
                subjects = list(_subjects(opened))
                for subject, decision in subjects[: 1 if only_one else None]:
                    self._judge(session, opened, subject, decision)

        self.act("judge one" if only_one else "judge all", work)

    def _judge(self, session, opened, subject, decision) -> None:
        actor = self.reviewer.actor
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
            found = self._found(session)
            first = next(iter(judgements.opened_of(session, found)), None)
            winner = first and first.id
            lifecycle.decide(
                session, self.buyer.actor, found, winner=winner, reason=LONG_ENOUGH, at=self.now
            )

        self.act("decide", work)

    def notify(self) -> None:
        """Tell everybody."""
        self._milestone("notify", lifecycle.notify)

    def contract(self) -> None:
        """Close the contract."""
        self._milestone("contract", lifecycle.contract, reason=LONG_ENOUGH, is_undisputed=True)

    def archive(self) -> None:
        """Put it away."""
        self._milestone("archive", lifecycle.archive)

    def _milestone(self, name: str, service, **given) -> None:
        def work(session):
            service(session, self.buyer.actor, self._found(session), at=self.now, **given)

        self.act(name, work)

    def crash(self) -> None:
        """Break off in the middle of a write, and start again on the same data."""
        with self.database.reading() as session:
            state = procurements.state_of(session, self._found(session), at=self.now)
        session = self.database.writing()
        session.execute(text("UPDATE procurement SET title = 'Half geschreven'"))
        session.connection().invalidate()
        session.close()
        self.database.engine.dispose()
        self.database = connect(self.address)
        self.world.database = self.database
        self.seen[state.value, "crash", "done"] += 1

    def check(self) -> None:
        """Hold everything that is kept to the promises."""
        with self.database.reading() as session:
            found = self._found(session)
            assert found.title != "Half geschreven", "a broken write was kept"
            self._i1_sealed(session, found)
            self._i2_kept(session)
            self._i3_i4_submissions(session)
            self._i5_journals(session)
            self._i6_in_time(session, found)
            self._i7_fixed(session)
            self._i8_the_same_for_all(session)

    def _i1_sealed(self, session, found) -> None:
        opened = session.get(OpeningRecord, found.id)
        rows = session.query(OpenedResponseRecord).count()
        if opened is None:
            assert rows == 0, "I1: something was opened without an opening"
        else:
            assert opened.opened_at >= found.deadline_at + procurements.SETTLING, "I1: too early"
        chain = journal.read(session, journal.of_procurement(found.id))
        assert "geheim" not in repr(list(chain)), "I1: the journal tells an answer"

    def _i2_kept(self, session) -> None:
        newest = {}
        for (response_id, item, version), entry in self.kept.items():
            row = session.get(AnswerVersionRecord, (response_id, item, version))
            assert row is not None, f"I2: {item} is gone"
            assert row.document["text"] == entry.text, f"I2: {item} is another"
            newest[response_id, item] = max(version, newest.get((response_id, item), 0))
        for person, response_id in self.suppliers:
            response = responses.of_supplier(session, person.actor, response_id)
            kept = answers.stored(session, response)
            for (owner, item), version in newest.items():
                if owner == response_id and kept[item].version == version:
                    assert kept[item].entry == self.kept[owner, item, version], "I2: not read back"

    def _i3_i4_submissions(self, session) -> None:
        rows = session.query(SubmissionRecord).all()
        rounds = {(row.response_id, row.round) for row in rows}
        assert len(rounds) == len(rows), "I3: twice in one round"
        for row in rows:
            assert self.sealed.setdefault(row.id, row.document) == row.document, "I4: changed"
        assert self.sealed.keys() == {row.id for row in rows}, "I4: gone"

    def _i5_journals(self, session) -> None:
        for head in session.query(JournalHeadRecord):
            assert journal.first_broken(session, head.chain) is None, f"I5: {head.chain}"

    def _i6_in_time(self, session, found) -> None:
        # The deadline only moves forward: what was in time then is in time by the one of now.
        moments = [
            AnswerVersionRecord.saved_at,
            EvidenceRecord.added_at,
            EvidenceRecord.removed_at,
            SubmissionRecord.received_at,
        ]
        late = [
            column
            for column in moments
            if session.query(column).filter(column > found.deadline_at).first()
        ]
        assert late == [], "I6: written after the deadline"

    def _i7_fixed(self, session) -> None:
        rows = session.query(RevisionRecord).filter_by(procurement_id=self.procurement_id)
        for row in rows:
            assert self.published.setdefault(row.number, row.document) == row.document, (
                "I7: changed"
            )
        opened = session.get(OpeningRecord, self.procurement_id)
        for row in session.query(JudgementRecord):
            assert opened is not None, "I7: judged before the opening"
            assert row.made_at >= opened.opened_at, "I7: judged before the opening"
        for card in scorecards.of_all(
            session, judgements.opened_of(session, self._found(session))
        ).values():
            assert card.waiting >= 0

    def _i8_the_same_for_all(self, session) -> None:
        seen = {
            taking_up.newest(session, response).digest
            for response in session.query(ResponseRecord).filter_by(
                procurement_id=self.procurement_id
            )
        }
        assert len(seen) <= 1, "I8: not all see the same"
        for nota in notas.published(session, self.procurement_id):
            kept = self.published.setdefault(nota.id, nota.digest)
            assert kept == nota.digest, "I8: a nota changed after some had read it"

    def twin(self, address: str) -> "Play":
        """The same play so far, on a copy of its database at another address."""
        made = type(self)(address, self.cast, self.world.settings, self.seen)
        made.now, made.count, made.suppliers = self.now, self.count, list(self.suppliers)
        made.kept, made.sealed = dict(self.kept), dict(self.sealed)
        made.published = dict(self.published)
        return made

    def close(self) -> None:
        """Let go of the database, which is whole in its one file then."""
        self.database.engine.dispose()
