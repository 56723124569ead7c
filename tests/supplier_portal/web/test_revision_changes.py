"""What a revision changed is told in words, each part by its name and in its language."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factories.requirements import requirement, revision, wording

from questionnaires.equivalences import Equivalence, Relation
from questionnaires.requirement_sets import Proof, ProofType, RequirementKind
from questionnaires.revision_changes import changes
from questionnaires.wording import Wording
from supplier_portal.web.revision_changes import told_changes

BASE = requirement("5.20.03", not_applicable_allowed=True)
OTHER = Equivalence("NEN 7510-2", "2024", "5.20", Relation.REPLACES, Wording(nl="Zorg"))


def told(app, after, before=BASE):
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        [view] = told_changes(changes(revision(before), revision(after, number=2)), "nl")
        return [(part.name, part.before, part.after) for part in view.parts]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            {"kind": RequirementKind.INFORMATIVE, "weight": Decimal(0)},
            [("Kind", "Scored", "For information"), ("Points", "1.00", "0.00")],
            id="kind",
        ),
        pytest.param(
            {"not_applicable_allowed": False},
            [('May be "not applicable"', "yes", "no")],
            id="way out",
        ),
        pytest.param(
            {"proof": Proof(design_types=(ProofType.POLICY, ProofType.PENETRATION_TEST))},
            [("Kinds of proof: Design", "", "policy, penetration test")],
            id="kinds of proof",
        ),
        pytest.param(
            {"text": wording("Anders.")},
            [("Text", "", ""), ("Text in English", "", "")],
            id="both languages",
        ),
        pytest.param(
            {"equivalence": OTHER},
            [
                ("Measure of another norm", "none", "replaces the measure"),
                ("Measure of another norm", "", ""),
                ("Measure of another norm in English", "", ""),
            ],
            id="another norm",
        ),
    ],
)
def test_a_part_is_told_by_its_name_with_its_values_in_words(app, change, words):
    assert told(app, replace(BASE, **change)) == words


def test_only_a_text_is_shown_word_by_word(app):
    after = replace(BASE, text=wording("Anders."), weight=Decimal(2))
    with app.test_request_context("/"):
        [view] = told_changes(changes(revision(BASE), revision(after, number=2)), "nl")
    assert [part.is_text for part in view.parts] == [False, True, True]


def test_what_came_and_went_is_named(app):
    before, after = revision(BASE), revision(requirement("8.01.01"), number=2)
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        found = [
            (view.requirement.identifier, view.what)
            for view in told_changes(changes(before, after), "nl")
        ]
    assert found == [("8.01.01", "new"), ("5.20.03", "no longer asked")]
