"""This file tests what every kind of annex says: plain texts, nothing missing, in one language."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from factories.annexes import EN, NL, contents, publication
from factories.requirements import (
    informative,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    revision,
    value_question,
    when,
    wording,
)

from questionnaires.annexes import AnnexKind, content_hash, texts_of
from questionnaires.annexes.moments import moment
from questionnaires.annexes.programme import programme
from questionnaires.annexes.questionnaire import questionnaire
from questionnaires.equivalences import Equivalence, Relation
from questionnaires.requirement_sets import Proof, ProofType
from questionnaires.wording import Wording

KINDS = [kind.value for kind in AnnexKind]
AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def requirements_of(content):
    return [item for theme in content["themes"] for item in theme["requirements"]]


def are_plain(part):
    if isinstance(part, dict):
        return all(isinstance(key, str) and are_plain(value) for key, value in part.items())
    if isinstance(part, list):
        return all(map(are_plain, part))
    return type(part) is str


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", [NL, EN])
def test_a_content_is_texts_lists_and_tables_and_says_of_what_it_is(kind, language):
    content = contents(language=language)[kind]
    assert are_plain(content)
    assert content["kind"] == kind
    assert content["procurement"]["buyer"] == "Gemeente Voorbeeld"
    assert (content["revision"], content["catalogue"]) == ("1", "BIO2 1.3")
    assert len(content["digest"]) == 64


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_languages_have_the_same_parts_and_no_label_in_common_by_accident(kind):
    dutch, english = (contents(language=language)[kind] for language in (NL, EN))
    assert dutch.keys() == english.keys()
    assert dutch["labels"].keys() == english["labels"].keys()
    assert dutch["labels"]["heading"] != english["labels"]["heading"]
    assert (dutch["language"], english["language"]) == ("nl-NL", "en-GB")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_revision_has_the_same_hash_and_another_text_another_one(kind):
    same, again = contents()[kind], contents()[kind]
    assert content_hash(same) == content_hash(again)
    other = contents(revision(requirement(title=wording("Anders"))))[kind]
    assert content_hash(other) != content_hash(same)


def test_every_text_of_a_content_is_told_but_what_became_of_a_piece():
    content = {"a": "een", "b": [{"mark": "added", "text": "twee"}, "drie"], "c": {"d": "vier"}}
    assert texts_of(content) == ["een", "twee", "drie", "vier"]


def test_a_programme_tells_how_many_points_there_are_and_how_they_are_earned():
    of = revision(
        requirement("5.20.03", weight="2.5"), requirement("8.08.01", weight=1), knock_out()
    )
    told = "\n".join(programme(of, publication(), NL)["scoring"])
    assert "3,5 punten" in told
    assert "Eisen (1)" in told
    assert "3.5 points" in "\n".join(programme(of, publication(), EN)["scoring"])


def test_a_programme_without_points_says_nothing_of_points():
    told = "\n".join(programme(revision(knock_out()), publication(), NL)["scoring"])
    assert "punten te verdienen" not in told
    assert "voldoet niet" in told


def test_a_programme_shows_the_scale_on_which_open_answers_are_judged():
    scale = programme(revision(), publication(), NL)["scale"]
    assert scale[0] == {"fraction": "0 %", "label": "Niet ingevuld of onbruikbaar"}
    assert [grade["fraction"] for grade in scale] == [
        "0 %",
        "20 %",
        "40 %",
        "60 %",
        "80 %",
        "100 %",
    ]


def test_a_deadline_is_the_same_moment_in_the_zone_of_the_procurement():
    told = publication(deadline_at=AT, time_zone="Europe/Amsterdam")
    assert programme(revision(), told, NL)["deadline"] == (
        "woensdag 25 november 2026 10:30 (CET, Europe/Amsterdam)"
    )
    assert programme(revision(), publication(), NL)["deadline"] == ""


def test_seconds_are_told_only_where_there_are_any():
    assert "10:30:05" in moment(AT + timedelta(seconds=5), "Europe/Amsterdam", EN)
    assert "10:30 " in moment(AT, "Europe/Amsterdam", EN)


def test_requirements_stand_by_theme_and_in_their_own_order():
    of = revision(requirement("8.08.01"), requirement("5.20.03"), informative("8.01.01"))
    content = programme(of, publication(), NL)
    assert [theme["title"] for theme in content["themes"]] == ["Organisatie", "Technologie"]
    found = [item["identifier"] for item in requirements_of(content)]
    assert found == ["5.20.03", "8.08.01", "8.01.01"]


def test_a_requirement_says_what_it_asks_weighs_and_wants_shown():
    asked = requirement(
        weight="1.50",
        guidance=wording("Wees concreet."),
        proof=Proof(
            design=wording("het beleid"),
            operation=wording("een rapport"),
            design_types=(ProofType.POLICY,),
            operation_types=(ProofType.ASSURANCE_REPORT, ProofType.AUDIT_REPORT),
        ),
        equivalence=Equivalence("NEN 7510-2", "2024", "A.5", Relation.REPLACES, wording("zorg")),
    )
    [line] = requirements_of(programme(revision(asked), publication(), NL))
    assert (line["weight"], line["kind"], line["guidance"]) == ("1,5", "Wens", "Wees concreet.")
    assert line["reference"] == "BIO2 1.3, 5.20.03"
    assert [(item["level"], item["text"]) for item in line["proof"]] == [
        ("Opzet", "het beleid"),
        ("Werking", "een rapport"),
    ]
    assert line["evidence"] == (
        "Opzet: beleid, bij de inschrijving; Werking: een auditrapport, elk jaar"
    )
    assert line["equivalence"] == "Vervangt NEN 7510-2 2024, A.5: zorg"


def test_a_text_that_is_there_in_one_language_only_is_told_in_that_language():
    of = revision(requirement(text=Wording(nl="Alleen Nederlands.")))
    [line] = requirements_of(programme(of, publication(), EN))
    assert line["text"] == "Alleen Nederlands."


def test_a_questionnaire_tells_every_question_and_when_it_is_asked():
    first = question("a", fractions={"yes": 1, "no": 0})
    later = multi_choice("b", shown_when=when("a", "yes"), guidance=wording("Alles telt."))
    amount = value_question("c", minimum=0, maximum=Decimal("99.5"), unit=wording("%"))
    short = open_question("d", longest_words=200)
    of = revision(requirement(questions=(first, later, amount, short)))
    [line] = requirements_of(questionnaire(of, publication(), NL))
    told = {item["item"]: item for item in line["questions"]}
    assert told["5.20.03.a"]["options"] == ["yes", "no"]
    assert told["5.20.03.a"]["guidance"] == ""
    assert told["5.20.03.b"]["guidance"] == (
        "Alleen als bij 5.20.03.a is gekozen: yes.\nAlles telt."
    )
    assert told["5.20.03.c"]["kind"] == "Geef een getal: 0 – 99,5 %"
    assert told["5.20.03.d"]["kind"] == "Antwoord in eigen woorden: hoogstens 200 woorden"
