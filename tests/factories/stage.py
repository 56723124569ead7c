"""This file sets the stage: a procurement in each state, and everybody who may or may not see it.

It is made once and shared by tests that leave it as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from factories.earlier import handed_in_before
from factories.files import pdf
from factories.house import house_text, own_measure, own_segment
from factories.offline import NO_SHEET, Sheet
from factories.passwords import password_link
from factories.second_factors import give_factor
from factories.world import NOW, NUMBERS, Person, World
from sqlalchemy import select, update

from questionnaires import knowledge
from questionnaires.answers import Choice
from questionnaires.judgements import Verdict
from questionnaires.proposing import propose
from questionnaires.risk_profile import RiskProfile
from supplier_portal.records.opened_responses import OpenedEvidenceRecord
from supplier_portal.records.procurements import InvitationRecord
from supplier_portal.records.receipts import ReceiptRecord
from supplier_portal.records.responses import SubmissionRecord
from supplier_portal.services import accounts, colleagues, evidence, responses, reuse, verdicts
from supplier_portal.storage import FolderStore

REQUIREMENT = "BIO2-8.08.01"
ITEM = f"{REQUIREMENT}.q1"
SUBJECT = f"{REQUIREMENT}?"
MOTIVATION = "Het antwoord is concreet en het bewijs dekt de gevraagde dienst."
PDF = pdf("proof")
_LONG_AGO = NOW - timedelta(days=30)

EDITION = "BIO2 versie 1.4\n\n## 5.01.01\nWij sluiten elke dag alle deuren.\n"


class State(StrEnum):
    """Where a procurement stands; "submitted" is published, with the response of A handed in.

    The draft waits for approval by security. Of the LATER ones "amending" has a change under way,
    "amended" a revision 2 that A has not gone on with; "judged" waits for its decision, and what
    comes after that is called after what was reached last.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    OPENED = "opened"
    AMENDING = "amending"
    AMENDED = "amended"
    JUDGED = "judged"
    DECIDED = "decided"
    NOTIFIED = "notified"
    CONTRACTED = "contracted"


FIRST = (State.DRAFT, State.PUBLISHED, State.SUBMITTED, State.CLOSED, State.OPENED)
_CONCLUDED = (State.JUDGED, State.DECIDED, State.NOTIFIED, State.CONTRACTED)
_JUDGED_BY_ITSELF = ("5.20.02", "8.08.01")  # but for one verdict


@dataclass(frozen=True)
class Supplier:
    """A supplier with its response, as far as there is one."""

    person: Person
    response_id: UUID
    evidence_id: UUID
    item_id: UUID
    note_id: UUID
    colleague_id: UUID
    colleague_invitation_id: UUID
    sheet: Sheet = NO_SHEET


@dataclass(frozen=True)
class Opened:
    """An opened response, as far as there is one."""

    id: UUID
    evidence_id: UUID


NOTHING = Opened(uuid4(), uuid4())


@dataclass(frozen=True)
class Scene:
    """One procurement, its suppliers A and B, and a colleague of A whose account was revoked."""

    state: State
    procurement_id: UUID
    a: Supplier
    b: Supplier
    revoked_supplier: Person
    opened_a: Opened = NOTHING
    opened_b: Opened = NOTHING
    invitation_id: UUID = field(default_factory=uuid4)
    question_id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Stage:
    """A buying organisation with a scene for each state, and another one with supplier C.

    ``bare_id`` is a procurement of the buyer's without any requirement; ``halfway`` are the secrets
    of two people who gave their password only, of whom the first has a second factor.
    """

    catalogue_id: UUID
    newer_catalogue_id: UUID
    upload_id: UUID
    bare_id: UUID
    template_id: UUID
    copied: str
    buyer: Person
    reviewer: Person
    other_buyer: Person
    other_reviewer: Person
    c: Supplier
    revoked: Mapping[str, Person]
    scenes: Mapping[State, Scene]
    invitation: str
    links: Mapping[str, str]
    halfway: tuple[str, ...]
    asked_digest: str
    earlier: str
    submissions: Mapping[State, UUID]
    receipts: Mapping[State, int]

    def handed_in(self, state: State | None) -> UUID:
        """What A handed in there, or the id of nothing."""
        return self.submissions.get(state, NOTHING.id)


def set_stage(world: World) -> Stage:
    """Make everything there is to see."""
    buyer, other_buyer = world.person("procurement"), world.person("procurement")
    reviewer = world.person("review", organisation=buyer)
    published = _scene(world, buyer, State.PUBLISHED)
    submitted = _scene(world, buyer, State.SUBMITTED)
    closed = _scene(world, buyer, State.CLOSED)
    _withdraw(world, buyer, submitted.procurement_id)
    others = _scene(world, other_buyer, State.PUBLISHED, name="other")
    draft_id = _profiled(world, buyer)
    draft = Scene(
        State.DRAFT,
        draft_id,
        _without_response(published.a),
        _without_response(published.b),
        published.revoked_supplier,
    )
    world.ask_approval(buyer, draft_id)
    questions = {
        published.state: _questions(world, buyer, published, published_too=True),
        submitted.state: _questions(world, buyer, submitted, assignee=reviewer.id),
    }
    world.keep(buyer, house_text(), own_measure(segments=("cloud",)), own_segment())
    world.house_style(buyer)
    bare_id = world.draft(buyer, reference="bare", numbers=())
    template_id = world.template(buyer, draft.procurement_id)
    scenes = {
        scene.state: scene
        for scene in (
            draft,
            replace(published, question_id=questions[State.PUBLISHED]),
            replace(submitted, question_id=questions[State.SUBMITTED]),
            closed,
            _opened_scene(world, buyer, reviewer),
            _changed_scene(world, buyer, State.AMENDING),
            _changed_scene(world, buyer, State.AMENDED),
            *(_concluded_scene(world, buyer, reviewer, state) for state in _CONCLUDED),
        )
    }
    return Stage(
        catalogue_id=world.catalogue(),
        newer_catalogue_id=world.imported(EDITION),
        upload_id=world.uploaded(buyer, EDITION),
        bare_id=bare_id,
        template_id=template_id,
        copied=world.shown(buyer, template_id),
        buyer=buyer,
        reviewer=reviewer,
        other_buyer=other_buyer,
        other_reviewer=world.person("review", organisation=other_buyer),
        c=others.a,
        revoked={role: _revoked(world, role, buyer) for role in ("procurement", "review")},
        scenes=scenes,
        links={
            "sign_in.colleague": world.colleague_link(others.a.person, email="jo@nieuw.example"),
            "sign_in.choose_password": password_link(world, others.a.person),
            "sign_in.stop_reminders": world.reminder_link("genodigd@nieuw.example"),
        },
        halfway=_halfway(world),
        invitation=world.invitation(buyer, published.procurement_id, email="new@example.nl"),
        asked_digest=world.candidate(buyer, draft_id).digest,
        earlier=_earlier(world, other_buyer, published.a),
        submissions=_handed_in(world, scenes, SubmissionRecord.id),
        receipts=_handed_in(world, scenes, ReceiptRecord.number),
    )


def _earlier(world: World, buyer: Person, supplier: Supplier) -> str:
    """What a page shows of an answer that a supplier handed in elsewhere, and now gives another."""
    other = {ITEM: Choice("usually")}
    handed_in_before(world, buyer, supplier.person, other, numbers=("8.08.01",))
    with world.database.reading() as session:
        response = responses.of_supplier(session, supplier.person.actor, supplier.response_id)
        return reuse.look(session, response, at=NOW).shown


def _halfway(world: World) -> tuple[str, ...]:
    people = [world.person("supplier") for _ in range(2)]
    give_factor(world, people[0])
    with world.database.writing.begin() as session:
        return tuple(
            accounts.begin_sign_in(session, person.id, at=datetime.now(UTC), origin="test")
            for person in people
        )


def _handed_in(world: World, scenes: Mapping[State, Scene], column) -> Mapping[State, object]:
    """What A handed in, or the number of its receipt, in each state where there is any."""
    with world.database.reading() as session:
        rows = session.execute(
            select(SubmissionRecord.response_id, column)
            .join(ReceiptRecord, ReceiptRecord.submission_id == SubmissionRecord.id)
            .order_by(ReceiptRecord.number)
        )
        found = dict(rows.all())
    return {
        state: found[scene.a.response_id]
        for state, scene in scenes.items()
        if scene.a.response_id in found
    }


def _scene(world: World, buyer: Person, state: State, *, name: str = "") -> Scene:
    """A published procurement, in which A answered everything; B also handed it in."""
    is_over = state in {State.CLOSED, State.OPENED}
    at = _LONG_AGO if is_over else NOW
    procurement_id = world.published(buyer, reference=state, at=at)
    a = _supplier(world, buyer, procurement_id, f"A-{name or state}", at=at)
    b = _supplier(world, buyer, procurement_id, f"B-{name or state}", at=at)
    world.submit(b.person, b.response_id, at=at)
    if state in {State.SUBMITTED, State.OPENED}:
        world.submit(a.person, a.response_id, at=at)
    if state is State.SUBMITTED:  # once more, so that there are earlier receipts
        world.withdraw(a.person, a.response_id, at=at)
        world.submit(a.person, a.response_id, at=at)
    scene = Scene(state, procurement_id, a, b, _revoked(world, "supplier", a.person))
    return replace(scene, invitation_id=_an_invitation(world, procurement_id))


def _questions(
    world: World,
    buyer: Person,
    scene: "Scene",
    *,
    published_too: bool = False,
    assignee: UUID | None = None,
) -> UUID:
    """A question of A that waits: with an answer that is ready, or for the answer of ``assignee``.

    If ``published_too``, there is one before it that all can read.
    """
    world.ask_by(buyer, scene.procurement_id)
    if published_too:
        first = world.ask(scene.a.person, scene.a.response_id, "Mag het ook in het Frans?")
        world.draft_answer(buyer, scene.procurement_id, first)
        world.nota(buyer, scene.procurement_id)
        world.see_nota(scene.b.person, scene.b.response_id, 1)
    question_id = world.ask(scene.a.person, scene.a.response_id, requirement=REQUIREMENT)
    world.draft_answer(
        buyer, scene.procurement_id, question_id, is_ready=assignee is None, assignee=assignee
    )
    return question_id


def _an_invitation(world: World, procurement_id: UUID) -> UUID:
    with world.database.reading() as session:
        wanted = select(InvitationRecord.id).where(
            InvitationRecord.procurement_id == procurement_id
        )
        return session.scalars(wanted).first()


def _withdraw(world: World, buyer: Person, procurement_id: UUID) -> None:
    """A third supplier, that handed in and took it back."""
    third = _supplier(world, buyer, procurement_id, "withdrawn", at=NOW)
    world.submit(third.person, third.response_id)
    world.withdraw(third.person, third.response_id)


def _opened_scene(world: World, buyer: Person, reviewer: Person) -> Scene:
    scene = _scene(world, buyer, State.OPENED)
    opened = world.opened(reviewer, scene.procurement_id)
    with world.database.reading() as session:
        files = dict(
            session.execute(
                select(OpenedEvidenceRecord.opened_response_id, OpenedEvidenceRecord.id)
            ).all()
        )
        a, b = (Opened(opened[f"{name}-opened"], files[opened[f"{name}-opened"]]) for name in "AB")
    world.judge(reviewer, a.id, SUBJECT, Verdict.MEETS)
    return replace(scene, opened_a=a, opened_b=b)


def _changed_scene(world: World, buyer: Person, state: State) -> Scene:
    """A published procurement that is being changed, or was."""
    scene = _scene(world, buyer, state)
    if state is State.AMENDING:
        world.amend(buyer, scene.procurement_id)
    else:
        world.amended(buyer, scene.procurement_id)
    return scene


def _concluded_scene(world: World, buyer: Person, reviewer: Person, state: State) -> Scene:
    """A procurement of which everything is judged, and what was reached after that."""
    procurement_id = world.published(
        buyer, reference=state, numbers=_JUDGED_BY_ITSELF, at=_LONG_AGO
    )
    a, b = (
        _supplier(world, buyer, procurement_id, f"{name}-{state}", at=_LONG_AGO) for name in "AB"
    )
    for supplier in (a, b):
        world.submit(supplier.person, supplier.response_id, at=_LONG_AGO)
    opened = world.opened(reviewer, procurement_id)
    for opened_id in opened.values():
        world.judge(reviewer, opened_id, SUBJECT, Verdict.MEETS)
    world.conclude(buyer, procurement_id, _CONCLUDED.index(state), winner=opened[f"A-{state}"])
    return Scene(state, procurement_id, a, b, _revoked(world, "supplier", a.person))


def _supplier(
    world: World, buyer: Person, procurement_id: UUID, name: str, *, at: datetime
) -> Supplier:
    """A supplier that answered everything and attached a file."""
    person, response_id = world.supplier(buyer, procurement_id, name=name, at=at)
    world.answer(person, response_id, at=at)
    note_id = world.note(person, response_id, f"Onder ons van {name}.", REQUIREMENT, at=at)
    taken_back = world.note(person, response_id, "Laat maar.", at=at)
    world.remove_note(person, response_id, taken_back, at=at)
    with world.database.writing.begin() as session:
        record = evidence.attach(
            session,
            person.actor,
            responses.of_supplier(session, person.actor, response_id),
            REQUIREMENT,
            name=f"Bewijs van {name}.pdf",
            content=PDF,
            store=FolderStore(world.settings.evidence_folder),
            received_at=at,
        )
        verdicts.note(session, record.stored_as, "", at=at)
        evidence_id, item_id = record.id, record.file.item_id
    sheet = world.sheet(person, response_id, at=at)
    colleague = world.person("supplier", organisation=person, rights=())
    world.colleague_link(person, email="collega@leverancier.example")
    with world.database.reading() as session:
        [invited] = colleagues.under_way(session, person.actor)
        return Supplier(
            person,
            response_id,
            evidence_id,
            item_id,
            note_id,
            colleague.id,
            invited.id,
            sheet,
        )


def _profiled(world: World, buyer: Person) -> UUID:
    """A draft that asks what its risk profile proposes, but for one measure, with the reason."""
    known = knowledge.load()
    profile = RiskProfile(segments=frozenset({"hardware"}))
    proposed = {line.number for line in propose(profile, known, known.catalogue()).proposed}
    numbers = (proposed | set(NUMBERS)) - {"5.20.01"}
    draft_id = world.draft(buyer, reference="draft", numbers=numbers)
    world.profile(buyer, draft_id, profile)
    world.reason(buyer, draft_id, "BIO2 5.20.01", MOTIVATION)
    return draft_id


def _without_response(supplier: Supplier) -> Supplier:
    gone = {name: uuid4() for name in ("response_id", "evidence_id", "item_id", "note_id")}
    return replace(supplier, **gone)


def _revoked(world: World, role: str, colleague: Person) -> Person:
    """Somebody with the rights of a colleague until the account was revoked."""
    person = world.person(role, organisation=colleague)
    with world.database.writing.begin() as session:
        session.execute(
            update(accounts.AccountRecord)
            .where(accounts.AccountRecord.id == person.id)
            .values(is_active=False)
        )
    return person
