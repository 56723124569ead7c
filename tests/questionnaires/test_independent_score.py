"""This file compares the scorecard with a second scorer, on procurements nobody thought of."""

import math
import runpy
from fractions import Fraction
from pathlib import Path

from factories.strategies import ALL_KINDS, SCORED, judgements_for, procurements
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.judgements import settle
from questionnaires.scoring import Standing, rounded, score

figures = runpy.run_path(str(Path(__file__).with_name("independent_score.py")))["figures"]


@st.composite
def judged_procurements(draw):
    revision, answers = draw(procurements(kinds=(*SCORED, *ALL_KINDS)))
    return revision, answers, draw(judgements_for(revision, answers))


def figures_of(card):
    """Give the code's figures under the names of the second scorer."""
    found = {"total": card.total.percentage, "points total": card.total.points}
    for theme in card.themes:
        found[f"theme {theme.theme}"] = theme.share.percentage
        found[f"points theme {theme.theme}"] = theme.share.points
        for each in theme.requirements:
            if each.standing is not Standing.LEFT_OUT:
                found[f"fraction {each.requirement.identifier}"] = each.fraction
                found[f"points {each.requirement.identifier}"] = each.points
    return {
        name: None if interval is None else (interval.low, interval.high)
        for name, interval in found.items()
    }


def half_up(exact):
    return Fraction(math.floor(exact * 100 + Fraction(1, 2)), 100)


@settings(max_examples=max(400, settings.default.max_examples))
@given(judged_procurements())
def test_every_figure_is_the_one_a_second_scorer_finds(procurement):
    revision, answers, judgements = procurement
    expected = figures(revision, answers, judgements)
    found = figures_of(score(revision, answers, settle(judgements)))
    assert found.keys() == expected.keys()
    for name, exact in expected.items():
        assert (found[name] is None) == (exact is None), name
        for figure, truth in zip(found[name] or (), exact or (), strict=True):
            assert figure == truth, name
            assert Fraction(rounded(figure)) == half_up(truth), name
