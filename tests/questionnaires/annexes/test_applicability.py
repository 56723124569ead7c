"""This file tests the statement of applicability: every measure is there, with why it is asked."""

import pytest
from factories.annexes import EN, NL, asked, grounds, listed, publication
from factories.profiles import CASE_SYSTEM
from factories.requirements import requirement, revision, wording

from questionnaires import knowledge
from questionnaires.annexes.applicability import Explained, applicability
from questionnaires.annexes.profile_answers import answers_of
from questionnaires.deviations import Deviation, DeviationKind
from questionnaires.risk_profile import RiskProfile
from questionnaires.wording import Wording

MANY = (listed("5.20.03"), listed("5.20.05"), listed("8.08.01", is_proposed=False, reason="geen"))
DROPPED = Explained(
    Deviation(DeviationKind.DROPPED, asked("5.20.05")), "De dienst verwerkt geen gegevens."
)


def statement(*asked_requirements, language=NL, rests_on=None):
    of = revision(*(asked_requirements or (requirement("5.20.03"),)))
    return applicability(of, publication(), language, rests_on or grounds(*MANY))


def test_every_measure_has_a_row_that_says_whether_it_is_asked_and_where():
    rows = {row["number"]: row for row in statement()["rows"]}
    assert list(rows) == ["5.20.03", "5.20.05", "8.08.01"]
    assert (rows["5.20.03"]["applicable"], rows["5.20.03"]["requirement"]) == ("Ja", "5.20.03")
    assert rows["5.20.03"]["reason"] == "Hoort in elk contract"
    assert (rows["8.08.01"]["applicable"], rows["8.08.01"]["requirement"]) == ("Nee", "")
    assert rows["8.08.01"]["reason"] == "Geen"


def test_a_measure_that_was_dropped_has_the_reason_that_people_gave():
    content = statement(rests_on=grounds(*MANY, exceptions=(DROPPED,)))
    [row] = [row for row in content["rows"] if row["number"] == "5.20.05"]
    assert (row["applicable"], row["reason"]) == ("Nee", "De dienst verwerkt geen gegevens.")
    assert content["exceptions"] == [
        {
            "number": "5.20.05",
            "title": "Titel",
            "what": "niet gevraagd",
            "reason": "De dienst verwerkt geen gegevens.",
        }
    ]


def test_a_reason_that_the_requirement_tells_itself_needs_no_other():
    replaced = Deviation(
        DeviationKind.REPLACED, asked("5.20.05"), requirement("5.20.05"), wording("NEN doet meer.")
    )
    content = statement(rests_on=grounds(*MANY, exceptions=(Explained(replaced),)))
    assert content["exceptions"][0]["reason"] == "NEN doet meer."


def test_an_exception_without_a_reason_says_so():
    weaker = Deviation(DeviationKind.WEAKENED, asked("5.20.03"), requirement("5.20.03"))
    content = statement(rests_on=grounds(*MANY, exceptions=(Explained(weaker),)))
    assert content["exceptions"][0]["reason"] == "Nog geen reden gegeven."
    assert content["rows"][0]["reason"] == "Hoort in elk contract"


def test_what_is_asked_though_it_was_not_proposed_is_the_choice_of_the_buyer():
    content = statement(requirement("8.08.01"), requirement("6.03.01"))
    told = {row["number"]: (row["applicable"], row["reason"]) for row in content["rows"]}
    assert told["8.08.01"] == ("Ja", "Gekozen door de opdrachtgever.")
    assert told["6.03.01"] == ("Ja", "Gekozen door de opdrachtgever.")


def test_it_tells_on_which_day_profile_and_exceptions_hold():
    first, *others = statement(
        rests_on=grounds(*MANY, profile=((wording("Wat?"), wording("Dit.")),))
    )["profile"]
    assert first["answer"] == "23 november 2026"
    assert others == [{"question": "Wat?", "answer": "Dit."}]


def test_it_says_that_it_is_not_for_suppliers():
    assert "intern" in statement()["labels"]["note"]
    assert "internal" in statement(language=EN)["labels"]["note"]


def test_every_answer_of_a_risk_profile_is_told_in_words():
    known = knowledge.load()
    told = dict(answers_of(CASE_SYSTEM, known.profile_questions, known.segments))
    answers = {answer.nl for answer in told.values()}
    assert {"48 maanden", "€ 600.000", "Ja", "Nee"} <= answers
    assert "€ 600,000" in {answer.en for answer in told.values()}
    assert len(told) == len(known.profile_questions)
    assert all(answer.nl and answer.en for answer in told.values())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_that_was_not_answered_says_so(language):
    known = knowledge.load()
    told = answers_of(RiskProfile(), known.profile_questions, known.segments)
    wanted = {"nl": "Niet beantwoord", "en": "Not answered"}[language]
    assert {getattr(answer, language) for _, answer in told} == {wanted}


def test_a_segment_that_is_there_no_more_keeps_its_key():
    known = knowledge.load()
    profile = RiskProfile(segments=frozenset({"own-ships", "cloud"}))
    [answer] = [
        answer
        for question, answer in answers_of(profile, known.profile_questions, known.segments)
        if question == known.profile_questions[0].wording
    ]
    assert answer.nl.splitlines()[-1] == "own-ships"
    assert isinstance(answer, Wording)
