"""This file keeps requirement sets as templates of an organisation, each as it was when marked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from questionnaires.interchange import requirement as requirement_document
from questionnaires.wording import safe
from supplier_portal.records.accounts import AccountRecord, OrganisationRecord
from supplier_portal.records.catalogues import CatalogueRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import SetTemplateRecord
from supplier_portal.services import procurements, requirement_sets
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import EmptySetError, NotFoundError, TakesPlaceError


@dataclass(frozen=True, slots=True)
class Template:
    """A template without its requirements: what it is called and for, who kept it and when."""

    id: UUID
    procurement_id: UUID
    name: str
    purpose: str
    catalogue: str
    count: int
    who: str
    at: datetime


def all_of(session: Session, actor: Actor) -> list[Template]:
    """The templates of the actor's organisation by name, in one statement."""
    rows = session.execute(
        select(
            SetTemplateRecord.id,
            SetTemplateRecord.procurement_id,
            SetTemplateRecord.name,
            SetTemplateRecord.purpose,
            CatalogueRecord.norm,
            CatalogueRecord.edition,
            func.json_array_length(SetTemplateRecord.documents).label("size"),
            AccountRecord.name.label("who"),
            SetTemplateRecord.marked_at,
        )
        .join(CatalogueRecord, CatalogueRecord.id == SetTemplateRecord.catalogue_id)
        .join(AccountRecord, AccountRecord.id == SetTemplateRecord.marked_by_id)
        .where(SetTemplateRecord.organisation_id == actor.organisation_id)
    )
    found = [
        Template(
            id=row.id,
            procurement_id=row.procurement_id,
            name=row.name,
            purpose=row.purpose,
            catalogue=f"{row.norm} {row.edition}",
            count=row.size,
            who=row.who,
            at=row.marked_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda item: item.name.casefold())


def one_of(session: Session, actor: Actor, template_id: UUID) -> SetTemplateRecord:
    """One template of the actor's organisation, whole; raises NotFoundError."""
    found = session.scalar(
        select(SetTemplateRecord).where(
            SetTemplateRecord.organisation_id == actor.organisation_id,
            SetTemplateRecord.id == template_id,
        )
    )
    if found is None:
        raise NotFoundError
    return found


def in_the_way(
    session: Session, actor: Actor, procurement: ProcurementRecord, name: str
) -> Sequence[SetTemplateRecord]:
    """The templates of which a new one would take the place: of this name, or of this set."""
    return session.scalars(
        select(SetTemplateRecord)
        .where(
            SetTemplateRecord.organisation_id == actor.organisation_id,
            or_(
                SetTemplateRecord.name == one_line(name),
                SetTemplateRecord.procurement_id == procurement.id,
            ),
        )
        .order_by(SetTemplateRecord.name)
    ).all()


def save(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    *,
    name: str,
    purpose: str,
    replaces: Collection[UUID] = (),
    at: datetime,
) -> SetTemplateRecord:
    """Keep a set, as it is now, as a template.

    ``replaces`` names the templates of which it may take the place.
    Raises TakesPlaceError for any other, EmptySetError or UnsafeTextError.
    """
    _lock(session, actor)
    documents = [
        requirement_document.to_data(line.requirement)
        for line in requirement_sets.lines(session, procurement)
    ]
    if not documents:
        raise EmptySetError
    others = in_the_way(session, actor, procurement, name)
    if any(other.id not in replaces for other in others):
        raise TakesPlaceError(names=", ".join(f"“{other.name}”" for other in others))
    for other in others:
        _take_away(session, actor, other, at=at)
    record = SetTemplateRecord(
        organisation_id=actor.organisation_id,
        procurement_id=procurement.id,
        catalogue_id=procurement.catalogue_id,
        name=one_line(name),
        purpose=one_line(purpose),
        documents=documents,
        marked_by_id=actor.account_id,
        marked_at=at,
    )
    session.add(record)
    session.flush()
    facts = {"template": record.name, "requirements": len(documents)}
    procurements.tell(session, actor, procurement, action="save_template", at=at, facts=facts)
    return record


def remove(session: Session, actor: Actor, template_id: UUID, *, at: datetime) -> str:
    """Take a template away and give its name; sets that started from it stay as they are.

    Raises NotFoundError.
    """
    record = one_of(session, actor, template_id)
    name = record.name
    _take_away(session, actor, record, at=at)
    return name


def one_line(text: str) -> str:
    """A text as it is kept of a template: on one line, without spaces that nobody sees."""
    return " ".join(safe(text).split())


def _take_away(session: Session, actor: Actor, record: SetTemplateRecord, *, at: datetime) -> None:
    made_from = procurements.of_organisation(session, actor.organisation_id, record.procurement_id)
    facts = {"template": record.name}
    session.delete(record)
    session.flush()
    procurements.tell(session, actor, made_from, action="remove_template", at=at, facts=facts)


def _lock(session: Session, actor: Actor) -> None:
    """Let colleagues who keep a template at the same time wait for each other."""
    session.scalars(
        select(OrganisationRecord.id)
        .where(OrganisationRecord.id == actor.organisation_id)
        .with_for_update()
    ).one()
