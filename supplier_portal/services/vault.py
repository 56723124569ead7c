"""This file keeps a supplier's vault: what proves something, with every version of it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.errors import translatable
from questionnaires.evidence import Particulars
from supplier_portal.evidence_settings import Quota
from supplier_portal.records.accounts import OrganisationRecord
from supplier_portal.records.vault import VaultItemRecord, VaultVersionRecord
from supplier_portal.services import journal, scans, vault_items
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    AlreadyInVaultError,
    ChangedMeanwhileError,
    QuotaError,
)
from supplier_portal.services.uploads import Upload
from supplier_portal.services.vault_items import Item

_FULL = translatable(
    "Your vault is full: it holds at most %(megabytes)s MB. Ask whoever looks after this service "
    "for more."
)


def keep(
    session: Session,
    actor: Actor,
    upload: Upload,
    particulars: Particulars,
    *,
    quota: Quota,
    at: datetime,
) -> VaultVersionRecord:
    """Put a new thing in the vault; raises AlreadyInVaultError, or QuotaError when it is full."""
    _lock(session, actor)
    _refuse_double(session, actor, upload)
    _refuse_overflow(session, actor, upload, quota)
    item = VaultItemRecord(organisation_id=actor.organisation_id)
    session.add(item)
    session.flush()
    version = _add(session, actor, item.id, 1, upload=upload, particulars=particulars, at=at)
    scans.ask(session, version.stored_as, at=at)
    _tell(session, actor, item.id, action="keep_in_vault", at=at, facts=_facts(version))
    return version


def replace(
    session: Session,
    actor: Actor,
    item_id: UUID,
    upload: Upload,
    particulars: Particulars,
    *,
    version: int,
    quota: Quota,
    at: datetime,
) -> VaultVersionRecord:
    """Put a new file in the place of another, which stays where it was used.

    Raises NotFoundError, ChangedMeanwhileError, AlreadyInVaultError or QuotaError.
    """
    _lock(session, actor)
    item = _changeable(session, actor, item_id, version)
    _refuse_double(session, actor, upload)
    _refuse_overflow(session, actor, upload, quota)
    made = _add(session, actor, item.id, version + 1, upload=upload, particulars=particulars, at=at)
    scans.ask(session, made.stored_as, at=at)
    _tell(session, actor, item.id, action="replace_in_vault", at=at, facts=_facts(made))
    return made


def correct(
    session: Session,
    actor: Actor,
    item_id: UUID,
    particulars: Particulars,
    *,
    version: int,
    at: datetime,
) -> VaultVersionRecord:
    """Tell something else of the newest file; open responses that use it tell that from now on.

    Raises NotFoundError or ChangedMeanwhileError.
    """
    _lock(session, actor)
    item = _changeable(session, actor, item_id, version)
    if vault_items.told_by(item.newest) == particulars:
        return item.newest
    made = _add(
        session,
        actor,
        item.id,
        version + 1,
        upload=_upload_of(item.newest),
        particulars=particulars,
        at=at,
    )
    _tell(session, actor, item.id, action="correct_in_vault", at=at, facts=_facts(made))
    return made


def withdraw(session: Session, actor: Actor, item_id: UUID, *, version: int, at: datetime) -> Item:
    """Offer a thing no more; where it is used it stays. Raises as ``correct``."""
    _lock(session, actor)
    item = _changeable(session, actor, item_id, version)
    session.get_one(VaultItemRecord, item.id).withdrawn_at = at
    session.flush()
    _tell(session, actor, item.id, action="withdraw_from_vault", at=at, facts=_facts(item.newest))
    return item


def _changeable(session: Session, actor: Actor, item_id: UUID, version: int) -> Item:
    item = vault_items.one_of(session, actor, item_id)
    if item.withdrawn_at is not None or item.newest.number != version:
        raise ChangedMeanwhileError
    return item


def _lock(session: Session, actor: Actor) -> None:
    """Let one at a time change a vault: what is counted then stays so (assurance E7)."""
    session.execute(
        select(OrganisationRecord.id)
        .where(OrganisationRecord.id == actor.organisation_id)
        .with_for_update(key_share=True)
    )


def _refuse_double(session: Session, actor: Actor, upload: Upload) -> None:
    double = vault_items.with_digest(session, actor, upload.digest)
    if double is not None:
        raise AlreadyInVaultError(title=double.title, item=double.id)


def _refuse_overflow(session: Session, actor: Actor, upload: Upload, quota: Quota) -> None:
    room = quota.megabytes_per_supplier * 1_000_000
    if vault_items.bytes_kept(session, actor.organisation_id) + upload.size > room:
        raise QuotaError(problem=_FULL, megabytes=quota.megabytes_per_supplier)


def _add(
    session: Session,
    actor: Actor,
    item_id: UUID,
    number: int,
    *,
    upload: Upload,
    particulars: Particulars,
    at: datetime,
) -> VaultVersionRecord:
    kind = particulars.proof_type
    version = VaultVersionRecord(
        item_id=item_id,
        number=number,
        title=particulars.title,
        proof_type=kind.value if kind else None,
        issuer=particulars.issuer,
        scope=particulars.scope,
        covers_from=particulars.covers_from,
        covers_until=particulars.covers_until,
        valid_until=particulars.valid_until,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        digest=upload.digest,
        stored_as=upload.stored_as,
        added_at=at,
        added_by_id=actor.account_id,
    )
    session.add(version)
    session.flush()
    return version


def _upload_of(version: VaultVersionRecord) -> Upload:
    return Upload(version.name, version.media_type, version.size, version.digest, version.stored_as)


def _facts(version: VaultVersionRecord) -> dict[str, object]:
    return {"digest": version.digest, "size": version.size, "version": version.number}


def _tell(
    session: Session,
    actor: Actor,
    item_id: UUID,
    *,
    action: str,
    at: datetime,
    facts: Mapping[str, object],
) -> None:
    chain = journal.of_organisation(actor.organisation_id)
    journal.append(
        session,
        chain,
        journal.Entry(
            action=action,
            object=f"{chain}/vault/{item_id}",
            origin=actor.origin,
            actor=str(actor.account_id),
            at=at,
            facts=dict(facts),
        ),
    )
