"""A risk profile is written and read back without loss."""

import json

import pytest
from factories.profiles import CASE_SYSTEM, DEVELOPERS, PUMPING_STATIONS
from marshmallow import ValidationError

from questionnaires.interchange.risk_profile import from_data, to_data
from questionnaires.risk_profile import RiskProfile


@pytest.mark.parametrize(
    "profile",
    [RiskProfile(), CASE_SYSTEM, DEVELOPERS, PUMPING_STATIONS],
    ids=["empty", "case system", "developers", "pumping stations"],
)
def test_a_profile_comes_back_as_it_went(profile):
    assert from_data(json.loads(json.dumps(to_data(profile)))) == profile


def test_equal_profiles_give_equal_data():
    one = RiskProfile(segments=frozenset({"cloud", "hosting", "software"}))
    other = RiskProfile(segments=frozenset({"software", "hosting", "cloud"}))
    assert json.dumps(to_data(one)) == json.dumps(to_data(other))


def test_what_no_answer_can_be_is_refused():
    with pytest.raises(ValidationError):
        from_data({"availability": "enormous"})
