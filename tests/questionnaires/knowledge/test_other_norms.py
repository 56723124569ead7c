"""This file tests the catalogues of other norms: their structure, and titles of our own."""

from collections import Counter
from importlib.resources import files

import pytest
from content_checks import language_faults

from questionnaires import knowledge
from questionnaires.catalogue import Theme
from questionnaires.knowledge import norms
from questionnaires.knowledge.tables import InvalidContentError

KNOWN = knowledge.load()
NORMS = {catalogue.norm: catalogue for catalogue in KNOWN.other_norms()}
NORM = """
norm = "XYZ"
edition = "1"
theme = "8"
[[groups]]
key = "A"
title.nl = "Groep"
title.en = "Group"
[[measures]]
number = "A-1"
group = "A"
title.nl = "Eerste"
title.en = "First"
"""


def test_every_file_is_a_norm_with_a_name_and_an_edition():
    there = {item.name for item in files(norms).iterdir() if item.name.endswith(".toml")}
    assert there == set(norms.FILES)
    assert set(NORMS) == {"NEN 7510-2", "IEC 62443-3-3"}


def test_nen_7510_follows_the_93_controls_of_iso_27002():
    nen = NORMS["NEN 7510-2"]
    assert nen.controls == KNOWN.controls
    assert [measure.number for measure in nen.measures] == [item.number for item in nen.controls]
    assert {measure.theme for measure in nen.measures} == set(Theme)


def test_iec_62443_has_seven_foundational_requirements_with_their_system_requirements():
    iec = NORMS["IEC 62443-3-3"]
    counted = Counter(control.group for control in iec.controls)
    assert [group.key for group in iec.groups] == [f"FR{number}" for number in range(1, 8)]
    assert [counted[group.key] for group in iec.groups] == [13, 12, 9, 3, 4, 2, 8]
    assert all(item.number.startswith(f"SR-{item.group[2]}.") for item in iec.controls)
    assert len({item.number for item in iec.controls}) == 51


@pytest.mark.parametrize("catalogue", NORMS.values(), ids=list(NORMS))
def test_each_measure_can_be_asked_by_its_number(catalogue):
    for measure in catalogue.measures:
        asked = KNOWN.requirement(catalogue, measure)
        assert asked.title == measure.title
        assert asked.theme is measure.theme
        assert f"{catalogue.name}, {measure.number}" in asked.text.nl
        assert catalogue.of_control(measure.control) == (measure,)


def test_every_title_is_there_in_its_own_language():
    texts = [item.title for each in NORMS.values() for item in (*each.groups, *each.controls)]
    assert all(text.nl and text.en for text in texts)
    assert [found for text in texts for found in language_faults(text)] == []


def test_a_norm_that_is_right_is_read():
    read = norms.read("xyz.toml", NORM, ())
    assert (read.name, read.controls[0].group) == ("XYZ 1", "A")


@pytest.mark.parametrize(
    ("fault", "planted", "told"),
    [
        ('group = "A"', 'group = "B"', "xyz.toml, A-1: group is unknown B"),
        ('theme = "8"', 'theme = "9"', "xyz.toml, xyz.toml: theme is unknown 9"),
        ('title.en = "First"', "", "xyz.toml, A-1, title: en is missing"),
        ('edition = "1"', "", "xyz.toml, xyz.toml: edition is missing"),
    ],
)
def test_a_fault_in_a_norm_is_refused(fault, planted, told):
    with pytest.raises(InvalidContentError) as caught:
        norms.read("xyz.toml", NORM.replace(fault, planted), ())
    assert str(caught.value) == told
