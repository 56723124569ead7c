"""This file reads the names of a requirement from its data, as reading it whole would give them."""

from dataclasses import replace

import pytest

from questionnaires import knowledge
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.interchange import requirement as requirement_document
from questionnaires.interchange.requirement_names import Named, names_in
from questionnaires.requirement_sets import Reference
from questionnaires.wording import Wording

CATALOGUE = knowledge.load().catalogue()
REQUIREMENT = knowledge.load().requirement(CATALOGUE, CATALOGUE.by_number["5.20.03"])


@pytest.mark.parametrize("number", ["5.20.03", "8.08.01", "8.28.01"])
def test_a_requirement_is_named_as_it_is_when_read_whole(number):
    known = knowledge.load().requirement(CATALOGUE, CATALOGUE.by_number[number])
    data = requirement_document.to_data(known)
    read = requirement_document.from_data(data)
    assert names_in(data) == Named(read.identifier, read.title, (read.reference,))


def test_the_measure_of_another_norm_is_named_after_its_own():
    other = Equivalence("CSIR", "2021", "AC-2", Relation.COMBINED_WITH, Wording("Zelfde"))
    data = requirement_document.to_data(replace(REQUIREMENT, equivalence=other))
    assert names_in(data).references == (REQUIREMENT.reference, Reference("CSIR", "2021", "AC-2"))


def test_a_title_in_one_language_is_enough():
    data = requirement_document.to_data(replace(REQUIREMENT, title=Wording(nl="Eis")))
    assert names_in(data).title == Wording(nl="Eis")
