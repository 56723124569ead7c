"""This file tests that the reasons of a proposal read as a sentence in both languages."""

from dataclasses import replace

import pytest
from factories.house import own_measure
from factories.profiles import CASE_SYSTEM, risk_profiles
from hypothesis import given

from questionnaires import knowledge
from questionnaires.proposal_changes import Change, difference
from questionnaires.proposal_words import reasons_in_words, words
from questionnaires.proposing import Line, Reason, ReasonKind, propose, propose_own
from questionnaires.risk_profile import Level
from questionnaires.segments import Segment
from questionnaires.wording import Wording

KNOWN = knowledge.load()
BIO2 = KNOWN.catalogue()


def told(*reasons, is_proposed=False, number="5.01.01"):
    return words(Line(number, is_proposed, tuple(Reason(*reason) for reason in reasons)), KNOWN)


def told_for(profile, number):
    return words(propose(profile, KNOWN, BIO2).by_number[number], KNOWN)


def test_a_proposal_names_what_is_bought_and_at_stake():
    assert told(
        (ReasonKind.SEGMENT, "cloud"),
        (ReasonKind.RISK_FACTOR, "personal_data"),
        is_proposed=True,
    ) == Wording(
        "voorgesteld: clouddiensten, persoonsgegevens", "proposed: cloud services, personal data"
    )


def test_what_a_supplement_and_a_risk_factor_both_say_is_said_once():
    twice = ((ReasonKind.SEGMENT, "privacy"), (ReasonKind.RISK_FACTOR, "personal_data"))
    assert told(*twice, is_proposed=True).nl == "voorgesteld: persoonsgegevens"


def test_an_abbreviation_keeps_its_capitals():
    assert told((ReasonKind.SEGMENT, "ot_iot"), is_proposed=True).nl == "voorgesteld: OT en IoT"


@pytest.mark.parametrize(
    ("keys", "dutch", "english"),
    [
        (["cloud"], "clouddiensten", "cloud services"),
        (["cloud", "hardware"], "clouddiensten of apparatuur", "cloud services or hardware"),
        (
            ["cloud", "hardware", "software", "middleware", "ot_iot"],
            "clouddiensten, apparatuur, softwarepakketten, middleware of OT en IoT",
            "cloud services, hardware, software packages, middleware or OT and IoT",
        ),
        (
            ["cloud", "hardware", "software", "middleware", "ot_iot", "ot"],
            "clouddiensten, apparatuur, softwarepakketten, middleware of 2 andere",
            "cloud services, hardware, software packages, middleware or 2 others",
        ),
    ],
)
def test_of_a_long_list_the_first_are_named_and_the_others_counted(keys, dutch, english):
    found = told(*((ReasonKind.NO_SEGMENT, key) for key in keys))
    assert found == Wording(
        f"niet voorgesteld: hoort bij {dutch}", f"not proposed: goes with {english}"
    )


def test_what_would_have_to_be_at_stake_is_named():
    assert told((ReasonKind.NO_RISK_FACTOR, "care"), (ReasonKind.NO_RISK_FACTOR, "ot")) == Wording(
        "niet voorgesteld: hier speelt niet: zorg voor mensen of besturing van techniek",
        "not proposed: not at stake here: care for people or control of physical processes",
    )


@pytest.mark.parametrize(
    ("number", "dutch"),
    [
        ("5.20.01", "voorgesteld: hoort in elk contract"),
        ("5.24.06", "niet voorgesteld: verplaatst naar 5.21.05"),
        ("5.21.01", "niet voorgesteld: vervallen"),
        ("8.08.06", "niet voorgesteld: zie 5.24.08"),
        ("5.22.02", f"niet voorgesteld: {KNOWN.reasons['5.22.02'].nl}"),
    ],
)
def test_what_no_profile_changes_is_told_too(number, dutch):
    assert told_for(CASE_SYSTEM, number).nl == dutch


def test_for_classified_information_the_sentence_says_whom_to_involve():
    secret = replace(CASE_SYSTEM, segments=frozenset({"cloud", "classified"}))
    found = told_for(secret, "8.13.01")
    assert "gerubriceerde informatie" in found.nl
    assert "security officer" in found.en


def test_a_change_of_the_profile_is_told_by_what_made_the_difference():
    urgent = replace(CASE_SYSTEM, availability=Level.HIGH)
    before, after = (propose(profile, KNOWN, BIO2) for profile in (CASE_SYSTEM, urgent))
    found = {change.number: change for change in difference(before, after).joining}
    assert reasons_in_words(found["8.14.01"], KNOWN).nl == "beschikbaarheid is belangrijk"
    gone = Change("5.23.01", (Reason(ReasonKind.SEGMENT, "cloud"),))
    assert reasons_in_words(gone, KNOWN).en == "cloud services"


@given(risk_profiles())
def test_every_line_reads_as_one_sentence_in_both_languages(profile):
    for line in propose(profile, KNOWN, BIO2).lines:
        found = words(line, KNOWN)
        assert found.nl.startswith("voorgesteld: " if line.is_proposed else "niet voorgesteld: ")
        assert found.en.startswith("proposed: " if line.is_proposed else "not proposed: ")
        for text in (found.nl, found.en):
            assert ", ," not in text
            assert not text.endswith((" ", ","))


def test_every_kind_of_reason_has_words():
    keys = {
        ReasonKind.SEGMENT: "cloud",
        ReasonKind.NO_SEGMENT: "cloud",
        ReasonKind.RISK_FACTOR: "care",
        ReasonKind.NO_RISK_FACTOR: "care",
    }
    found = [told((kind, keys.get(kind, "5.01.01")), number="5.22.02") for kind in ReasonKind]
    assert all(len(text.nl) > len("niet voorgesteld: ") for text in found)


def test_a_segment_that_no_longer_counts_is_still_told():
    own = own_measure(segments=("own_1",))
    for profile in (CASE_SYSTEM, replace(CASE_SYSTEM, segments=frozenset({"own_1"}))):
        [line] = propose_own(profile, [own])
        assert "een inkooponderdeel dat niet meer telt" in words(line, KNOWN).nl


def test_a_title_in_one_language_is_told_in_both():
    known = replace(KNOWN, segments=(Segment("own_1", Wording(en="Ships"), Wording()),))
    [line] = propose_own(CASE_SYSTEM, [own_measure(segments=("own_1",))])
    assert words(line, known).nl == "niet voorgesteld: hoort bij ships"
