"""A PDF that LibreOffice makes in house style is given out only when a reader sees all its text."""

import copy

import pytest
from documents.programs import libreoffice

from questionnaires.annex_samples import sample
from questionnaires.annexes import AnnexKind
from questionnaires.errors import TemplateFailsError, UnprintableTextError
from questionnaires.wording import Language
from supplier_portal.documents import office, own, printed
from supplier_portal.documents.office import OfficeFormat
from supplier_portal.documents.own import OwnTemplate
from supplier_portal.services import annex_templates

NASTY = "a  b   c\ttab\nregel & < > \"é\" '{{ 7*7 }}' ]]> \u00ad\u00a0x 😀 e\u0301 =1+1 ﬁ office"
LONG = "lang\u00adwoord\u00ad" * 60
HIEROGLYPH = "\U00013000"


@pytest.fixture(autouse=True)
def installed():
    libreoffice()


def content_of(kind, text=None):
    content = sample(kind, Language.DUTCH)
    if text is not None:
        content["themes"][0]["requirements"][0]["text"] = text
    return content


def printed_pdf(content):
    template = OwnTemplate("x", 1, "ab" * 32, annex_templates.starter(AnnexKind(content["kind"])))
    return office.convert(own.render(template, content), OfficeFormat.PDF)


@pytest.mark.slow
@pytest.mark.parametrize("kind", AnnexKind)
def test_a_pdf_of_each_kind_holds_all_of_its_text(kind):
    content = content_of(kind)
    printed.prove(printed_pdf(content), content)


@pytest.mark.slow
def test_signs_that_are_hard_to_print_come_through():
    content = content_of(AnnexKind.CONTRACT_ANNEX, f"{NASTY} {LONG}")
    printed.prove(printed_pdf(content), content)


@pytest.mark.slow
def test_a_pdf_that_lost_one_letter_is_refused():
    content = content_of(AnnexKind.CONTRACT_ANNEX, "Binnen 24 uur.")
    pdf = printed_pdf(content)
    expected = copy.deepcopy(content)
    expected["themes"][0]["requirements"][0]["text"] = "Binnen 240 uur."
    with pytest.raises(TemplateFailsError):
        printed.prove(pdf, expected)


@pytest.mark.slow
def test_a_letter_for_which_a_box_would_be_drawn_is_refused():
    content = content_of(AnnexKind.CONTRACT_ANNEX, f"Een teken: {HIEROGLYPH}.")
    with pytest.raises(TemplateFailsError, match="box"):
        printed.prove(printed_pdf(content), content)


@pytest.mark.slow
def test_text_from_right_to_left_is_refused_by_name():
    content = content_of(AnnexKind.CONTRACT_ANNEX, "שלום")
    with pytest.raises(UnprintableTextError):
        printed.prove(printed_pdf(content), content)
