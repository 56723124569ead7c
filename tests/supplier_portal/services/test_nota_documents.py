"""The documents of notas say what was published, to the letter, and the same to whoever asks."""

import pytest
from factories.annexes import NL
from factories.asking import ANSWER, QUESTION

from questionnaires.annexes import content_hash
from questionnaires.wording import Language
from supplier_portal.documents import word
from supplier_portal.services import annexes, nota_documents, notas
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.nota_documents import Span

OWN_ACCORD = "De begindatum is 1 juli.\nDe einddatum blijft gelijk."


@pytest.fixture
def told(scene):
    """The scene with two notas: a question about a requirement, and a word of the buyer."""
    world = scene.world
    world.ask_by(scene.buyer, scene.procurement_id)
    question = world.ask(scene.supplier, scene.response_id, QUESTION, "BIO2-5.20.05")
    world.draft_answer(scene.buyer, scene.procurement_id, question)
    world.nota(scene.buyer, scene.procurement_id)
    world.add_clarification(scene.buyer, scene.procurement_id, OWN_ACCORD)
    world.nota(scene.buyer, scene.procurement_id)
    return scene


def made(scene, span, *, file_format="docx", language=NL):
    with scene.database.reading() as session:
        return nota_documents.make(
            session,
            scene.procurement(session),
            span,
            file_format=file_format,
            language=language,
        )


def content(scene, span, language=NL):
    with scene.database.reading() as session:
        procurement = scene.procurement(session)
        published = notas.published(session, procurement.id)
        return nota_documents.content_of(procurement, published, span, language)


def test_there_is_one_document_for_each_nota_and_one_for_all_of_them(told):
    with told.database.reading() as session:
        found = nota_documents.offered(session, told.procurement(session), NL)
    assert [item.span for item in found] == [Span(1, 2), Span(2, 2), Span(1, 1)]
    assert [item.content_hash for item in found] == [
        content_hash(content(told, item.span)) for item in found
    ]
    assert len({item.content_hash for item in found}) == 3


def test_without_a_nota_there_is_no_document(scene):
    with scene.database.reading() as session:
        assert nota_documents.offered(session, scene.procurement(session), NL) == []
    with pytest.raises(NotFoundError):
        made(scene, Span(1, 1))


@pytest.mark.parametrize(
    "span",
    [Span(0, 0), Span(3, 3), Span(1, 3), Span(2, 1), Span(0, 2)],
    ids=["none", "not yet", "too many", "backwards", "from nothing"],
)
def test_a_document_of_notas_that_are_not_there_is_not_found(told, span):
    with pytest.raises(NotFoundError):
        made(told, span)


def test_a_nota_says_what_was_asked_about_what_and_what_was_answered(told):
    [nota] = content(told, Span(1, 1))["notas"]
    [item] = nota["clarifications"]
    assert (item["number"], item["requirement"]) == ("1.1", "BIO2-5.20.05")
    assert (item["question"], item["answer"]) == (QUESTION, ANSWER)
    assert item["title"]
    assert (nota["number"], nota["revision"]) == ("1", "1")


def test_a_nota_names_its_digest_and_the_heading_its_number(told):
    one, both = content(told, Span(2, 2)), content(told, Span(1, 2))
    with told.database.reading() as session:
        first, second = notas.published(session, told.procurement_id)
    assert one["digest"] == both["digest"] == second.digest
    assert [item["digest"] for item in both["notas"]] == [first.digest, second.digest]
    assert one["labels"]["heading"] == "Nota van inlichtingen 2"
    assert both["labels"]["heading"] == "Nota van inlichtingen 1 tot en met 2"
    english = content(told, Span(1, 2), Language.ENGLISH)
    assert english["labels"]["heading"] == "Clarifications 1 to 2"


@pytest.mark.parametrize("file_format", [key for key in annexes.FORMATS if key != "odt"])
def test_every_format_is_made_and_the_same_twice(told, file_format):
    once, again = (made(told, Span(1, 2), file_format=file_format) for _ in range(2))
    assert once == again
    assert once.name == f"REF-1-1-2-nota-van-inlichtingen-nl.{file_format}"


def test_a_word_file_holds_every_question_and_answer(told):
    document = made(told, Span(1, 2)).content
    text = word.text_of(document)
    assert all(part in text for part in (QUESTION, ANSWER, OWN_ACCORD, "BIO2-5.20.05"))
    assert "Mededeling van de opdrachtgever" in text


def test_a_later_nota_leaves_the_documents_of_earlier_ones_as_they_are(told):
    before = made(told, Span(1, 2)).content
    told.world.add_clarification(told.buyer, told.procurement_id, "Nog iets.")
    told.world.nota(told.buyer, told.procurement_id)
    told.world.amended(told.buyer, told.procurement_id, text="Anders dan eerst.")
    assert made(told, Span(1, 2)).content == before
    assert "Nog iets." in word.text_of(made(told, Span(1, 3)).content)
