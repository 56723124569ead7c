"""This file plants faults, to see that the checks of our content find each of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from content_checks import (
    gaps,
    language_faults,
    missing_equivalents,
    missing_hints,
    odd_fractions,
    texts_of,
)

from questionnaires.knowledge.proposals import Proposal
from questionnaires.questions import Option, Question, QuestionKind, Severity
from questionnaires.requirement_sets import Proof, ProofType, RequirementKind
from questionnaires.wording import Wording

TEXT = Wording("De leverancier doet het.", "The supplier does it.")
TYPES = (ProofType.POLICY,)
BEST = Option("yes", Wording("Ja", "Yes"), Decimal(1))
WORST = Option("no", Wording("Nee", "No"), Decimal(0), TEXT, Severity.HIGH)
ASKED = Question("q1", QuestionKind.SINGLE_CHOICE, TEXT, options=(BEST, WORST))
CHECKS = (gaps, odd_fractions, missing_hints, missing_equivalents)
GOOD = Proposal(
    title=TEXT,
    text=TEXT,
    kind=RequirementKind.SCORED,
    weight=Decimal(3),
    not_applicable_allowed=False,
    proof=Proof(TEXT, TEXT, TEXT, TYPES, TYPES, TYPES),
    questions=(ASKED,),
    guidance=TEXT,
    segments=("all",),
)


def asking(**changes):
    return replace(GOOD, questions=(replace(ASKED, **changes),))


def proving(**changes):
    return replace(GOOD, proof=replace(GOOD.proof, **changes))


def choosing(*fractions):
    options = tuple(
        Option(f"o{place}", TEXT, Decimal(fraction)) for place, fraction in enumerate(fractions)
    )
    return asking(kind=QuestionKind.MULTI_CHOICE, options=options)


@pytest.mark.parametrize("check", CHECKS)
def test_good_content_passes(check):
    assert check(GOOD) == []


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        (replace(GOOD, title=Wording("Titel", "")), "title lacks a text in en"),
        (replace(GOOD, text=Wording("", "Text")), "requirement lacks a text in nl"),
        (replace(GOOD, guidance=Wording()), "guidance lacks a text in nl"),
        (proving(operation=Wording("Rapport", " ")), "proof operation lacks a text in en"),
        (proving(design_types=()), "proof design has no types"),
        (asking(wording=Wording("Vraag?", "")), "q1 lacks a text in en"),
        (asking(guidance=Wording("Uitleg", "")), "q1 guidance lacks a text in en"),
        (asking(options=(replace(BEST, label=Wording("Ja")), WORST)), "q1 yes lacks a text in en"),
        (replace(GOOD, questions=()), "it needs one to three questions"),
        (replace(GOOD, questions=(ASKED,) * 4), "it needs one to three questions"),
        (replace(GOOD, segments=()), "it has no segments"),
        (replace(GOOD, weight=Decimal(6)), "its weight is not one of 1 to 5"),
    ],
)
def test_a_gap_is_found(bad, found):
    assert found in gaps(bad)


def test_a_value_question_needs_its_unit_in_both_languages():
    bounds = {"minimum": Decimal(0), "maximum": Decimal(9), "options": ()}
    bad = asking(kind=QuestionKind.VALUE, unit=Wording("dagen", ""), **bounds)
    assert gaps(bad) == ["q1 unit lacks a text in en"]


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        (asking(options=(replace(BEST, fraction=Decimal("0.9")), WORST)), "no option that earns"),
        (choosing("0.5", "0.4"), "do not add up to 1"),
        (choosing("0.6", "0.6"), "do not add up to 1"),
    ],
)
def test_an_odd_fraction_is_found(bad, found):
    [fault] = odd_fractions(bad)
    assert found in fault


def test_options_that_add_up_are_no_fault():
    assert odd_fractions(choosing("0.2", "0.3", "0.5")) == []


@pytest.mark.parametrize(
    "change", [{"hint": Wording()}, {"hint": Wording("Risico")}, {"severity": None}]
)
def test_a_missing_hint_is_found(change):
    bad = asking(options=(BEST, replace(WORST, **change)))
    assert missing_hints(bad) == ["q1 no lacks a hint or its severity"]


@pytest.mark.parametrize(
    ("nl", "en", "count"),
    [
        ("Een certificaat.", "A statement.", 1),
        ("Een SOC 2 type II-rapport.", "A SOC 2 type II report.", 2),
        ("Een ISAE 3402-verklaring of gelijkwaardig.", "An ISAE 3402 report.", 1),
        ("ISO/IEC 27001 of gelijkwaardig.", "ISO/IEC 27001 or equivalent.", 0),
        ("Het beleid.", "The policy.", 0),
    ],
)
def test_a_name_without_its_equivalent_is_found(nl, en, count):
    assert len(missing_equivalents(proving(existence=Wording(nl, en)))) == count


def test_a_requirement_that_names_a_standard_needs_its_equivalent_too():
    bad = replace(GOOD, text=Wording("Hij volgt ISO/IEC 29147.", "It follows ISO/IEC 29147."))
    assert len(missing_equivalents(bad)) == 2


@pytest.mark.parametrize(
    "text",
    [
        Wording("The supplier does it within a week.", "The supplier does it within a week."),
        Wording("De leverancier doet het.", "De leverancier doet het."),
        Wording("De leverancier dient te melden.", "The supplier reports."),
        Wording("De leverancier meldt het middels een brief.", "The supplier writes a letter."),
        Wording("Teneinde te leren, meldt hij het.", "To learn, it reports it."),
        Wording("Lorem ipsum dolor sit amet consectetur adipiscing elit sed", "The words."),
    ],
)
def test_a_text_in_the_wrong_language_or_in_officialese_is_found(text):
    assert language_faults(text)


def test_short_labels_and_borrowed_words_are_no_fault():
    for text in (Wording("Ja", "Yes"), Wording("Zero footprint", "Zero footprint"), TEXT):
        assert language_faults(text) == []


def test_every_text_of_a_proposal_is_looked_at():
    assert set(GOOD.wordings) <= set(texts_of(GOOD).values())
    assert len(texts_of(GOOD)) == 10
