"""This file tests the one document of a revision, and the digest that names it."""

import copy
import json
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum

import pytest
from factories.requirements import (
    knock_out,
    multi_choice,
    open_question,
    options,
    purchase,
    question,
    requirement,
    requirement_set,
    revision,
    value_question,
    when,
    wording,
)
from factories.strategies import hostile, revisions
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.catalogue import Theme
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.errors import (
    InvalidQuestionError,
    InvalidRequirementError,
    QuestionnaireError,
    UnsafeTextError,
)
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.requirement import from_data, to_data
from questionnaires.interchange.revision import digest_of, from_document, to_document
from questionnaires.interchange.schemas import UnreadableDocumentError
from questionnaires.questions import Severity
from questionnaires.requirement_sets import Proof, ProofType, Reference
from questionnaires.revisions import publish
from questionnaires.wording import Wording

OLDER = revision(
    requirement(
        weight="2.5",
        questions=[
            question("a", guidance=wording("Toelichting")),
            multi_choice("b", weight=3, shown_when=when("a", "yes", "no")),
            value_question("c", minimum=1, maximum=9, unit=wording("dagen")),
            open_question("d"),
        ],
        not_applicable_allowed=True,
        proof=Proof(wording("Beleid"), wording("Register"), wording("Verslag")),
    ),
    knock_out("8.01.01"),
)
# Of the same revision, before requirements had guidance and options had hints.
DIGEST_OF_OLDER = "0918c2ad1106405423467c7972802c0959a6d0747b0814d23cce2e890d2144b9"
YES, NO = options({"yes": 1, "no": 0})
HIGH = Severity.HIGH
RICH = replace(
    OLDER,
    requirements=(
        replace(
            OLDER.requirements[0],
            guidance=wording("Noem het document"),
            questions=(
                question("a", options=(YES, replace(NO, hint=wording("Risico"), severity=HIGH))),
                *OLDER.requirements[0].questions[1:],
            ),
            proof=replace(
                OLDER.requirements[0].proof,
                design_types=(ProofType.POLICY, ProofType.CERTIFICATE),
                existence_types=(ProofType.AUDIT_REPORT,),
                operation_types=(ProofType.ASSURANCE_REPORT, ProofType.DEMONSTRATION),
            ),
        ),
        *OLDER.requirements[1:],
    ),
)
SMALL = revision(
    requirement(
        weight="2.50",
        questions=[question(fractions={"yes": "1.0", "no": "0.00"})],
        text=Wording(nl="De leverancier toont €1 aan."),
    ),
    scale=revision().scale[::5],
)
# Never change this: an old digest must still be found in twenty years.
SMALL_DOCUMENT = (
    '{"catalogue":"BIO2 1.3","catalogue_digest":"' + "c" * 64 + '",'
    '"format":"supplier-portal/revision/1","formula":"absolute-weighted-mean","number":1,'
    '"purchase":{"buyer":"Gemeente Voorbeeld","language":"nl","reference":"2026-017",'
    '"title":"Zaaksysteem"},'
    '"requirements":[{"identifier":"5.20.03","kind":"scored","not_applicable_allowed":false,'
    '"proof":{"design":{"en":"","nl":""},"existence":{"en":"","nl":""},'
    '"operation":{"en":"","nl":""}},'
    '"questions":[{"guidance":{"en":"","nl":""},"key":"a","kind":"single_choice",'
    '"options":[{"fraction":"1","key":"yes","label":{"en":"yes","nl":"yes"}},'
    '{"fraction":"0","key":"no","label":{"en":"no","nl":"no"}}],'
    '"unit":{"en":"","nl":""},"weight":"1","wording":{"en":"Vraag a?","nl":"Vraag a?"}}],'
    '"reference":{"edition":"1.3","norm":"BIO2","number":"5.20.03"},'
    '"text":{"en":"","nl":"De leverancier toont €1 aan."},'
    '"title":{"en":"Titel 5.20.03","nl":"Titel 5.20.03"},"weight":"2.5"}],'
    '"scale":[{"fraction":"0","label":{"en":"Absent or unusable",'
    '"nl":"Niet ingevuld of onbruikbaar"}},'
    '{"fraction":"1","label":{"en":"Excellent","nl":"Uitstekend"}}]}'
).encode()


def with_one_thing_changed(value):
    """Give copies of a value that each differ from it in exactly one place."""
    if is_dataclass(value):
        for field in fields(value):
            for other in with_one_thing_changed(getattr(value, field.name)):
                changed = copy.copy(value)
                object.__setattr__(changed, field.name, other)  # no rule may stop us
                yield changed
    elif isinstance(value, tuple):
        for place, member in enumerate(value):
            for other in with_one_thing_changed(member):
                yield (*value[:place], other, *value[place + 1 :])
        yield from (value[::-1], value[:-1]) if len(value) > 1 else ()
    else:
        yield from _other_values(value)


def _other_values(value):
    match value:
        case bool():
            return [not value]
        case StrEnum():
            return [next(other for other in type(value) if other is not value)]
        case str():
            return [f"{value}.", f"\u00ad{value[1:]}"]
        case int():
            return [value + 1]
        case Decimal():
            return [value + Decimal("0.001")]
        case _:
            return []


def changed_document(**changes):
    return json.dumps({**json.loads(SMALL_DOCUMENT), **changes}).encode()


def test_a_revision_is_written_as_it_always_was():
    assert to_document(SMALL) == SMALL_DOCUMENT


def test_a_document_from_before_guidance_and_hints_keeps_its_bytes():
    assert to_document(from_document(SMALL_DOCUMENT)) == SMALL_DOCUMENT
    assert digest_of(from_document(to_document(OLDER))) == DIGEST_OF_OLDER


def test_a_revision_is_named_by_the_digest_of_its_document():
    assert digest_of(SMALL) == digest(SMALL_DOCUMENT)


def test_a_revision_with_everything_in_it_reads_back_as_it_was():
    assert from_document(to_document(RICH)) == RICH


@settings(max_examples=25)
@given(revisions(text=hostile, max_size=2))
def test_any_revision_reads_back_as_it_was_and_writes_the_same_again(written):
    document = to_document(written)
    read = from_document(document)
    assert read == written
    assert to_document(read) == document


@pytest.mark.parametrize("written", RICH.requirements)
def test_a_requirement_by_itself_reads_back_as_it_was(written):
    assert from_data(json.loads(json.dumps(to_data(written)))) == written


OF_ANOTHER_NORM = revision(
    requirement(
        identifier="NIST-AC-2-1",
        reference=Reference("NIST", "5", "AC-2(1)"),
        explicit_theme=Theme.TECHNOLOGICAL,
        equivalence=Equivalence(
            "NEN 7510-2", "2024", "5.18", Relation.COMBINED_WITH, wording("Zorg vraagt meer")
        ),
    )
)


def test_a_requirement_of_another_norm_keeps_its_theme_and_equivalence():
    document = to_document(OF_ANOTHER_NORM)
    kept = json.loads(document)["requirements"][0]
    assert kept["theme"] == "8"
    assert kept["equivalence"]["relation"] == "combined_with"
    assert from_document(document) == OF_ANOTHER_NORM


def test_what_a_number_tells_or_is_absent_leaves_no_trace_in_a_document():
    [kept] = json.loads(to_document(SMALL))["requirements"]
    assert kept.keys() & {"theme", "explicit_theme", "equivalence"} == set()
    told = replace(SMALL.requirements[0], explicit_theme=SMALL.requirements[0].theme)
    assert to_data(told) == kept


@pytest.mark.parametrize(
    "equivalence", [{}, "NEN", {"norm": "NEN", "edition": "1", "number": "5.1", "reason": {}}]
)
def test_an_equivalence_that_is_none_is_refused(equivalence):
    with pytest.raises(UnreadableDocumentError):
        from_document(changed_document(requirements=[{**FIRST, "equivalence": equivalence}]))


def test_an_unsafe_reason_of_equivalence_is_not_published():
    [chosen] = OF_ANOTHER_NORM.requirements
    unsafe = replace(chosen.equivalence, reason=Wording("\x00", "reason"))
    with pytest.raises(UnsafeTextError):
        revision(replace(chosen, equivalence=unsafe))


def test_publishing_twice_gives_the_same_digest():
    chosen = requirement_set(requirement("8.01.01"), requirement("5.01.01"))
    twice = [publish(chosen, purchase=purchase(), number=1) for _ in range(2)]
    assert digest_of(twice[0]) == digest_of(twice[1])


def test_each_changed_character_weight_order_or_fraction_gives_another_digest():
    changed = list(with_one_thing_changed(RICH))
    assert len(changed) > 200
    digests = {digest_of(each) for each in [RICH, *changed]}
    assert len(digests) == len(changed) + 1


@settings(max_examples=20)
@given(revisions(text=hostile, max_size=1), st.data())
def test_any_change_to_any_revision_gives_another_digest(published, data):
    changed = data.draw(st.sampled_from(list(with_one_thing_changed(published))))
    assert (digest_of(changed) == digest_of(published)) == (changed == published)


@pytest.mark.parametrize("weight", ["1", "1.0", "1.000", "1E0", "0.1E1", "10E-1"])
def test_equal_numbers_written_differently_give_the_same_digest(weight):
    one = revision(requirement(weight=1, questions=[question(weight=1)]))
    other = revision(requirement(weight=weight, questions=[question(weight=weight)]))
    assert digest_of(other) == digest_of(one)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff",
        pytest.param(b"[" * 100_000, id="deep list"),
        pytest.param(b'{"format":' * 100_000, id="deep object"),
        pytest.param(b"1" * 5_000, id="long number"),
        changed_document(number="1"),
        changed_document(number=1.5),
        changed_document(unknown="field"),
        changed_document(requirements=None),
        changed_document(requirements={}),
        changed_document(requirements=[{}]),
        changed_document(scale=[{"fraction": "NaN", "label": {}}]),
        changed_document(scale=[{"fraction": None, "label": {}}]),
        changed_document(catalogue=5),
        changed_document(number=float("nan")),
        changed_document(purchase={**json.loads(SMALL_DOCUMENT)["purchase"], "language": "de"}),
    ],
)
def test_what_is_no_revision_is_refused(document):
    with pytest.raises(UnreadableDocumentError):
        from_document(document)


@pytest.mark.parametrize("field", sorted(json.loads(SMALL_DOCUMENT)))
def test_a_document_from_which_a_part_is_missing_is_refused(field):
    rest = json.loads(SMALL_DOCUMENT)
    del rest[field]
    with pytest.raises(UnreadableDocumentError, match=field):
        from_document(json.dumps(rest).encode())


@pytest.mark.parametrize(
    "name", ["supplier-portal/revision/2", "supplier-portal/response/1", "", None, 1, [], {}]
)
def test_a_document_of_another_format_is_refused(name):
    with pytest.raises(UnreadableDocumentError, match="format"):
        from_document(changed_document(format=name))


def test_a_document_that_cannot_be_read_is_an_error_of_the_domain():
    with pytest.raises(QuestionnaireError, match="This document cannot be read: "):
        from_document(b"{")


FIRST = json.loads(SMALL_DOCUMENT)["requirements"][0]
ASKED = FIRST["questions"][0]


@pytest.mark.parametrize(
    "contradiction",
    [
        {"weight": "0"},
        {"weight": "-1"},
        {"weight": "1000000000000000"},
        {"kind": "knock_out"},
        {"identifier": "5.20.03?"},
        {"reference": {**FIRST["reference"], "number": "5/1"}},
        {"questions": []},
        {"questions": [ASKED, ASKED]},
        {"questions": [{**ASKED, "key": "A"}]},
        {"questions": [{**ASKED, "weight": "0"}]},
        {"questions": [{**ASKED, "options": ASKED["options"][:1]}]},
        {"questions": [{**ASKED, "kind": "value"}]},
        {"questions": [{**ASKED, "shown_when": {"question": "a", "any_of": ["yes"]}}]},
    ],
)
def test_a_requirement_that_contradicts_itself_is_refused_as_the_docstring_says(contradiction):
    assert from_document(changed_document(requirements=[FIRST])) == SMALL
    with pytest.raises(UnreadableDocumentError):
        from_document(changed_document(requirements=[{**FIRST, **contradiction}]))


@pytest.mark.parametrize(
    ("build", "refusal"),
    [
        (lambda: requirement(identifier=""), InvalidRequirementError),
        (
            lambda: requirement(reference=Reference("BIO2", "1.3", "5/1")),
            InvalidRequirementError,
        ),
        (lambda: requirement(questions=[question("")]), InvalidQuestionError),
        (lambda: requirement(weight="Infinity"), InvalidRequirementError),
    ],
    ids=["identifier", "number", "key", "weight"],
)
def test_what_could_not_be_read_back_cannot_be_published(build, refusal):
    with pytest.raises(refusal):
        revision(build())


def test_a_copy_with_one_thing_changed_is_not_the_same():
    assert all(changed != RICH for changed in with_one_thing_changed(RICH))
    assert replace(RICH) == RICH


def test_a_limit_in_words_is_written_where_there_is_one_and_read_back():
    asked = requirement(questions=[open_question("a", longest_words=200), open_question("b")])
    data = to_data(asked)
    assert [each.get("longest_words", "-") for each in data["questions"]] == [200, "-"]
    assert from_data(data) == asked
