"""Documents are made in an organisation's own house style, in every format that has one."""

import io
import zipfile

import pytest
from documents.programs import libreoffice
from factories.word_templates import paragraph, template
from factories.world import NOW

from questionnaires.annexes import AnnexKind
from questionnaires.errors import TemplateFailsError
from questionnaires.wording import Language
from supplier_portal.documents import office
from supplier_portal.documents.own import OwnTemplate
from supplier_portal.documents.word_text import text_of
from supplier_portal.services import (
    annex_templates,
    annexes,
    house_style,
    nota_documents,
    procurements,
    requirement_sets,
)
from supplier_portal.services.annexes import Wanted
from supplier_portal.services.nota_documents import Span

OWN = "Gemaakt in onze huisstijl"
TEMPLATE = OwnTemplate("x", 1, "ab" * 32, template("programme"))


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def procurement_id(world, buyer):
    return world.published(buyer)


@pytest.fixture
def make(world, buyer, procurement_id):
    """Make a document of the published revision."""

    def made(kind=AnnexKind.CONTRACT_ANNEX, file_format="docx"):
        with world.database.reading() as session:
            found = procurements.of_organisation(
                session, buyer.actor.organisation_id, procurement_id
            )
            record = requirement_sets.revision_numbered(session, procurement_id, 1)
            wanted = Wanted(kind, file_format, Language.DUTCH)
            return annexes.make(session, found, record, wanted, at=record.published_at).content

    return made


@pytest.fixture
def keep(world, buyer):
    """Keep a template with a line of its own, and commit."""

    def kept(kind=AnnexKind.CONTRACT_ANNEX, who=buyer):
        checked = annex_templates.check(kind, "eigen.docx", template(kind, more=paragraph(OWN)))
        with world.database.writing.begin() as session:
            annex_templates.keep(session, who.actor, checked, version=0, at=NOW)

    return kept


def properties(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("docProps/core.xml").decode()


def test_without_a_template_of_their_own_ours_is_used(make):
    assert OWN not in text_of(make())


def test_a_document_is_made_with_the_template_that_counts_and_says_so(make, keep):
    keep()
    made = make()
    assert OWN in text_of(made)
    assert "eigen.docx" in properties(made)
    assert "v1" in properties(made)


def test_a_template_counts_for_its_own_kind_alone(make, keep):
    keep()
    assert OWN not in text_of(make(AnnexKind.PROGRAMME))


def test_a_template_of_another_organisation_does_not_count(make, keep, world):
    keep(who=world.person("procurement"))
    assert OWN not in text_of(make())


def test_the_same_revision_and_template_give_the_same_bytes(make, keep):
    keep()
    assert make() == make()


@pytest.mark.parametrize(
    "kind", [kind for kind in annexes.OF_A_REVISION if kind != AnnexKind.CHANGE_ANNEX]
)
def test_every_kind_of_a_real_revision_can_be_made_in_house_style(make, keep, kind):
    keep(kind)
    assert OWN in text_of(make(kind))


def test_a_nota_is_made_in_house_style(keep, world, buyer, procurement_id):
    keep(AnnexKind.CLARIFICATIONS)
    world.add_clarification(buyer, procurement_id, "De begindatum is 1 juli.")
    world.nota(buyer, procurement_id)
    with world.database.reading() as session:
        found = procurements.of_organisation(session, buyer.actor.organisation_id, procurement_id)
        made = nota_documents.make(
            session, found, Span(1, 1), file_format="docx", language=Language.DUTCH
        )
    text = text_of(made.content)
    assert OWN in text
    assert "De begindatum is 1 juli." in text


@pytest.mark.slow
def test_an_odt_comes_from_the_template_too(make, keep):
    libreoffice()
    assert OWN not in "".join(office.texts_of_odt(make(file_format="odt")))
    keep()
    assert OWN in "".join(office.texts_of_odt(make(file_format="odt")))


@pytest.mark.slow
def test_a_pdf_comes_from_the_template_too():
    libreoffice()
    content = annex_templates.sample(AnnexKind.PROGRAMME, "nl")
    made = house_style.rendered(TEMPLATE, content, "pdf")
    assert made.startswith(b"%PDF-")


def test_a_workbook_knows_no_template():
    content = annex_templates.sample(AnnexKind.PROGRAMME, "nl")
    assert house_style.rendered(TEMPLATE, content, "xlsx") is None


def test_a_template_that_loses_a_text_is_to_blame():
    content = annex_templates.sample(AnnexKind.PROGRAMME, "nl")
    content["themes"][0]["requirements"][0]["title"] = "Titel {_{ die anders uitkomt"
    with pytest.raises(TemplateFailsError, match="does not hold all it should"):
        house_style.rendered(TEMPLATE, content, "docx")
