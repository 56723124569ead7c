"""This file holds a scorecard that was worked out on paper, from the rules in the design.

Scale 0, 0.2, 0.4, 0.6, 0.8, 1. "w" is a weight, "f" a fraction, "p" = w x f its points.

Theme 5
  5.01.01  w 8   single choice "started" earns 0.125                f 0.125          p 1
  5.02.01  w 4   multi choice 0.4 + 0.4                             f 0.8            p 3.2
  5.20.03  w 6   multi choice 0.4 + 0.4 + 0.4 = 1.2, clamped        f 1              p 6
  5.23.01  w 9   yes 1, no 0, unanswered 0, each w 1: 1/3           f 0.3333...      p 3
  5.30.01  w 5   "not applicable" accepted: leaves both sums        -                -
           w 27 = 8 + 4 + 6 + 9                                     p 13.2
           13.2 / 27 = 0.48888...                                   48.89 %
Theme 6
  6.01.01  w 8   value 5 between 10 and 20, below: clamped          f 0              p 0
  6.03.01  w 8   value 120 between 0 and 99.5, above: clamped       f 1              p 8
  6.05.01  w 7   value 96 between 95 and 100 (0.2, w 2) and open,
                 graded 0.8 by one reviewer (w 5): (0.4 + 4) / 7    f 0.628571...    p 4.4
  6.07.01  w 3   "not applicable" rejected                          f 0              p 0
           w 26                                                     p 12.4
           12.4 / 26 = 0.476923...                                  47.69 %
Theme 8
  8.08.01  w 12  open, graded 0.6 and 0.8, no consensus: pending    f 0 - 1          p 0 - 12
  8.16.01  w 10  choice earning 0.5, graded 0.2, consensus 0.8      f 0.8            p 8
  8.24.01  w 5   unanswered                                         f 0              p 0
  8.28.01  w 6   "bought" 0.4 (w 1) hides the second question (w 2),
                 whose old answer "yes" no longer counts            f 0.4            p 2.4
  8.29.01  w 6   "own" 1 (w 1) shows the second question (w 2),
                 which earns 0.5: (1 + 1) / 3                       f 0.6666...      p 4
  8.32.01  w 7   "not applicable" pending                           f 0 - 1          p 0 - 7
  8.34.01  w 11  open, ungraded (w 2), and yes 1 (w 1):
                 from (0 + 1) / 3 to (2 + 1) / 3                    f 0.333.. - 1    p 3.667 - 11
           w 57  low 8 + 2.4 + 4 + 3.6667 = 18.0667   high 12 + 8 + 2.4 + 4 + 7 + 11 = 44.4
           18.06667 / 57 = 0.316959...                44.4 / 57 = 0.778947...
                                                                    31.70 % - 77.89 %
Total      w 110 = 27 + 26 + 57
           low 13.2 + 12.4 + 18.0667 = 43.6667        high 13.2 + 12.4 + 44.4 = 70
           43.66667 / 110 = 0.396969...               70 / 110 = 0.636363...
                                                                    39.70 % - 63.64 %

Settled: 8.08.01 by consensus 0.6 (p 7.2), 8.34.01 graded 0.4: (0.8 + 1) / 3 = 0.6 (p 6.6).
  8.32.01 accepted: theme 8 has w 50, p 7.2 + 8 + 2.4 + 4 + 6.6 = 28.2: 56.40 %
                    total w 103, p 53.8: 0.522330...: 52.23 %
  8.32.01 rejected: theme 8 has w 57, p 28.2: 0.494736...: 49.47 %
                    total w 110, p 53.8: 0.489090...: 48.91 %
"""

from decimal import Decimal

import pytest
from factories.requirements import (
    NO,
    YES,
    informative,
    judgement,
    knock_out,
    multi_choice,
    open_question,
    question,
    requirement,
    revision,
    value_question,
    when,
)

from questionnaires.answers import Amount, Choice, Choices, NotApplicable, OpenText
from questionnaires.judgements import Applicability, Verdict, settle, verdict_subject
from questionnaires.scoring import rounded, score

BEGUN = {"done": 1, "started": "0.125"}
ORIGIN = {"own": 1, "bought": "0.4"}
DEPTH = {"yes": 1, "partly": "0.5", "no": 0}

REVISION = revision(
    requirement(
        "5.01.01", weight=8, questions=[question(fractions={"done": 1, "started": "0.125"})]
    ),
    knock_out("5.19.01"),
    requirement("5.02.01", weight=4, questions=[multi_choice()]),
    requirement("8.08.01", weight=12, questions=[open_question()]),
    requirement("5.20.03", weight=6, questions=[multi_choice()]),
    requirement("5.23.01", weight=9, questions=[question("a"), question("b"), question("c")]),
    requirement("5.30.01", weight=5, not_applicable_allowed=True),
    knock_out("5.20.01"),
    requirement("6.01.01", weight=8, questions=[value_question(minimum=10, maximum=20)]),
    requirement("6.03.01", weight=8, questions=[value_question(minimum=0, maximum="99.5")]),
    requirement(
        "6.05.01",
        weight=7,
        questions=[
            value_question("a", minimum=95, maximum=100, weight=2),
            open_question("b", weight=5),
        ],
    ),
    requirement("6.07.01", weight=3, not_applicable_allowed=True),
    informative("7.01.01"),
    requirement("8.16.01", weight=10, questions=[question(fractions=DEPTH)]),
    requirement("8.24.01", weight=5, questions=[question("a"), open_question("b")]),
    *(
        requirement(
            number,
            weight=6,
            questions=[
                question("a", fractions=ORIGIN),
                question("b", fractions=DEPTH, weight=2, shown_when=when("a", "own")),
            ],
        )
        for number in ("8.28.01", "8.29.01")
    ),
    knock_out("8.25.01", questions=[open_question()]),
    requirement("8.32.01", weight=7, not_applicable_allowed=True),
    requirement(
        "8.34.01", weight=11, questions=[open_question("a", weight=2), question("b", weight=1)]
    ),
    knock_out("8.33.01"),
)
TEXT = OpenText("We rehearse the plan every spring and keep the minutes.")
ANSWERS = {
    "5.01.01.a": Choice("started"),
    "5.02.01.a": Choices(("x", "z")),
    "5.20.03.a": Choices(("x", "y", "z")),
    "5.23.01.a": YES,
    "5.23.01.b": NO,
    "5.30.01": NotApplicable("The service has no offices."),
    "6.01.01.a": Amount(Decimal(5)),
    "6.03.01.a": Amount(Decimal(120)),
    "6.05.01.a": Amount(Decimal(96)),
    "6.05.01.b": TEXT,
    "6.07.01": NotApplicable("Nobody works remotely."),
    "7.01.01.a": YES,
    "8.08.01.a": TEXT,
    "8.16.01.a": Choice("partly"),
    "8.28.01.a": Choice("bought"),
    "8.28.01.b": Choice("yes"),
    "8.29.01.a": Choice("own"),
    "8.29.01.b": Choice("partly"),
    "8.32.01": NotApplicable("We change nothing on your side."),
    "8.34.01.a": TEXT,
    "8.34.01.b": YES,
    "5.19.01.a": YES,
    "5.20.01.a": NO,
    "8.25.01.a": TEXT,
    "8.33.01.a": YES,
}
JUDGEMENTS = [
    judgement("5.30.01", Applicability.ACCEPTED),
    judgement("6.05.01.b", "0.8"),
    judgement("6.07.01", Applicability.REJECTED),
    judgement("8.08.01.a", "0.6"),
    judgement("8.08.01.a", "0.8", reviewer="Bram"),
    judgement("8.16.01.a", "0.2"),
    judgement("8.16.01.a", "0.8", reviewer="Anna and Bram", is_consensus=True),
    judgement(verdict_subject("5.19.01"), Verdict.MEETS),
    judgement(verdict_subject("5.20.01"), Verdict.DOES_NOT_MEET),
    judgement(verdict_subject("8.25.01"), Verdict.MEETS),
    judgement(verdict_subject("8.25.01"), Verdict.DOES_NOT_MEET, reviewer="Bram"),
]
LATER = [
    judgement("8.08.01.a", "0.6", is_consensus=True),
    judgement("8.34.01.a", "0.4"),
]

#            number     fraction         points            standing
BY_HAND = """
             5.01.01    0.13             1.00              counted
             5.02.01    0.80             3.20              counted
             5.20.03    1.00             6.00              counted
             5.23.01    0.33             3.00              counted
             5.30.01    0.00             0.00              left_out
             6.01.01    0.00             0.00              counted
             6.03.01    1.00             8.00              counted
             6.05.01    0.63             4.40              counted
             6.07.01    0.00             0.00              claim_rejected
             8.08.01    0.00..1.00       0.00..12.00       counted
             8.16.01    0.80             8.00              counted
             8.24.01    0.00             0.00              counted
             8.28.01    0.40             2.40              counted
             8.29.01    0.67             4.00              counted
             8.32.01    0.00..1.00       0.00..7.00        claim_pending
             8.34.01    0.33..1.00       3.67..11.00       counted
"""


def shown(interval):
    ends = (str(rounded(interval.low)), str(rounded(interval.high)))
    return ends[0] if interval.is_settled else "..".join(ends)


def sums(card):
    """Give per theme and in total: points, applicable weight and percentage, as shown."""
    shares = {f"theme {theme.theme}": theme.share for theme in card.themes} | {"total": card.total}
    return {
        name: (shown(share.points), str(share.weight), shown(share.percentage))
        for name, share in shares.items()
    }


@pytest.fixture(scope="module")
def card():
    return score(REVISION, ANSWERS, settle(JUDGEMENTS))


def test_every_requirement_scores_what_was_worked_out_by_hand(card):
    lines = [
        [each.requirement.identifier, shown(each.fraction), shown(each.points), each.standing]
        for theme in card.themes
        for each in theme.requirements
    ]
    assert lines == [line.split() for line in BY_HAND.strip().splitlines()]


def test_every_sum_is_what_was_worked_out_by_hand(card):
    assert sums(card) == {
        "theme 5": ("13.20", "27", "48.89"),
        "theme 6": ("12.40", "26", "47.69"),
        "theme 8": ("18.07..44.40", "57", "31.70..77.89"),
        "total": ("43.67..70.00", "110", "39.70..63.64"),
    }
    assert not card.is_settled


def test_the_terms_of_a_mean_are_in_sight(card):
    (combined,) = (
        each
        for theme in card.themes
        for each in theme.requirements
        if each.requirement.identifier == "8.34.01"
    )
    terms = [
        (term.item, str(term.question.weight), shown(term.fraction), term.origin)
        for term in combined.answers
    ]
    assert terms == [
        ("8.34.01.a", "2", "0.00..1.00", "pending"),
        ("8.34.01.b", "1", "1.00", "automatic"),
    ]


def test_the_knock_outs_stand_apart(card):
    verdicts = {each.requirement.identifier: each.verdict for each in card.knock_outs}
    assert verdicts == {
        "5.19.01": "meets",
        "5.20.01": "does_not_meet",
        "8.25.01": "to_be_verified",
        "8.33.01": "to_be_verified",
    }


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            Applicability.ACCEPTED,
            {"theme 8": ("28.20", "50", "56.40"), "total": ("53.80", "103", "52.23")},
        ),
        (
            Applicability.REJECTED,
            {"theme 8": ("28.20", "57", "49.47"), "total": ("53.80", "110", "48.91")},
        ),
    ],
)
def test_once_all_is_settled_one_figure_remains(claim, expected):
    settled = settle([*JUDGEMENTS, *LATER, judgement("8.32.01", claim)])
    unchanged = {"theme 5": ("13.20", "27", "48.89"), "theme 6": ("12.40", "26", "47.69")}
    assert sums(score(REVISION, ANSWERS, settled)) == unchanged | expected
