"""This file keeps an organisation's own Word templates, with their whole history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from questionnaires.annex_samples import sample
from questionnaires.annexes import AnnexKind
from questionnaires.errors import TemplateFailsError, translatable
from questionnaires.interchange.canonical import digest
from questionnaires.template_problems import Problem
from supplier_portal import resources
from supplier_portal.documents import confined, office, own
from supplier_portal.documents.inspection.package import LARGEST_MEGABYTES
from supplier_portal.documents.office import OfficeFormat
from supplier_portal.documents.own import OwnTemplate
from supplier_portal.records.accounts import OrganisationRecord
from supplier_portal.records.annex_templates import AnnexTemplateRecord
from supplier_portal.services import journal
from supplier_portal.services.actor import Actor
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    NotFoundError,
    UnacceptableFileError,
)

LARGEST_FILE_MEGABYTES = LARGEST_MEGABYTES
_LONGEST_NAME = 100
_LANGUAGES = ("nl", "en")
_NOT_GOOD = translatable("Something is wrong with this file. Look at it again.")


@dataclass(frozen=True, slots=True)
class Version:
    """A template as it was kept once, without its file: by whom, and when."""

    kind: str
    number: int
    name: str
    digest: str
    size: int
    who: str
    at: datetime

    @property
    def is_withdrawn(self) -> bool:
        """Whether from this version on the template that comes with the service counts."""
        return self.size == 0


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at, for a kind of document; only one without problems is kept."""

    kind: str
    name: str
    content: bytes
    problems: tuple[Problem, ...]


def check(kind: str, name: str, content: bytes) -> Checked:
    """Look at a file that should become a template, and try it; takes up to some seconds."""
    problems = confined.inspect(content, kind)
    if not problems:
        problems = _problems_of_trial(Checked(kind, name, content, ()))
    return Checked(kind, name[-_LONGEST_NAME:], content, tuple(problems))


def preview(template: OwnTemplate, kind: str, language: str, file_format: str = "docx") -> bytes:
    """A document made with a template of what the sample of its kind holds.

    Raises NotFoundError for a format that is not offered, TemplateFailsError or ConversionError.
    """
    if file_format not in formats():
        raise NotFoundError
    document = own.render(template, sample(kind, language))
    return document if file_format == "docx" else office.convert(document, OfficeFormat.PDF)


def formats() -> tuple[str, ...]:
    """In which formats a preview can be made here."""
    return ("docx", OfficeFormat.PDF.value) if office.is_available() else ("docx",)


def tried(checked: Checked, language: str) -> bytes:
    """The same of a file that was looked at and not kept."""
    return preview(_unkept(checked), checked.kind, language)


def starter(kind: str) -> bytes:
    """The template that comes with the service; raises NotFoundError for an unknown kind."""
    refuse_unknown(kind)
    return (resources.ANNEXES / f"{kind}.docx").read_bytes()


def current(session: Session, actor: Actor) -> Mapping[str, Version]:
    """The newest version for each kind that the actor's organisation ever had one for."""
    return {item.kind: item for item in reversed(_versions(session, actor.organisation_id))}


def history(session: Session, actor: Actor, kind: str) -> list[Version]:
    """Every version for a kind of document, the newest first."""
    refuse_unknown(kind)
    return [item for item in _versions(session, actor.organisation_id) if item.kind == kind]


def one_of(session: Session, actor: Actor, kind: str, number: int) -> OwnTemplate:
    """One version of the actor's organisation with its file; raises NotFoundError."""
    found = _template(session, actor.organisation_id, kind, number)
    if found is None:
        raise NotFoundError
    return found


def in_force(session: Session, organisation_id: UUID, kind: str) -> OwnTemplate | None:
    """The template that counts for an organisation's documents of a kind; None for ours."""
    newest = session.scalar(
        select(func.max(AnnexTemplateRecord.number)).where(
            AnnexTemplateRecord.organisation_id == organisation_id,
            AnnexTemplateRecord.kind == kind,
        )
    )
    return _template(session, organisation_id, kind, newest) if newest else None


def named(
    session: Session, organisation_id: UUID, kind: str, digests: Collection[str]
) -> OwnTemplate | None:
    """The template that a document was made with, by the digests that it names; None for ours."""
    number = session.scalar(
        select(func.max(AnnexTemplateRecord.number)).where(
            AnnexTemplateRecord.organisation_id == organisation_id,
            AnnexTemplateRecord.kind == kind,
            AnnexTemplateRecord.digest.in_(digests),
        )
    )
    return _template(session, organisation_id, kind, number) if number else None


def keep(session: Session, actor: Actor, checked: Checked, *, version: int, at: datetime) -> int:
    """Keep a template as the next version, and give its number; the same file changes nothing.

    ``version`` is the newest one that the actor saw, 0 for none.
    Raises UnacceptableFileError for one with problems, or ChangedMeanwhileError.
    """
    if checked.problems:
        raise UnacceptableFileError(problem=_NOT_GOOD)
    content = checked.content
    record = AnnexTemplateRecord(
        kind=checked.kind, name=checked.name, digest=digest(content), size=len(content)
    )
    record.content = content
    return _add(session, actor, record, version=version, at=at)


def withdraw(session: Session, actor: Actor, kind: str, *, version: int, at: datetime) -> None:
    """Go back to the template that comes with the service; raises as ``keep``, or NotFoundError."""
    found = history(session, actor, kind)
    if not found or found[0].is_withdrawn:
        raise NotFoundError
    record = AnnexTemplateRecord(kind=kind, name="", digest="", size=0, content=None)
    _add(session, actor, record, version=version, at=at)


def refuse_unknown(kind: str) -> None:
    """Raise NotFoundError for a kind of document that there is not."""
    if kind not in set(AnnexKind):
        raise NotFoundError


def _problems_of_trial(checked: Checked) -> list[Problem]:
    try:
        for language in _LANGUAGES:
            tried(checked, language)
    except TemplateFailsError as error:
        return [Problem(error.problem, facts=error.facts)]
    return []


def _unkept(checked: Checked) -> OwnTemplate:
    return OwnTemplate(checked.name, 0, digest(checked.content), checked.content)


def _add(
    session: Session, actor: Actor, record: AnnexTemplateRecord, *, version: int, at: datetime
) -> int:
    wanted = select(OrganisationRecord).where(OrganisationRecord.id == actor.organisation_id)
    session.scalars(wanted.with_for_update()).one()
    found = history(session, actor, record.kind)
    newest = found[0] if found else None
    if (newest.number if newest else 0) != version:
        raise ChangedMeanwhileError
    if newest is not None and newest.digest == record.digest:
        return newest.number
    record.organisation_id = actor.organisation_id
    record.number = version + 1
    record.kept_at = at
    record.kept_by_id = actor.account_id
    session.add(record)
    session.flush()
    _tell(session, actor, record)
    return record.number


def _versions(session: Session, organisation_id: UUID) -> Sequence[Version]:
    rows = session.scalars(
        select(AnnexTemplateRecord)
        .where(AnnexTemplateRecord.organisation_id == organisation_id)
        .order_by(AnnexTemplateRecord.kind, AnnexTemplateRecord.number.desc())
    )
    return [
        Version(row.kind, row.number, row.name, row.digest, row.size, row.kept_by.name, row.kept_at)
        for row in rows
    ]


def _template(
    session: Session, organisation_id: UUID, kind: str, number: int
) -> OwnTemplate | None:
    found = session.scalar(
        select(AnnexTemplateRecord)
        .options(undefer(AnnexTemplateRecord.content))
        .where(
            AnnexTemplateRecord.organisation_id == organisation_id,
            AnnexTemplateRecord.kind == kind,
            AnnexTemplateRecord.number == number,
        )
    )
    if found is None or found.content is None:
        return None
    return OwnTemplate(found.name, found.number, found.digest, found.content)


def _tell(session: Session, actor: Actor, record: AnnexTemplateRecord) -> None:
    journal.append(
        session,
        journal.of_house(actor.organisation_id),
        journal.Entry(
            action="keep_annex_template" if record.size else "withdraw_annex_template",
            object=f"annex_template:{record.kind}",
            origin=actor.origin,
            actor=str(actor.account_id),
            at=record.kept_at,
            facts={"version": record.number, "digest": record.digest},
        ),
    )
