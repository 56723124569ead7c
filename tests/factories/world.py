"""This file makes the people, procurements and responses that tests need, through the services."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

from factories.asking import NOW, Asking, local
from factories.handing_in import HandingIn
from factories.offline import Offline
from factories.proving import Proving
from factories.requirements import LONG_ENOUGH
from factories.teamwork import Teamwork
from factories.word_templates import template

from questionnaires.answers import Amount, Choice, Choices, OpenText
from questionnaires.deviations import DeviationKind
from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import RequirementKind
from supplier_portal.records.responses import AnswerVersionRecord
from supplier_portal.services import (
    accounts,
    amendments,
    annex_templates,
    answers,
    approvals,
    candidates,
    catalogue_uploads,
    catalogues,
    copying,
    exceptions,
    house,
    invitations,
    inviting,
    judgements,
    lifecycle,
    opening,
    picking,
    procurements,
    publication,
    requirement_sets,
    responses,
    reviewers,
    risk_profiles,
    set_templates,
    taking_up,
)
from supplier_portal.services.actor import Actor
from supplier_portal.services.answers import Write
from supplier_portal.services.approvals import ApprovalDecision
from supplier_portal.services.invitations import Newcomer
from supplier_portal.services.requirement_sets import Tailoring
from supplier_portal.services.rights import ROLES, grant, held_by

PASSWORD = "een lang wachtwoord"
MINIMUM_DAYS = 7
REASON = "Bij de inlichtingen bleek dat deze eis onduidelijk was."
NUMBERS = ("5.20.03", "5.20.05", "8.08.01", "8.15.01", "8.24.04", "8.28.01")


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    id: object
    email: str
    actor: Actor


class World(Asking, HandingIn, Offline, Proving, Teamwork):
    """A database with content; every method is one committed transaction."""

    def __init__(self, database, settings) -> None:
        self.database = database
        self.settings = settings

    def person(
        self, role: str, *, organisation=None, email: str | None = None, rights=None
    ) -> Person:
        """An account in a role; ``organisation`` is that of an earlier person, or a new one.

        It holds every right that means something in its role, unless ``rights`` says which.
        """
        with self.database.writing.begin() as session:
            if organisation is None:
                kind = "supplier" if role == "supplier" else "buyer"
                home = accounts.add_organisation(session, name=f"Organisatie {role}", kind=kind)
            else:
                home = session.get_one(
                    accounts.OrganisationRecord, organisation.actor.organisation_id
                )
            account = accounts.add_account(
                session,
                organisation=home,
                email=email or f"{role}-{datetime.now(UTC).timestamp()}@example.nl",
                name=f"Persoon {role}",
                role=role,
                password=PASSWORD,
                at=NOW,
            )
            fitting = {right for right, whose in ROLES.items() if whose == role}
            for right in fitting if rights is None else rights:
                grant(session, account, right, at=NOW)
            return _person(session, account)

    def catalogue(self):
        with self.database.writing.begin() as session:
            return catalogues.load_own(session, at=NOW).catalogue_id

    def keep(self, buyer: Person, *entries, version=0):
        """Keep what the buyer's organisation adds to the norms, each as its next version."""
        with self.database.writing.begin() as session:
            for entry in entries:
                house.keep(session, buyer.actor, entry, version=version, reason="", at=NOW)

    def house_style(self, buyer: Person, kind="contract_annex", *, version=0):
        """Keep a Word template of the buyer's organisation, and give its version."""
        checked = annex_templates.check(kind, "huisstijl.docx", template(kind))
        with self.database.writing.begin() as session:
            return annex_templates.keep(session, buyer.actor, checked, version=version, at=NOW)

    def shipped(self):
        """The catalogues that come with the service, by norm."""
        with self.database.writing.begin() as session:
            loaded = catalogues.load_shipped(session, at=NOW)
        return {item.catalogue.norm: item.catalogue_id for item in loaded}

    def imported(self, text: str, name="bio2.md"):
        """A catalogue that was imported from a file."""
        with self.database.writing.begin() as session:
            return catalogues.import_file(session, name, text.encode(), at=NOW).catalogue_id

    def uploaded(self, person: Person, text: str, name="bio2.md", *, at=NOW):
        """A file that somebody uploaded and did not import yet."""
        with self.database.writing.begin() as session:
            return catalogue_uploads.keep(session, person.actor, name, text.encode(), at=at)

    def draft(
        self, buyer: Person, *, reference="REF-1", numbers=NUMBERS, catalogue_id=None, at=NOW
    ):
        """A procurement with requirements and a deadline, not yet published."""
        catalogue_id = catalogue_id or self.catalogue()
        with self.database.writing.begin() as session:
            found = procurements.start(
                session,
                buyer.actor,
                reference=reference,
                title="Zaaksysteem als dienst",
                language="nl",
                catalogue_id=catalogue_id,
                at=at,
            )
            picking.pick(session, buyer.actor, found, numbers=numbers, at=at)
            procurements.set_deadline(
                session,
                buyer.actor,
                found,
                local_time=local(at + timedelta(days=10)),
                version=found.version,
                at=at,
            )
            return found.id

    def profile(self, buyer: Person, procurement_id, profile, *, version=0):
        """Say what is at stake in a draft."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            risk_profiles.keep(session, buyer.actor, found, profile, version=version, at=NOW)

    def reason(self, buyer: Person, procurement_id, subject, reason, *, version=0):
        """Say why a measure that was proposed is not asked."""
        with self.database.writing.begin() as session:
            exceptions.give_reason(
                session,
                buyer.actor,
                self._procurement(session, buyer, procurement_id),
                subject=subject,
                kind=DeviationKind.DROPPED,
                reason=reason,
                version=version,
                at=NOW,
            )

    def tailor(self, buyer: Person, procurement_id, number: str, **changes):
        """Change one requirement of a draft."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            identifier = f"BIO2-{number}"
            line = next(
                line
                for line in requirement_sets.lines(session, found)
                if line.requirement.identifier == identifier
            )
            wanted = {
                "kind": line.requirement.kind,
                "weight": line.requirement.weight,
                "text": line.requirement.text.nl,
                "not_applicable_allowed": line.requirement.not_applicable_allowed,
                **changes,
            }
            if wanted["kind"] is not RequirementKind.SCORED:
                wanted["weight"] = Decimal(0)
            requirement_sets.tailor(
                session,
                buyer.actor,
                found,
                identifier,
                tailoring=Tailoring(**wanted),
                version=line.version,
                at=NOW,
            )

    def template(self, buyer: Person, procurement_id, *, name="Wolk", purpose="", replaces=()):
        """A set that is kept as a template; gives the id of that."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            return set_templates.save(
                session,
                buyer.actor,
                found,
                name=name,
                purpose=purpose,
                replaces=replaces,
                at=NOW,
            ).id

    def shown(self, buyer: Person, source_id) -> str:
        """The digest of a set as a page shows it."""
        with self.database.reading() as session:
            return copying.chosen(session, buyer.actor, source_id).digest

    def published(self, buyer: Person, *, reference="REF-1", numbers=NUMBERS, at=NOW):
        """A published procurement; its deadline is ten days after ``at``."""
        procurement_id = self.draft(buyer, reference=reference, numbers=numbers, at=at)
        self.publish(buyer, procurement_id, at=at)
        return procurement_id

    def publish(self, buyer: Person, procurement_id, *, at=NOW):
        """Publish a draft, once it has a reviewer and is approved; gives the revision."""
        self.approve(buyer, procurement_id, at=at)
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            record = publication.publish(
                session, buyer.actor, found, minimum_days=MINIMUM_DAYS, at=at
            )
            session.expunge(record)
            return record

    def amend(self, buyer: Person, procurement_id, *, reason=REASON, version=0, at=NOW):
        """Start changing what is published, or change the reason."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            amendments.start(session, buyer.actor, found, reason=reason, version=version, at=at)

    def amended(self, buyer: Person, procurement_id, *, number="8.08.01", at=NOW, **changes):
        """Publish a next revision, in which the text of one requirement differs."""
        self.amend(buyer, procurement_id, at=at)
        self.tailor(buyer, procurement_id, number, **(changes or {"text": "Anders gevraagd."}))
        return self.publish(buyer, procurement_id, at=at)

    def take_up(self, supplier: Person, response_id, number, *, at=NOW):
        """Go on with a newer revision."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            taking_up.take_up(session, supplier.actor, response, number=number, received_at=at)

    def reviewer(self, buyer: Person) -> Person:
        """Somebody of security in the buyer's organisation, the first there is or a new one."""
        with self.database.reading() as session:
            found = next(iter(reviewers.candidates(session, buyer.actor)), None)
            if found is not None:
                return _person(session, found)
        return self.person("review", organisation=buyer)

    def name_reviewer(self, buyer: Person, procurement_id, *, at=NOW) -> Person:
        """Name somebody of security to review a procurement."""
        reviewer = self.reviewer(buyer)
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            reviewers.change(session, buyer.actor, found, added=[reviewer.id], at=at)
        return reviewer

    def ask_approval(self, buyer: Person, procurement_id, *, at=NOW) -> Person:
        """Name a reviewer and ask for approval; gives the reviewer."""
        reviewer = self.name_reviewer(buyer, procurement_id, at=at)
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            approvals.ask(session, buyer.actor, found, minimum_days=MINIMUM_DAYS, at=at)
        return reviewer

    def approve(self, buyer: Person, procurement_id, *, at=NOW) -> Person:
        """Ask for approval of a draft and give it, as somebody of security; gives that person."""
        reviewer = self.ask_approval(buyer, procurement_id, at=at)
        self.decide(reviewer, procurement_id, at=at)
        return reviewer

    def candidate(self, person: Person, procurement_id, *, at=NOW):
        """What would be published of a procurement now."""
        with self.database.reading() as session:
            found = self._procurement(session, person, procurement_id)
            return candidates.of_procurement(session, found, minimum_days=MINIMUM_DAYS, at=at)

    def decide(
        self,
        reviewer: Person,
        procurement_id,
        decision=ApprovalDecision.APPROVED,
        note="",
        *,
        at=NOW,
    ):
        """Approve what is asked for, as it is now, or return it."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, reviewer, procurement_id)
            shown = candidates.of_procurement(session, found, minimum_days=MINIMUM_DAYS, at=at)
            reply = approvals.reply_to(shown, decision, note, version=found.version)
            approvals.decide(
                session, reviewer.actor, found, reply, minimum_days=MINIMUM_DAYS, at=at
            )

    def invitation(self, buyer: Person, procurement_id, *, email="lev@example.nl", at=NOW) -> str:
        with self.database.writing.begin() as session:
            found = self._procurement(session, buyer, procurement_id)
            return inviting.invite(session, buyer.actor, found, email=email, at=at)

    def supplier(self, buyer: Person, procurement_id, *, name="Leverancier", at=NOW):
        """A supplier that took up its invitation: the person and its response."""
        token = self.invitation(buyer, procurement_id, email=f"{name.lower()}@example.nl", at=at)
        return self.claim(token, name=name, at=at)

    def claim(self, token: str, *, name="Leverancier", at=NOW):
        """Take up an invitation: the person and its response."""
        with self.database.writing.begin() as session:
            account = invitations.claim(
                session,
                token,
                Newcomer(f"Persoon van {name}", name, PASSWORD),
                at=at,
                origin="test",
            )
            person = _person(session, account)
            [(response, *_)] = responses.all_of(session, person.actor)
            return person, response.id

    def somebody(self, email: str) -> Person:
        """Who has an account with this address already."""
        with self.database.reading() as session:
            return _person(session, accounts.with_email(session, email))

    def answer(self, supplier: Person, response_id, *, best=True, at=NOW):
        """Answer every visible question, with the best or the worst there is."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            questionnaire = responses.questionnaire_of(response)
            while missing := questionnaire.missing(
                answers.given(answers.stored(session, response))
            ):
                for item in missing:
                    entry = some_answer(item.question, best=best)
                    answers.save(
                        session,
                        supplier.actor,
                        response,
                        item.key,
                        Write(entry, 0),
                        received_at=at,
                    )

    def kept(self, item: str) -> list[str]:
        """The texts that were kept of one answer, one after the other."""
        with self.database.reading() as session:
            found = session.query(AnswerVersionRecord).filter_by(item=item)
            rows = found.order_by(AnswerVersionRecord.version).all()
            return [row.document["text"].strip() for row in rows]

    def submit(self, supplier: Person, response_id, *, at=NOW) -> str:
        """Hand a response in; gives its digest."""
        return self.hand_in(supplier, response_id, at=at)

    def withdraw(self, supplier: Person, response_id, *, at=NOW) -> None:
        """Take back what was handed in last."""
        self.take_back(supplier, response_id, at=at)

    def opened(self, reviewer: Person, procurement_id, *, at=NOW):
        """Open a procurement; gives the ids of the opened responses, by supplier."""
        with self.database.writing.begin() as session:
            found = self._procurement(session, reviewer, procurement_id)
            opening.open_responses(session, reviewer.actor, found, at=at)
            return {item.supplier: item.id for item in judgements.opened_of(session, found)}

    def judge(self, reviewer: Person, opened_id, subject, decision, *, version=0, at=NOW):
        """Give one judgement."""
        with self.database.writing.begin() as session:
            judgements.judge(
                session,
                reviewer.actor,
                judgements.opened_response(session, reviewer.actor, opened_id),
                subject=subject,
                decision=decision,
                motivation=LONG_ENOUGH,
                version=version,
                at=at,
            )

    def conclude(self, buyer: Person, procurement_id, milestones, *, winner=None, at=NOW):
        """Reach so many milestones after everything was judged."""
        acts = (
            partial(lifecycle.decide, winner=winner, reason=LONG_ENOUGH),
            lifecycle.notify,
            partial(lifecycle.contract, reason=LONG_ENOUGH, is_undisputed=True),
            lifecycle.archive,
        )
        for act in acts[:milestones]:
            with self.database.writing.begin() as session:
                found = self._procurement(session, buyer, procurement_id)
                act(session, buyer.actor, found, at=at)

    @staticmethod
    def _procurement(session, person: Person, procurement_id):
        return procurements.of_organisation(session, person.actor.organisation_id, procurement_id)


def some_answer(question, *, best=True):
    """A valid answer to a question of any kind."""
    match question.kind:
        case QuestionKind.SINGLE_CHOICE:
            options = sorted(question.options, key=lambda option: option.fraction)
            return Choice(options[-1 if best else 0].key, "Toelichting")
        case QuestionKind.MULTI_CHOICE:
            keys = [option.key for option in question.options]
            return Choices(tuple(keys if best else keys[:1]))
        case QuestionKind.VALUE:
            return Amount(question.maximum if best else question.minimum)
        case QuestionKind.OPEN:
            return OpenText("Wij doen dit zo, en dit is hoe het werkt.")


def _person(session, account) -> Person:
    return Person(
        id=account.id,
        email=account.email,
        actor=Actor(
            account_id=account.id,
            organisation_id=account.organisation_id,
            name=account.name,
            role=account.role,
            origin="test",
            rights=held_by(session, account.id),
        ),
    )
