"""This file holds the risk profiles of worked cases, and lets hypothesis think up others."""

from decimal import Decimal

from hypothesis import strategies as st

from questionnaires import knowledge
from questionnaires.risk_profile import Information, Level, RiskProfile, Storage

CASE_SYSTEM = RiskProfile(
    segments=frozenset({"cloud"}),
    information=frozenset(
        {Information.INTERNAL, Information.PERSONAL, Information.SPECIAL_PERSONAL}
    ),
    availability=Level.NORMAL,
    integrity=Level.HIGH,
    confidentiality=Level.HIGH,
    internet_facing=True,
    network_access=False,
    premises_access=False,
    storage=Storage.INSIDE_EEA,
    development=False,
    ot=False,
    care=False,
    chain_role=False,
    sub_suppliers=True,
    term_in_months=48,
    value_in_euro=Decimal(600000),
)
DEVELOPERS = RiskProfile(
    segments=frozenset({"staffing"}),
    information=frozenset({Information.INTERNAL, Information.PERSONAL}),
    availability=Level.NORMAL,
    integrity=Level.NORMAL,
    confidentiality=Level.NORMAL,
    internet_facing=False,
    network_access=True,
    premises_access=True,
    storage=Storage.NOWHERE,
    development=True,
    ot=False,
    care=False,
    chain_role=False,
    sub_suppliers=False,
    term_in_months=12,
    value_in_euro=Decimal(900000),
)
PUMPING_STATIONS = RiskProfile(
    segments=frozenset({"ot_iot"}),
    information=frozenset({Information.INTERNAL}),
    availability=Level.HIGH,
    integrity=Level.HIGH,
    confidentiality=Level.NORMAL,
    internet_facing=False,
    network_access=True,
    premises_access=True,
    storage=Storage.NOWHERE,
    development=False,
    ot=True,
    care=False,
    chain_role=False,
    sub_suppliers=True,
    term_in_months=60,
    value_in_euro=Decimal(2000000),
)
DRAWING_PACKAGE = RiskProfile(
    segments=frozenset({"software"}),
    information=frozenset({Information.OPEN}),
    availability=Level.NORMAL,
    integrity=Level.NORMAL,
    confidentiality=Level.NORMAL,
    internet_facing=False,
    network_access=False,
    premises_access=False,
    storage=Storage.NOWHERE,
    development=False,
    ot=False,
    care=False,
    chain_role=False,
    sub_suppliers=False,
    term_in_months=12,
    value_in_euro=Decimal(8000),
)

SEGMENTS = tuple(segment.key for segment in knowledge.load().segments)
# Each factor by what a buyer answers to bring it about.
ANSWERS_AT_STAKE = {
    "personal_data": {"information": frozenset({Information.PERSONAL})},
    "special_personal_data": {"information": frozenset({Information.SPECIAL_PERSONAL})},
    "confidentiality": {"confidentiality": Level.HIGH},
    "integrity": {"integrity": Level.HIGH},
    "availability": {"availability": Level.HIGH},
    "internet_facing": {"internet_facing": True},
    "network_access": {"network_access": True},
    "premises_access": {"premises_access": True},
    "data_abroad": {"storage": Storage.OUTSIDE_EEA},
    "development": {"development": True},
    "sub_suppliers": {"sub_suppliers": True},
    "long_term": {"term_in_months": 24},
    "ot": {"ot": True},
    "care": {"care": True},
    "chain_role": {"chain_role": True},
}
_ANSWERS = st.none() | st.booleans()
_LEVELS = st.none() | st.sampled_from(Level)


def risk_profiles():
    """Draw what a buyer could answer, nothing to everything."""
    return st.builds(
        RiskProfile,
        segments=st.frozensets(st.sampled_from(SEGMENTS), max_size=5),
        information=st.frozensets(st.sampled_from(Information)),
        **dict.fromkeys(("availability", "integrity", "confidentiality"), _LEVELS),
        **dict.fromkeys(("internet_facing", "network_access", "premises_access"), _ANSWERS),
        storage=st.none() | st.sampled_from(Storage),
        **dict.fromkeys(("development", "ot", "care", "chain_role", "sub_suppliers"), _ANSWERS),
        term_in_months=st.none() | st.integers(1, 120),
        value_in_euro=st.none() | st.integers(0, 10**7).map(Decimal),
    )


def unclassified_profiles():
    """Draw profiles for which the service makes a proposal of its own."""
    return risk_profiles().filter(lambda profile: not profile.is_classified)
