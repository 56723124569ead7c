"""This file argues three purchases in words, and tests that the service proposes what they need.

Each number stands with the argument for or against it, read beside what BIO2 1.3 asks under that
number, or, where BIO2 leaves the control to it, beside the subject of ISO/IEC 27002. The profiles
are in factories/profiles.py. A fourth, small purchase shows that a proposal is a choice.
"""

from dataclasses import replace

import pytest
from factories.profiles import (
    CASE_SYSTEM,
    DEVELOPERS,
    DRAWING_PACKAGE,
    PUMPING_STATIONS,
)

from questionnaires import knowledge
from questionnaires.proposing import propose
from questionnaires.requirement_sets import RequirementKind
from questionnaires.risk_profile import Information, Level, problem_of

KNOWN = knowledge.load()
BIO2 = KNOWN.catalogue()
EVERY_CONTRACT = {
    "5.20.01": "the requirements of the request become terms of the contract",
    "5.20.03": "the supplier shows every year that it meets them, examined by others",
    "5.20.04": "the buyer may examine it itself and have it audited",
    "5.20.05": "the supplier is open about vulnerabilities and incidents",
    "5.20.06": "there is a way out of the contract before it is signed",
    "5.21.03": "the requirements bind whoever the supplier leans on",
    "5.23.01": "should any part run in a cloud: grounds to end it, and changes told in time",
}

# A municipality has its cases handled in a service over the internet: youth care and benefits, so
# with health and criminal data. A wrong decision or a leak harms people. A day without it does not:
# counters work on paper and catch up. The supplier runs on the data centre of another, in the EEA,
# for four years. It does not develop for the municipality and does not enter its network.
CASE_SYSTEM_NEEDS = {
    **EVERY_CONTRACT,
    "5.34.01": "personal data of residents, of whom the municipality is the controller",
    "5.14.01": "reachable over the internet, so the mandatory standards apply, and internet.nl",
    "5.14.02": "sensitive data over the web calls for certificates that name the organisation",
    "5.17.01": "accounts reachable over the internet need more than a password",
    "5.18.01": "whoever makes an administrator account unseen can read every file",
    "8.02.01": "those rights are looked at again every quarter",
    "8.03.02": "a caseworker may only see the cases of his own task: it is sensitive data",
    "8.08.01": "a serious vulnerability on the internet cannot wait for longer than a week",
    "8.08.05": "every release of an internet-facing system has a penetration test",
    "8.10.01": "cases are erased when their retention period ends, also in copies",
    "8.11.01": "health and criminal data is masked where nobody needs to see whose it is",
    "8.13.01": "a case is evidence: backups that ransomware cannot reach, whatever the downtime",
    "8.15.01": "who looked into which case must be told afterwards: log lines that say enough",
    "8.16.03": "an attack on the environment must be noticed",
    "8.21.04": "the data travels over networks that nobody controls: encrypted",
    "8.28.01": "the supplier writes the software: rules against the weaknesses that attackers use",
    "8.33.01": "no real cases in a test environment",
}
CASE_SYSTEM_DOES_NOT_NEED = {
    "5.10.02": "nobody of the supplier uses equipment of the municipality",
    "5.30.01": "a day without it is bearable: no yearly continuity exercise is asked",
    "8.14.01": "for the same reason no spare for every component",
    "5.32.01": "a standard service: no intellectual property of the municipality is in it",
    "7.02.01": "warnings among colleagues on site: there are none",
    "7.06.01": "the supplier's people do not work in secure rooms of the municipality",
    "7.07.01": "the supplier delivers no smart cards",
    "7.09.01": "no equipment of the municipality leaves the building",
    "7.10.03": "no medium is carried by courier: everything travels over the network",
    "7.12.01": "cables are the data centre's business, asked of whoever runs the building",
    "8.05.01": "the supplier gets no access to the network of the municipality",
    "8.19.01": "users cannot install anything in a service that runs elsewhere",
    "8.23.01": "the supplier does not run the workplaces that browse the web",
    "8.30.01": "nothing is developed for the municipality: it is the supplier's own product",
}

# A ministry hires five developers for a year. They work in its buildings, on its laptops, with its
# accounts, under its lead, and see personal data in its systems. The agency delivers people, no
# system: what matters is who they are, what they promised, how they behave and that all comes back.
# The ministry's own rules for development, accounts and logging apply to them as to its own staff.
DEVELOPERS_NEED = {
    **EVERY_CONTRACT,
    "5.10.02": "house rules for outside staff stand in the contract, as BIO2 says in as many words",
    "5.10.03": "and they are shown to have been told",
    "5.11.01": "passes, laptops and copies come back on the last day",
    "5.34.01": "they see personal data",
    "6.01.01": "screening, with a certificate of conduct where the risk asks for it",
    "6.02.01": "told at the start what they are responsible for",
    "6.03.02": "contractors too follow the awareness training within three months",
    "6.04.01": "it is known what happens to somebody who breaks the rules",
    "6.05.01": "what holds after they have left is written down before",
    "6.06.01": "secrecy is signed before they see anything",
    "6.07.01": "part of the work is done at home",
    "6.08.01": "BIO2 counts outside staff among those who know how to report an incident",
    "7.06.01": "they are in rooms where others may not be",
    "8.05.01": "access to the network for as long as, and under what, was weighed beforehand",
}
DEVELOPERS_DO_NOT_NEED = {
    "5.17.01": "they sign in with accounts of the ministry, which has its own second factor",
    "5.18.02": "the rights are given and reviewed by the ministry",
    "5.24.01": "they report incidents at the ministry's own desk (6.08.01)",
    "5.33.01": "the agency keeps no records of the ministry",
    "8.03.02": "who sees what is arranged in the ministry's own systems",
    "8.08.05": "the agency has no system of the ministry on the internet",
    "8.13.01": "the agency has nothing of which to make a backup",
    "8.15.01": "the systems that log are the ministry's",
    "8.21.04": "they work on the ministry's own connections",
    "8.28.01": "the ministry's own coding rules apply, under its own lead",
    "8.30.01": "hiring people under one's own lead is not outsourcing the development",
}

# A water board has its pumping stations maintained for five years: controllers, SCADA and the
# network in between. The supplier's engineers come on site and sign in from outside through a
# gateway; part of the work goes to a specialist. A pump that stops or does the wrong thing floods a
# polder. The board keeps operating itself, in its own buildings; there are no residents' data, and
# nothing is reachable over the internet.
PUMPING_STATIONS_NEED = {
    **EVERY_CONTRACT,
    "5.05.01": "a disruption is also a matter for authorities: who calls whom is known",
    "5.09.01": "BIO2 names OT in the inventory: which controller runs what, with which firmware",
    "5.10.02": "engineers follow the house rules of the board",
    "5.15.01": "remote maintenance only from devices or shells that are trusted",
    "5.18.01": "an engineering account made unseen can stop a pump",
    "5.24.07": "an incident reaches the CSIRT and the board in time",
    "5.30.01": "the plan to go on by hand is exercised every year",
    "6.01.01": "people who can stop a pump are screened",
    "7.01.02": "never one zone between the office and the controllers",
    "7.06.01": "work in technical rooms has rules",
    "7.13.01": "maintenance on time, by people who were checked: it is what is bought",
    "8.05.01": "access for an outside supplier is weighed beforehand, limited and registered",
    "8.08.03": "often a patch cannot be installed while the pumps must run: protect meanwhile",
    "8.09.01": "settings of controllers are recorded, and a deviation is noticed",
    "8.13.04": "controller programs are put back in a rehearsal before it is needed",
    "8.18.01": "engineering tools only for who needs them, at that moment",
    "8.20.02": "interfaces to manage the network are apart from the users",
    "8.22.01": "each zone has its level: this is how IEC 62443 thinks as well",
    "8.32.01": "every change has its risks weighed and a way back",
}
PUMPING_STATIONS_DO_NOT_NEED = {
    "5.14.01": "no website and no e-mail is delivered",
    "5.14.02": "no sensitive data over the web",
    "5.14.04": "nothing is on the internet",
    "5.34.01": "no personal data is processed for the board",
    "7.04.01": "the buildings are the board's own, and so is watching over them",
    "7.10.03": "no classified information travels by courier",
    "8.03.02": "the stations hold no information of special interest",
    "8.08.05": "the penetration test is for what faces the internet",
    "8.11.01": "there is no personal data to mask",
    "8.16.02": "the board runs its own monitoring centre and its rules",
    "8.28.01": "nobody writes software: it is maintained",
    "8.30.01": "no development is outsourced",
    "8.33.01": "there is no sensitive data to test with",
}

CASES = {
    "case system": (CASE_SYSTEM, CASE_SYSTEM_NEEDS, CASE_SYSTEM_DOES_NOT_NEED),
    "developers": (DEVELOPERS, DEVELOPERS_NEED, DEVELOPERS_DO_NOT_NEED),
    "pumping stations": (PUMPING_STATIONS, PUMPING_STATIONS_NEED, PUMPING_STATIONS_DO_NOT_NEED),
}


def numbers(profile):
    return {line.number for line in propose(profile, KNOWN, BIO2).proposed}


def share(profile):
    """Which part of all that can be asked of a supplier is proposed."""
    return len(numbers(profile)) / len(KNOWN.proposals)


@pytest.mark.parametrize("case", CASES)
def test_the_case_is_answered_whole_and_without_contradiction(case):
    profile, needed, not_needed = CASES[case]
    assert profile.unanswered == ()
    assert problem_of(profile, KNOWN.segments) is None
    assert {*needed, *not_needed} <= set(KNOWN.proposals)
    assert set(needed).isdisjoint(not_needed)


@pytest.mark.parametrize(
    ("case", "number", "why"),
    [(case, number, why) for case, (_, needs, _) in CASES.items() for number, why in needs.items()],
)
def test_what_the_case_needs_is_proposed(case, number, why):
    profile, *_ = CASES[case]
    assert number in numbers(profile), why


@pytest.mark.parametrize(
    ("case", "number", "why"),
    [(case, number, why) for case, (*_, nots) in CASES.items() for number, why in nots.items()],
)
def test_what_the_case_does_not_need_is_not_proposed(case, number, why):
    profile, *_ = CASES[case]
    assert number not in numbers(profile), why


def test_a_proposal_is_a_choice():
    """The case system has nearly everything at stake; a small purchase must ask far less.

    Hiring people asks a quarter, for only people are delivered. The pumping stations ask less than
    the case system although more of them can go wrong: no data is kept and no software is written.
    """
    assert share(DRAWING_PACKAGE) < share(DEVELOPERS) < share(PUMPING_STATIONS) < share(CASE_SYSTEM)
    assert share(CASE_SYSTEM) < 0.85
    assert share(PUMPING_STATIONS) < 0.75
    assert share(DEVELOPERS) < 0.3
    assert share(DRAWING_PACKAGE) < 0.25


def test_a_drawing_package_is_asked_about_its_contract_and_about_itself():
    """A standard package of 8,000 euros for one department: nothing is kept, nobody comes in.

    What is left is the contract, vulnerabilities that are reported and repaired, and whether the
    package was made and logs and encrypts as it should. Nothing about people, rooms or recovery.
    """
    proposed = numbers(DRAWING_PACKAGE)
    assert {"5.20.01", "5.24.08", "8.08.01", "8.15.02", "8.25.01"} <= proposed
    assert not [number for number in proposed if number[0] in "67"]
    assert not [number for number in proposed if number.startswith(("5.16", "5.18", "8.13"))]


def test_only_contracts_and_serious_vulnerabilities_are_knock_outs_by_default():
    for profile, *_ in CASES.values():
        lines = propose(profile, KNOWN, BIO2).proposed
        knock_outs = {line.number for line in lines if line.kind is RequirementKind.KNOCK_OUT}
        assert {number[:4] for number in knock_outs} <= {"5.10", "5.20", "6.06", "8.08"}


def test_a_case_system_that_may_not_fail_asks_for_continuity():
    urgent = replace(CASE_SYSTEM, availability=Level.HIGH)
    assert {"5.30.01", "5.30.02", "7.11.01", "8.06.01", "8.14.01"} <= numbers(urgent)


def test_a_case_system_with_open_information_asks_clearly_less():
    """The same service for open council papers: no personal data, nothing that may not leak.

    What remains is what the service itself needs to stay standing on the internet.
    """
    council_papers = replace(
        CASE_SYSTEM,
        information=frozenset({Information.OPEN}),
        confidentiality=Level.NORMAL,
        integrity=Level.NORMAL,
    )
    assert share(council_papers) < 0.6
    assert {"5.14.01", "8.08.05", "8.13.01"} <= numbers(council_papers)
    assert numbers(council_papers).isdisjoint({"5.34.01", "8.03.02", "8.11.01", "8.33.01"})


def test_tailoring_makes_outsourced_development_of_it():
    tailored = replace(CASE_SYSTEM, segments=frozenset({"cloud", "application_development"}))
    assert {"5.32.01", "8.30.01"} <= numbers(tailored)


def test_developers_who_work_at_their_own_agency_are_asked_how_it_develops():
    elsewhere = replace(DEVELOPERS, segments=frozenset({"application_development"}))
    assert {"8.25.01", "8.28.01", "8.30.01"} <= numbers(elsewhere)
