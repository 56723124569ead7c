"""This file makes documents in a house style, and in formats that come from a Word document."""

from collections.abc import Callable, Mapping

from questionnaires.annexes import AnnexContent, AnnexKind
from supplier_portal.documents import office, own, proof, word
from supplier_portal.documents.office import OfficeFormat
from supplier_portal.documents.own import OwnTemplate
from supplier_portal.services import annex_templates

_ODT = "odt"


def open_text(content: AnnexContent) -> bytes:
    """An ODT made with the template that comes with the service.

    Raises ConversionError, or LostTextError when a text of the content is not in it.
    """
    kind = AnnexKind(content["kind"])
    document = office.convert(word.render(annex_templates.starter(kind), content), OfficeFormat.ODT)
    body, *beside = office.texts_of_odt(document)
    proof.refuse_loss(content, body, beside)
    return document


def rendered(template: OwnTemplate, content: AnnexContent, file_format: str) -> bytes | None:
    """A document made with an organisation's own template; None for a format without templates.

    Raises TemplateFailsError or ConversionError.
    """
    made_by = _OWN.get(file_format)
    return made_by(template, content) if made_by else None


def _own_word(template: OwnTemplate, content: AnnexContent) -> bytes:
    return own.render(template, content)


def _own_open_text(template: OwnTemplate, content: AnnexContent) -> bytes:
    document = office.convert(_own_word(template, content), OfficeFormat.ODT)
    found = "".join(office.texts_of_odt(document))
    own.prove(found, content)
    return document


def _own_pdf(template: OwnTemplate, content: AnnexContent) -> bytes:
    # What reads PDFs is an extra: without it there is no PDF.
    from supplier_portal.documents import printed  # noqa: PLC0415

    document = office.convert(_own_word(template, content), OfficeFormat.PDF)
    printed.prove(document, content)
    return document


_WITH_OFFICE: Mapping[str, Callable[[OwnTemplate, AnnexContent], bytes]] = {
    _ODT: _own_open_text,
    "pdf": _own_pdf,
}
_OWN = {"docx": _own_word, **(_WITH_OFFICE if office.is_available() else {})}
