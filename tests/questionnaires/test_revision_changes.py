"""A change after publication is told part by part, and says which answers still stand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factories.requirements import (
    YES,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    revision,
    value_question,
    wording,
)

from questionnaires.answers import Amount, Choice, NotApplicable, OpenText
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.requirement_sets import Proof, ProofType, RequirementKind
from questionnaires.revision_changes import (
    CODED,
    Part,
    RequirementChangeKind,
    asks_the_same,
    carried,
    changes,
)
from questionnaires.word_difference import PieceKind
from questionnaires.wording import Language, Wording

BASE = requirement("5.20.03", not_applicable_allowed=True)


def replaced_by(relation, reason="Zorg"):
    return Equivalence("NEN 7510-2", "2024", "5.20", relation, Wording(nl=reason))


def parts(before, after):
    [found] = changes(revision(before), revision(after, number=2))
    return [(part.part, part.before, part.after) for part in found.parts]


def test_the_same_requirements_are_no_change():
    assert changes(revision(BASE), revision(BASE, number=2)) == ()


def test_what_came_and_went_is_told_the_gone_last():
    before = revision(requirement("5.01.01"), BASE)
    after = revision(BASE, requirement("8.01.01"), number=2)
    found = [(item.identifier, item.kind) for item in changes(before, after)]
    assert found == [
        ("8.01.01", RequirementChangeKind.ADDED),
        ("5.01.01", RequirementChangeKind.DROPPED),
    ]


def test_another_order_changes_nothing_for_who_answers():
    one, other = requirement("5.01.01"), requirement("8.01.01")
    assert changes(revision(one, other), revision(other, one, number=2)) == ()


def test_a_changed_text_is_told_word_by_word_in_each_language():
    after = replace(BASE, text=Wording("De leverancier toont dit maandelijks aan.", BASE.text.en))
    [found] = changes(revision(BASE), revision(after, number=2))
    [part] = found.parts
    assert (part.part, part.language) == (Part.TEXT, Language.DUTCH)
    told = [(piece.kind, piece.text) for piece in part.pieces]
    assert (PieceKind.REMOVED, "jaarlijks") in told
    assert (PieceKind.ADDED, "maandelijks") in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            {"kind": RequirementKind.KNOCK_OUT, "weight": Decimal(0)},
            [(Part.KIND, "scored", "knock_out"), (Part.WEIGHT, "1", "0")],
            id="kind",
        ),
        pytest.param({"weight": Decimal(10)}, [(Part.WEIGHT, "1", "10")], id="weight"),
        pytest.param(
            {"not_applicable_allowed": False}, [(Part.NOT_APPLICABLE, "yes", "no")], id="way out"
        ),
        pytest.param(
            {"proof": Proof(design_types=(ProofType.POLICY, ProofType.CERTIFICATE))},
            [(Part.PROOF_TYPES, "", "policy,certificate")],
            id="kinds of proof",
        ),
        pytest.param(
            {"proof": Proof(operation=Wording(nl="Log"))},
            [(Part.OPERATION, "", "Log")],
            id="proof",
        ),
        pytest.param(
            {"equivalence": replaced_by(Relation.REPLACES)},
            [
                (Part.RELATION, "", "replaces"),
                (Part.EQUIVALENCE, "", "NEN 7510-2 2024, 5.20\nZorg"),
                (Part.EQUIVALENCE, "", "NEN 7510-2 2024, 5.20"),
            ],
            id="equivalence",
        ),
    ],
)
def test_every_part_that_changes_is_told(change, told):
    assert parts(BASE, replace(BASE, **change)) == told


def test_a_question_is_compared_with_all_that_it_offers():
    before = replace(BASE, questions=(multi_choice("a", fractions={"x": "0.5", "y": "0.5"}),))
    after = replace(BASE, questions=(multi_choice("a", fractions={"x": "0.25", "y": "0.5"}),))
    found = parts(before, after)
    assert found == [
        (Part.QUESTION, "Vraag a?\n– x (50%)\n– y (50%)", "Vraag a?\n– x (25%)\n– y (50%)")
    ] * len(Language)


def test_the_bounds_of_a_question_are_part_of_it():
    before = replace(BASE, questions=(value_question(unit=wording("dagen")),))
    after = replace(BASE, questions=(value_question(unit=wording("dagen"), maximum=30),))
    assert parts(before, after)[0][1:] == ("Vraag a?\n0 – 100 dagen", "Vraag a?\n0 – 30 dagen")


def test_a_question_that_goes_is_told():
    before = replace(BASE, questions=(question("a"), question("b")))
    found = parts(before, BASE)
    assert found[0] == (Part.QUESTION, "Vraag b?\n– yes (100%)\n– no (0%)", "")


def test_a_change_that_no_text_shows_is_still_told():
    before = replace(BASE, questions=(question("a", weight=1), question("b", weight=1)))
    after = replace(BASE, questions=(question("a", weight=2), question("b", weight=1)))
    assert parts(before, after) == [(Part.DETAILS, "", "")]


def test_values_have_no_language_and_texts_have_one():
    after = replace(BASE, weight=Decimal(3), text=wording("Anders."))
    [found] = changes(revision(BASE), revision(after, number=2))
    assert all((part.language is None) == (part.part in CODED) for part in found.parts)


def test_answers_to_what_is_asked_the_same_stand():
    answers = {"5.20.03": NotApplicable("Geen gegevens"), "5.20.03.a": YES}
    found = carried(
        revision(BASE), revision(replace(BASE, weight=Decimal(5)), knock_out(), number=2), answers
    )
    assert found.kept == set(answers)
    assert not found.to_confirm | found.left_behind


def test_answers_to_a_requirement_that_changed_are_to_be_looked_at_again():
    after = replace(BASE, text=wording("Anders."))
    found = carried(revision(BASE), revision(after, number=2), {"5.20.03.a": YES})
    assert (found.kept, found.to_confirm) == (frozenset(), {"5.20.03.a"})


@pytest.mark.parametrize(
    ("after", "answer"),
    [
        pytest.param(requirement("5.01.01"), YES, id="the requirement went"),
        pytest.param(replace(BASE, questions=(open_question(),)), YES, id="another kind"),
        pytest.param(
            replace(BASE, questions=(question(fractions={"yes": 1, "partly": 0}),)),
            Choice("no"),
            id="the option went",
        ),
    ],
)
def test_an_answer_that_fits_nothing_any_more_is_left_behind(after, answer):
    found = carried(revision(BASE), revision(after, number=2), {"5.20.03.a": answer})
    assert found.left_behind == {"5.20.03.a"}
    assert not found.kept | found.to_confirm


def test_a_limit_in_words_is_told_and_an_answer_beyond_it_is_to_be_shortened_not_lost():
    before = replace(BASE, questions=(open_question("a"),))
    after = replace(BASE, questions=(open_question("a", longest_words=10),))
    assert parts(before, after)[0][1:] == ("Vraag a?", "Vraag a?\n≤ 10 woorden")
    answers = {"5.20.03.a": OpenText("woord " * 11)}
    found = carried(revision(before), revision(after, number=2), answers)
    assert found.to_confirm == {"5.20.03.a"}


def test_a_claim_is_left_behind_once_it_is_not_allowed_any_more():
    after = replace(BASE, not_applicable_allowed=False)
    found = carried(revision(BASE), revision(after, number=2), {"5.20.03": NotApplicable("Nee")})
    assert found.left_behind == {"5.20.03"}


def test_every_answer_is_in_exactly_one_group():
    before = revision(
        BASE, requirement("5.01.01", questions=[value_question(), open_question("b")]), knock_out()
    )
    after = revision(
        replace(BASE, title=wording("Anders")), requirement("5.01.01"), knock_out(), number=2
    )
    answers = {
        "5.20.03.a": YES,
        "5.01.01.a": Amount(Decimal(3)),
        "5.01.01.b": OpenText("Ja"),
        "5.20.01.a": YES,
    }
    found = carried(before, after, answers)
    groups = [found.kept, found.to_confirm, found.left_behind]
    assert sorted(key for group in groups for key in group) == sorted(answers)


def test_another_kind_asks_something_else():
    assert asks_the_same(BASE, replace(BASE, weight=Decimal(7)))
    assert not asks_the_same(
        BASE, replace(BASE, kind=RequirementKind.INFORMATIVE, weight=Decimal(0))
    )
    assert not asks_the_same(None, BASE)
