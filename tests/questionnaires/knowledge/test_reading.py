"""This file tests that content files with something wrong in them are refused, with the place."""

from importlib.resources import files

import pytest

from questionnaires import knowledge
from questionnaires.catalogue import Catalogue, Measure, MeasureStatus, Source
from questionnaires.knowledge.tables import InvalidContentError
from questionnaires.questions import Severity
from questionnaires.requirement_sets import ProofType

MEASURE = """
[[controls]]
number = "5.20"
title.nl = "Afspraken"
title.en = "Terms"
[[controls.measures]]
number = "5.20.01"
status = "active"
title.nl = "Titel"
title.en = "Title"
supplier = true
requirement.nl = "De leverancier doet het."
requirement.en = "The supplier does it."
guidance.nl = "Zeg hoe."
guidance.en = "Say how."
kind = "scored"
weight = "3"
not_applicable = false
always = true
segments = ["all", "cloud"]
risk_factors = ["care"]
proof.design.nl = "Beleid."
proof.design.en = "Policy."
proof.design.types = ["policy"]
proof.existence.nl = "Register."
proof.existence.en = "Register."
proof.existence.types = ["demonstration", "own_statement"]
proof.operation.nl = "Rapport."
proof.operation.en = "Report."
proof.operation.types = ["audit_report"]
[[controls.measures.questions]]
key = "q1"
kind = "single_choice"
wording.nl = "Doet u het?"
wording.en = "Do you do it?"
[[controls.measures.questions.options]]
key = "yes"
label.nl = "Ja"
label.en = "Yes"
fraction = "1"
[[controls.measures.questions.options]]
key = "no"
label.nl = "Nee"
label.en = "No"
fraction = "0"
hint.nl = "Risico."
hint.en = "Risk."
severity = "high"
[[controls.measures.questions]]
key = "q2"
kind = "value"
wording.nl = "Hoe vaak?"
wording.en = "How often?"
minimum = "0"
maximum = "12"
unit.nl = "keer"
unit.en = "times"
shown_when.question = "q1"
shown_when.any_of = ["yes"]
[[controls.measures]]
number = "5.20.02"
status = "active"
title.nl = "Eigen werk"
title.en = "Own work"
supplier = false
reason.nl = "Dat doet de overheid zelf."
reason.en = "Government does this itself."
[[controls.measures]]
number = "5.20.03"
status = "moved"
target = "5.20.01"
"""
SEGMENTS = """
[[segments]]
key = "cloud"
title.nl = "Cloud"
title.en = "Cloud"
description.nl = "Diensten."
description.en = "Services."
[[risk_factors]]
key = "care"
title.nl = "Zorg"
title.en = "Care"
why.nl = "Mensen."
why.en = "People."
"""
FACTS = """
[categories]
"5.20.01" = { carried_over = true, names = ["basic_hygiene"] }
[article_21_2]
"5.20" = ["a", "d"]
"""
PROFILE = """
[[questions]]
key = "storage"
kind = "one"
wording.nl = "Waar?"
wording.en = "Where?"
why.nl = "Wetten."
why.en = "Laws."
[[questions.options]]
key = "nowhere"
label.nl = "Nergens"
label.en = "Nowhere"
[[questions]]
key = "care"
kind = "yes_no"
wording.nl = "Zorg?"
wording.en = "Care?"
why.nl = "Mensen."
why.en = "People."
"""
FIRST_THEME = "organisational.toml"


def read(measure=MEASURE, *, segments=SEGMENTS, facts=FACTS, profile=PROFILE, theme="theme = 5\n"):
    empty = dict.fromkeys(knowledge.THEME_FILES, "theme = 6\ncontrols = []")
    special = {
        FIRST_THEME: theme + measure,
        "segments.toml": segments,
        "facts.toml": facts,
        "profile.toml": profile,
    }
    return knowledge.read({**empty, **special})


def refusal_of(**texts):
    with pytest.raises(InvalidContentError) as caught:
        read(**texts)
    return str(caught.value)


def test_everything_a_file_says_arrives():
    known = read()
    asked = known.proposals["5.20.01"]
    assert (asked.segments, asked.risk_factors) == (("all", "cloud"), ("care",))
    assert asked.is_always_asked
    assert asked.guidance.en == "Say how."
    assert asked.proof.existence_types == (ProofType.DEMONSTRATION, ProofType.OWN_STATEMENT)
    best, worst = asked.questions[0].options
    assert (best.severity, worst.severity) == (None, Severity.HIGH)
    assert worst.hint.nl == "Risico."
    assert known.reasons["5.20.02"].en == "Government does this itself."
    assert known.measures[2].target == "5.20.01"
    assert known.letters_of("5.20") == ("a", "d")
    assert known.letters_of("5.21") == ()
    assert known.facts.carried_over == {"5.20.01"}
    where, care = known.profile_questions
    assert [option.label.nl for option in where.options] == ["Nergens"]
    assert (care.key, care.why.en, care.options) == ("care", "People.", ())


@pytest.mark.parametrize(
    ("fault", "planted", "told"),
    [
        ('["all", "cloud"]', '["all", "clod"]', "5.20, 5.20.01: segments is unknown clod"),
        ('["all", "cloud"]', '["all", "all"]', "5.20, 5.20.01: segments names something twice"),
        ('["care"]', '["cure"]', "5.20, 5.20.01: risk_factors is unknown cure"),
        ('["policy"]', '["promise"]', "5.20, 5.20.01, proof, design: types is unknown promise"),
        ('"high"', '"huge"', "5.20, 5.20.01, q1, no: severity is unknown huge"),
        ('severity = "high"', "", "5.20, 5.20.01, q1, no: severity is missing"),
        ('hint.en = "Risk."\n', "", "5.20, 5.20.01, q1, no, hint: en is missing"),
        ('hint.en = "Risk."', 'hint.en = " "', "5.20, 5.20.01, q1, no: hint lacks a text"),
        ('weight = "3"', "", "5.20, 5.20.01: weight is missing"),
        ('weight = "3"', 'weight = "much"', "5.20, 5.20.01: weight is no number much"),
        ('weight = "3"', "weight = 3", "5.20, 5.20.01: weight is not of the right kind"),
        ('kind = "scored"', 'kind = "wish"', "5.20, 5.20.01: kind is unknown wish"),
        ("always = true", "allways = true", "5.20, 5.20.01: allways is not known here"),
        ('guidance.nl = "Zeg hoe."\n', "", "5.20, 5.20.01, guidance: nl is missing"),
        (
            'fraction = "0"',
            'fraction = "2"',
            "5.20, 5.20.01, q1: Question q1: the fraction of an option",
        ),
        ('minimum = "0"', 'minimum = "99"', "5.20, 5.20.01, q2: Question q2: it needs a minimum"),
        ('"active"', '"activ"', "5.20, 5.20.01: status is unknown activ"),
        ('target = "5.20.01"', 'title.nl = "X"', "5.20, 5.20.03: title is not known here"),
        ('reason.nl = "Dat', 'because.nl = "Dat', "5.20, 5.20.02, reason: nl is missing"),
    ],
)
def test_a_fault_is_refused_with_file_and_number(fault, planted, told):
    assert fault in MEASURE
    refusal = refusal_of(measure=MEASURE.replace(fault, planted, 1))
    assert refusal.startswith(f"{FIRST_THEME}, {told}")


def test_a_control_without_measures_is_refused():
    measure = MEASURE.replace("controls.measures", "controls.measure")
    assert refusal_of(measure=measure) == f"{FIRST_THEME}, 5.20: measures is missing"


def test_faults_in_the_other_files_are_refused_too():
    twice = SEGMENTS + SEGMENTS[: SEGMENTS.index("[[risk_factors]]")]
    assert refusal_of(segments=twice) == "segments.toml, segments.toml: segments has a key twice"
    odd = SEGMENTS.replace("why.nl", "wy.nl")
    assert refusal_of(segments=odd).startswith("segments.toml, care, why: nl is missing")
    unknown = FACTS.replace("basic_hygiene", "hygiene")
    assert "facts.toml, categories, 5.20.01: names is unknown hygiene" in refusal_of(facts=unknown)
    assert "5.20 is unknown z" in refusal_of(facts=FACTS.replace('"d"', '"z"'))
    assert "facts.toml" in refusal_of(facts="[categories")
    silent = PROFILE.replace('why.en = "People."', 'why.en = " "')
    assert (
        refusal_of(profile=silent) == "profile.toml, care: why lacks a text in one of the languages"
    )
    assert "questions has a key twice" in refusal_of(profile=PROFILE.replace('"care"', '"storage"'))
    assert "care: options is not known here" in refusal_of(profile=PROFILE + "options = []")


def test_the_files_are_found_where_the_package_is():
    folder = files("questionnaires.knowledge")
    there = {item.name for item in folder.iterdir() if item.name.endswith(".toml")}
    assert there == set(knowledge.FILES)


def test_an_unknown_measure_is_asked_by_its_number_alone():
    known = read()
    measure = Measure("5.20.09", MeasureStatus.ACTIVE)
    bio2 = Catalogue("BIO2", "1.4", Source.OFFICIAL, (), (measure,))
    asked = known.requirement(bio2, measure)
    assert asked.title == known.title_of_control("5.20")
    assert "BIO2 1.4, 5.20.09" in asked.text.nl


def test_a_number_of_another_norm_is_not_mistaken_for_ours():
    known = read()
    measure = Measure("5.20.01", MeasureStatus.ACTIVE)
    other = Catalogue("XYZ", "1", Source.OFFICIAL, (), (measure,))
    assert known.requirement(other, measure).text.en.startswith("For the service delivered")
    assert known.reason(other, "5.20.02") is None
    assert known.reason(known.catalogue(), "5.20.02").en.startswith("Government")
