"""This file tests the document of a response, on whose digest the receipt rests."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from factories.strategies import answers_for, hostile, hostile_texts, revisions
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.declaration import TEXTS, VERSION, Declaration
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.response import (
    EvidenceReference,
    SubmittedResponse,
    answer_from_data,
    answer_to_data,
    from_document,
    to_document,
)
from questionnaires.interchange.schemas import UnreadableDocumentError

EVIDENCE = EvidenceReference("5.20.03", "verslag <2026>.pdf", "application/pdf", 1024, "e" * 64)
OTHER = EvidenceReference("5.20.03", "bijlage.pdf", "application/pdf", 2048, "f" * 64)
ANSWERS = {
    "5.20.03.a": Choice("yes", "see\nthe report"),
    "5.20.03.b": Choices(("x", "z")),
    "5.20.03.c": Amount(Decimal("99.50")),
    "5.20.03.d": OpenText("=1+1 <w:p> {{ 7 }} é"),
    "8.01.01": NotApplicable("No software is built."),
}
# Never change this: a receipt of today must still be found right in twenty years.
DOCUMENT = (
    '{"answers":{"5.20.03.a":{"explanation":"see\\nthe report","kind":"choice","option":"yes"},'
    '"5.20.03.b":{"explanation":"","kind":"choices","options":["x","z"]},'
    '"5.20.03.c":{"explanation":"","kind":"amount","number":"99.5"},'
    '"5.20.03.d":{"kind":"text","text":"=1+1 <w:p> {{ 7 }} é"},'
    '"8.01.01":{"justification":"No software is built.","kind":"not_applicable"}},'
    '"evidence":[{"digest":"' + "e" * 64 + '","media_type":"application/pdf",'
    '"name":"verslag <2026>.pdf","requirement":"5.20.03","size":1024}],'
    '"format":"supplier-portal/response/1","revision_digest":"' + "d" * 64 + '",'
    '"supplier":"Leverancier BV"}'
).encode()


def response(answers=ANSWERS, evidence=(EVIDENCE,), supplier="Leverancier BV"):
    return SubmittedResponse("d" * 64, supplier, answers, tuple(evidence))


@st.composite
def responses(draw):
    texts = hostile_texts()
    revision = draw(revisions(max_size=3))
    references = st.builds(EvidenceReference, texts, texts, texts, st.integers(0, 2**40), texts)
    return SubmittedResponse(
        revision_digest=draw(texts),
        supplier=draw(texts),
        answers=draw(answers_for(revision, text=hostile)),
        evidence=tuple(draw(st.lists(references, max_size=3))),
    )


COMPENSATED = {
    "choice": Choice("no", "not yet", "A guard at the door."),
    "choices": Choices(("x",), "", "Two people."),
    "amount": Amount(Decimal(3), "", "A second line."),
}


def changed_document(**changes):
    return json.dumps({**json.loads(DOCUMENT), **changes}).encode()


def test_a_response_is_written_as_it_always_was():
    assert to_document(response()) == DOCUMENT


def test_a_response_reads_back_as_it_was():
    assert from_document(DOCUMENT) == response()


@given(responses())
def test_any_response_reads_back_as_it_was_and_writes_the_same_again(written):
    document = to_document(written)
    read = from_document(document)
    assert read == written
    assert to_document(read) == document


@pytest.mark.parametrize("entry", ANSWERS.values(), ids=lambda entry: type(entry).__name__)
def test_an_answer_of_each_kind_reads_back_as_it_was(entry):
    assert answer_from_data(answer_to_data(entry)) == entry


@pytest.mark.parametrize("kind", COMPENSATED)
def test_a_compensating_measure_reads_back_as_it_was_and_is_named_only_where_given(kind):
    entry = COMPENSATED[kind]
    data = answer_to_data(entry)
    assert (data["kind"], data["compensation"]) == (kind, entry.compensation)
    assert answer_from_data(data) == entry
    assert "compensation" not in answer_to_data(replace(entry, compensation=""))


def test_the_order_in_which_questions_were_answered_plays_no_part():
    backwards = dict(reversed(ANSWERS.items()))
    assert to_document(response(backwards)) == to_document(response())


def test_equal_amounts_written_differently_give_the_same_document():
    written = [
        to_document(response({"5.20.03.c": Amount(Decimal(number))}))
        for number in ("1", "1.0", "1E0")
    ]
    assert len(set(written)) == 1


@pytest.mark.parametrize(
    "other",
    [
        response(supplier="Leverancier B.V."),
        response({**ANSWERS, "5.20.03.a": Choice("no", "see\nthe report")}),
        response({**ANSWERS, "5.20.03.a": Choice("yes", "see the report")}),
        response({**ANSWERS, "5.20.03.a": Choice("yes", "see\nthe report", "a guard")}),
        response({**ANSWERS, "5.20.03.b": Choices(("z", "x"))}),
        response({**ANSWERS, "5.20.03.c": Amount(Decimal("99.51"))}),
        response({key: ANSWERS[key] for key in list(ANSWERS)[1:]}),
        response(evidence=()),
        response(evidence=(OTHER,)),
        response(evidence=(EVIDENCE, OTHER)),
        response(evidence=(OTHER, EVIDENCE)),
        SubmittedResponse("c" * 64, "Leverancier BV", ANSWERS, (EVIDENCE,)),
    ],
)
def test_any_other_response_has_another_digest(other):
    assert digest(to_document(other)) != digest(DOCUMENT)


def test_evidence_in_another_order_is_another_response():
    one, other = (EVIDENCE, OTHER), (OTHER, EVIDENCE)
    assert to_document(response(evidence=one)) != to_document(response(evidence=other))


@settings(max_examples=30)
@given(hostile_texts(min_size=1), hostile_texts(min_size=1))
def test_texts_that_differ_give_documents_that_differ(one, other):
    documents = [to_document(response({"k": OpenText(text)})) for text in (one, other)]
    assert (documents[0] == documents[1]) == (one == other)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "no kind"},
        {"kind": "unknown", "text": "x"},
        {"kind": None, "text": "x"},
        {"kind": "text"},
        {"kind": "text", "text": 5},
        {"kind": "text", "text": "x", "extra": "y"},
        {"kind": "choice", "options": ["x"]},
        {"kind": "choice", "option": "x", "compensation": 5},
        {"kind": "choice", "option": "x", "explanation": None},
        {"kind": "text", "text": "x", "compensation": "y"},
        {"kind": "choices", "options": "x"},
        {"kind": "amount", "number": "NaN"},
        {"kind": "amount", "number": None},
        {"kind": "not_applicable", "justification": None},
    ],
)
def test_what_is_no_answer_is_refused(data):
    with pytest.raises(ValidationError):
        answer_from_data(data)
    with pytest.raises(UnreadableDocumentError):
        from_document(changed_document(answers={"5.20.03.a": data}))


@pytest.mark.parametrize("field", sorted(json.loads(DOCUMENT)))
def test_a_response_from_which_a_part_is_missing_is_refused(field):
    rest = json.loads(DOCUMENT)
    del rest[field]
    with pytest.raises(UnreadableDocumentError, match=field):
        from_document(json.dumps(rest).encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": []},
        {"answers": {"k": None}},
        {"evidence": [{}]},
        {"evidence": None},
        {"evidence": [{**json.loads(DOCUMENT)["evidence"][0], "size": "1024"}]},
        {"supplier": 5},
        {"extra": "field"},
    ],
)
def test_what_is_no_response_is_refused(changes):
    with pytest.raises(UnreadableDocumentError):
        from_document(changed_document(**changes))


@pytest.mark.parametrize(
    "name", ["supplier-portal/response/2", "supplier-portal/revision/1", "", None, 1, [], {}]
)
def test_a_response_of_another_format_is_refused(name):
    with pytest.raises(UnreadableDocumentError, match="format"):
        from_document(changed_document(format=name))


@pytest.mark.parametrize(
    "data", [5, "text", {"kind": []}, {"kind": {}}, [["kind", "text"], ["text", "x"]]]
)
def test_an_answer_of_a_wrong_shape_is_refused_as_the_docstring_says(data):
    with pytest.raises(ValidationError):
        answer_from_data(data)
    with pytest.raises(UnreadableDocumentError):
        from_document(changed_document(answers={"5.20.03.a": data}))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 5_000,
    ],
    ids=[
        "empty",
        "open",
        "null",
        "list",
        "text",
        "bytes",
        "deep list",
        "deep object",
        "long number",
    ],
)
def test_what_is_no_json_object_is_refused_as_the_docstring_says(document):
    with pytest.raises(UnreadableDocumentError):
        from_document(document)


def test_a_declaration_comes_back_and_what_has_none_keeps_its_bytes():
    bare = from_document(DOCUMENT)
    assert bare.declaration is None
    assert to_document(bare) == DOCUMENT
    signed = replace(bare, declaration=Declaration("Anna", "een", datetime(2026, 7, 1, tzinfo=UTC)))
    assert from_document(to_document(signed)) == signed
    assert digest(to_document(signed)) != digest(DOCUMENT)


def test_each_version_of_the_declaration_is_there_in_both_languages():
    assert VERSION in TEXTS
    assert all(text.nl and text.en for text in TEXTS.values())
    unknown = Declaration("Anna", "een", datetime(2026, 7, 1, tzinfo=UTC), "later")
    assert not unknown.text
