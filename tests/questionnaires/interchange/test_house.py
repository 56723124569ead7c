"""What an organisation keeps is written and read back without loss."""

import json
from decimal import Decimal

import pytest
from factories.house import house_text, own_measure, own_segment
from factories.requirements import multi_choice, open_question, question, wording
from marshmallow import ValidationError

from questionnaires.house import EntryKind, kind_of
from questionnaires.interchange.house import from_data, to_data
from questionnaires.requirement_sets import Proof, ProofType
from questionnaires.wording import Wording

FULL = own_measure(
    guidance=wording("Hulp"),
    weight=Decimal("2.5"),
    proof=Proof(design=wording("Plan"), design_types=(ProofType.POLICY, ProofType.CERTIFICATE)),
    questions=(question("q1"), multi_choice("q2"), open_question("q3")),
    segments=("cloud", "own_1"),
    risk_factors=("availability",),
    is_always_asked=True,
)


@pytest.mark.parametrize(
    "entry",
    [
        house_text(guidance=Wording(en="Call us.")),
        own_measure(),
        FULL,
        own_segment(notice=wording("Let op")),
    ],
)
def test_an_entry_comes_back_as_it_went(entry):
    written = json.loads(json.dumps(to_data(entry)))
    assert from_data(kind_of(entry), written) == entry


def test_a_document_of_another_kind_is_refused():
    with pytest.raises(ValidationError):
        from_data(EntryKind.MEASURE, to_data(house_text()))
