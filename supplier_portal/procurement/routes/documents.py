"""This file offers the documents of a published revision, and gives each out as a file."""

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import render_template, request
from werkzeug.wrappers import Response

from questionnaires.annexes import AnnexKind, Terms
from questionnaires.wording import Language
from supplier_portal.procurement import document_views
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import annex_templates, annexes, nota_documents, requirement_sets
from supplier_portal.services.annexes import Wanted
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.nota_documents import Span
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.downloads import attachment

_Choice = TypeVar("_Choice", bound=StrEnum)


@pages.get("/<uuid:procurement_id>/revisions/<int(max=9999):number>/documents")
def documents(procurement_id: UUID, number: int) -> str:
    """Every document that can be made of a revision, and what each is for."""
    session, standing = transaction.session(), standing_of(procurement_id)
    record = requirement_sets.revision_numbered(session, procurement_id, number)
    language, terms = _chosen(standing.procurement.language)
    hashes = {
        kind: annexes.hash_of(
            session,
            standing.procurement,
            record,
            Wanted(kind, "", language, terms),
            at=transaction.received_at(),
        )
        for kind in annexes.kinds_of(record)
    }
    return render_template(
        "procurement/documents.html",
        standing=standing,
        record=record,
        choices=document_views.choices(language, terms),
        language=language.value,
        terms=terms.value,
        cards=document_views.cards(hashes),
        formats=annexes.FORMATS,
        own_templates=annex_templates.current(session, actor()),
        notas=nota_documents.offered(session, standing.procurement, language),
        purpose_of_notas=document_views.purpose_of(AnnexKind.CLARIFICATIONS),
    )


@pages.get("/<uuid:procurement_id>/revisions/<int(max=9999):number>/documents/<kind>.<file_format>")
def document(procurement_id: UUID, number: int, kind: str, file_format: str) -> Response:
    """One document of a revision, to save."""
    session, standing = transaction.session(), standing_of(procurement_id)
    record = requirement_sets.revision_numbered(session, procurement_id, number)
    if kind not in set(annexes.kinds_of(record)):
        raise NotFoundError
    language, terms = _chosen(standing.procurement.language)
    made = annexes.make(
        session,
        standing.procurement,
        record,
        Wanted(AnnexKind(kind), file_format, language, terms),
        at=transaction.received_at(),
    )
    return attachment(made.content, name=made.name, media_type=made.media_type)


@pages.get(
    "/<uuid:procurement_id>/clarifications/<int(max=9999):first>-<int(max=9999):last>.<file_format>"
)
def nota_document(procurement_id: UUID, first: int, last: int, file_format: str) -> Response:
    """One nota, or all up to one, to save: what suppliers get as well."""
    standing = standing_of(procurement_id)
    language, _ = _chosen(standing.procurement.language)
    made = nota_documents.make(
        transaction.session(),
        standing.procurement,
        Span(first, last),
        file_format=file_format,
        language=language,
    )
    return attachment(made.content, name=made.name, media_type=made.media_type)


def _chosen(language: str) -> tuple[Language, Terms]:
    """The language and the general terms that the address names, or what is usual."""
    return (
        _one_of(Language, "language", Language(language)),
        _one_of(Terms, "terms", Terms.NONE),
    )


def _one_of(choices: type[_Choice], name: str, usual: _Choice) -> _Choice:
    given = request.args.get(name, "")
    return choices(given) if given in set(choices) else usual
