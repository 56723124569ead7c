"""This file plants faults, to see that the comparison with the norms finds each of them."""

import pytest
from norm_checks import amounts, missing_amounts, runs_of, shared_runs

NORM = "Een twee, drie. Vier - vijf; zes (zeven) acht negen tien elf twaalf."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("een TWEE drie vier vijf zes zeven acht, negen: tien", 1),
        ("Zo staat er: een twee drie vier vijf zes zeven acht negen tien elf.", 2),
        ("een twee drie vier vijf zes zeven acht negen en dan tien", 0),
        ("kort", 0),
    ],
)
def test_ten_words_in_a_row_are_found_in_any_case_and_punctuation(text, count):
    assert len(shared_runs(text, runs_of(NORM))) == count


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("binnen een week", "within a week"),
        ("binnen 7 dagen", "within one week"),
        ("minimaal jaarlijks", "at least yearly"),
        ("eenmaal per jaar", "once a year"),
        ("elke 12 maanden", "annually"),
        ("ieder kwartaal", "every quarter"),
        ("een halfjaar", "six months"),
        ("iedere zes maanden", "half-yearly"),
        ("drie jaar", "36 months"),
        ("maandelijks", "every month"),
        ("binnen 24 uur", "within 24 hours"),
        ("80% of 80 procent", "80 per cent"),
        ("in twee situaties", "in 2 situations"),
        ("nooit via één zone", "never through one zone"),
        ("ISO/IEC 29147:2020", "ISO/IEC 29147:2020"),
        ("zie 5.20.03 en ISO/IEC 27002:2022", "nothing at all"),
        ("1. Eerst dit\n2. dan dat", "first this, then that"),
        ("in de laatste jaren", "lately"),
    ],
)
def test_the_same_amount_is_the_same_in_both_languages(dutch, english):
    assert amounts(dutch, "nl") == amounts(english, "en")


@pytest.mark.parametrize(
    ("official", "ours", "language", "missing"),
    [
        ("uiterlijk binnen een week", "binnen twee weken", "nl", ["7 day"]),
        ("uiterlijk binnen een week", "zo snel mogelijk", "nl", ["7 day"]),
        ("drie jaar bewaard", "kept for two years", "en", ["36 month"]),
        ("een halfjaar beschikbaar", "available for a year", "en", ["6 month"]),
        ("minimaal jaarlijks", "regularly", "en", ["12 month"]),
        ("binnen 24 uur", "binnen 48 uur", "nl", ["24 hour"]),
        ("minstens 95% op tijd", "bijna altijd op tijd", "nl", ["95 %"]),
        ("in twee situaties", "in sommige situaties", "nl", ["2"]),
        ("binnen een week", "within a week, or 8 hours", "en", []),
    ],
)
def test_an_amount_that_is_not_in_ours_is_found(official, ours, language, missing):
    assert missing_amounts(official, ours, language) == missing
