"""This file makes the annexes of a published revision: their content, and each as a file."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec

from sqlalchemy.orm import Session

from questionnaires.annexes import AnnexContent, AnnexKind, Publication, Terms, content_hash
from questionnaires.annexes.applicability import applicability
from questionnaires.annexes.change_annex import Earlier, change_annex
from questionnaires.annexes.contract_annex import contract_annex
from questionnaires.annexes.programme import programme
from questionnaires.annexes.questionnaire import questionnaire
from questionnaires.wording import Language, Wording
from supplier_portal.documents import excel, office, word
from supplier_portal.documents.proof import LostTextError
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import (
    annex_templates,
    ask_by,
    grounds,
    house_style,
    requirement_sets,
)
from supplier_portal.services.errors import NotFoundError, UnfaithfulDocumentError

_NAMES = {
    AnnexKind.CONTRACT_ANNEX: Wording("contractbijlage", "contract-annex"),
    AnnexKind.PROGRAMME: Wording("programma-van-eisen", "programme-of-requirements"),
    AnnexKind.QUESTIONNAIRE: Wording("vragenlijst", "questionnaire"),
    AnnexKind.APPLICABILITY: Wording(
        "verklaring-van-toepasselijkheid", "statement-of-applicability"
    ),
    AnnexKind.CHANGE_ANNEX: Wording("wijzigingen", "changes"),
    AnnexKind.CLARIFICATIONS: Wording("nota-van-inlichtingen", "clarifications"),
}
OF_A_REVISION = tuple(kind for kind in AnnexKind if kind is not AnnexKind.CLARIFICATIONS)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, what it is on the web, and what makes it of a content."""

    name: str
    media_type: str
    render: Callable[[AnnexContent], bytes]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which document somebody wants; ``terms`` matter to the contract annex alone."""

    kind: AnnexKind
    format: str
    language: Language
    terms: Terms = Terms.NONE


@dataclass(frozen=True, slots=True)
class Made:
    """A document as it is given out."""

    content: bytes
    name: str
    media_type: str


def template_of(kind: AnnexKind) -> bytes:
    """The Word template that comes with the service for a kind of annex."""
    return annex_templates.starter(kind)


def _word(content: AnnexContent) -> bytes:
    return word.render(template_of(AnnexKind(content["kind"])), content)


def _pdf(content: AnnexContent) -> bytes:
    # What sets PDFs is an extra: without it the service does all but this.
    from supplier_portal.documents import pdf  # noqa: PLC0415

    return pdf.render(content)


FORMATS: Mapping[str, Format] = {
    "docx": Format(
        "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word
    ),
    **({"pdf": Format("PDF", "application/pdf", _pdf)} if find_spec("typst") else {}),
    "xlsx": Format(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", excel.render
    ),
    **(
        {"odt": Format("ODT", "application/vnd.oasis.opendocument.text", house_style.open_text)}
        if office.is_available()
        else {}
    ),
}


def kinds_of(record: RevisionRecord) -> tuple[AnnexKind, ...]:
    """The kinds of annex that can be made of a revision: the first one changes nothing."""
    is_first = record.number == 1
    return tuple(
        kind for kind in OF_A_REVISION if not (is_first and kind is AnnexKind.CHANGE_ANNEX)
    )


def make(
    session: Session,
    procurement: ProcurementRecord,
    record: RevisionRecord,
    wanted: Wanted,
    *,
    at: datetime,
) -> Made:
    """Make one document of a revision; raises as ``made_of``, NotFoundError for its kind too."""
    content = content_of(session, procurement, record, wanted, at=at)
    return made_of(session, procurement, content, wanted, about=f"v{record.number}")


def made_of(
    session: Session,
    procurement: ProcurementRecord,
    content: AnnexContent,
    wanted: Wanted,
    *,
    about: str = "",
    named: Collection[str] | None = None,
) -> Made:
    """Make one document of what it says; ``about`` tells its name of what it is.

    It is made with the organisation's own template that counts, or with the one that has one of
    the digests ``named``, when it must be as it once was.
    Raises NotFoundError for a format that there is not, UnfaithfulDocumentError when it would not
    hold all of the content, and TemplateFailsError when an own template is to blame.
    """
    made_by = FORMATS.get(wanted.format)
    if made_by is None:
        raise NotFoundError
    home = procurement.organisation_id
    own = (
        annex_templates.in_force(session, home, wanted.kind)
        if named is None
        else annex_templates.named(session, home, wanted.kind, named)
    )
    try:
        in_house_style = own and house_style.rendered(own, content, wanted.format)
        rendered = in_house_style or made_by.render(content)
    except LostTextError as error:
        raise UnfaithfulDocumentError from error
    name = _NAMES[wanted.kind].choose(wanted.language).text
    return Made(
        content=rendered,
        name=f"{procurement.reference}-{about}-{name}-{wanted.language}.{wanted.format}",
        media_type=made_by.media_type,
    )


def hash_of(
    session: Session,
    procurement: ProcurementRecord,
    record: RevisionRecord,
    wanted: Wanted,
    *,
    at: datetime,
) -> str:
    """The hash by which what a document says is known, whatever its format."""
    return content_hash(content_of(session, procurement, record, wanted, at=at))


def content_of(
    session: Session,
    procurement: ProcurementRecord,
    record: RevisionRecord,
    wanted: Wanted,
    *,
    at: datetime,
) -> AnnexContent:
    """What one document of a revision says; the statement of applicability as it is now.

    Raises NotFoundError for a kind that is none of this revision.
    """
    revision = requirement_sets.value_of(record)
    publication = Publication(
        digest=record.digest,
        published_at=record.published_at,
        deadline_at=procurement.deadline_at,
        ask_by_at=ask_by.ends_at(procurement),
        time_zone=procurement.time_zone,
    )
    facts = (revision, publication, wanted.language)
    match wanted.kind:
        case AnnexKind.CONTRACT_ANNEX:
            return contract_annex(*facts, wanted.terms)
        case AnnexKind.PROGRAMME:
            return programme(*facts)
        case AnnexKind.QUESTIONNAIRE:
            return questionnaire(*facts)
        case AnnexKind.APPLICABILITY:
            rests_on = grounds.of_statement(session, procurement, revision.requirements, at=at)
            return applicability(*facts, rests_on)
        case AnnexKind.CHANGE_ANNEX:
            return change_annex(*facts, _before(session, record), record.reason)
        case AnnexKind.CLARIFICATIONS:
            raise NotFoundError


def _before(session: Session, record: RevisionRecord) -> Earlier:
    """The revision before this one; raises NotFoundError for the first."""
    found = requirement_sets.revision_numbered(session, record.procurement_id, record.number - 1)
    return Earlier(requirement_sets.value_of(found), found.digest, found.published_at)
