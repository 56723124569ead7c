"""A question that a buyer rewrites keeps what the buyer did not touch."""

from dataclasses import replace
from decimal import Decimal

from factories.requirements import multi_choice, open_question, question, value_question, wording

from questionnaires.questions import Option, QuestionKind, Severity
from questionnaires.rewriting import rewritten
from questionnaires.wording import Wording

HINT = Wording(nl="Dan blijft er risico over.")
BEST = Option("yes", wording("Ja"), Decimal(1))
WORST = Option("no", wording("Nee"), Decimal(0), HINT, Severity.HIGH)
ASKED = replace(question("q2"), options=(BEST, WORST), guidance=wording("Hulp"), weight=Decimal(2))


def offered(label, fraction, key="option_1"):
    return Option(key, wording(label), Decimal(fraction))


def test_other_words_change_nothing_else():
    found = rewritten(ASKED, wording("Anders?"), (offered("Ja", 1), offered("Nee", 0)))
    assert found == replace(ASKED, wording=wording("Anders?"))


def test_an_option_keeps_its_hint_when_it_earns_more():
    found = rewritten(ASKED, ASKED.wording, (offered("Ja", 1), offered("Nee", "0.2")))
    assert found.options[1] == replace(WORST, fraction=Decimal("0.2"))


def test_a_reworded_option_keeps_its_key_and_while_it_earns_the_same_its_hint():
    found = rewritten(ASKED, ASKED.wording, (offered("Ja", 1), offered("Nog niet", 0)))
    assert found.options[1] == replace(WORST, label=wording("Nog niet"))
    found = rewritten(ASKED, ASKED.wording, (offered("Ja", 1), offered("Deels", "0.5")))
    assert found.options[1] == Option("no", wording("Deels"), Decimal("0.5"))


def test_a_new_option_gets_a_key_of_its_own_and_a_removed_one_goes():
    found = rewritten(
        ASKED, ASKED.wording, (offered("Deels", "0.5"), offered("Ja", 1), offered("Nee", 0))
    )
    assert [option.key for option in found.options] == ["option_1", "yes", "no"]
    taken = replace(ASKED, options=(replace(BEST, key="option_1"), WORST))
    found = rewritten(
        taken, ASKED.wording, (*(offered(text, 1) for text in ("Ja", "Een", "Twee")),)
    )
    assert len({option.key for option in found.options}) == 3


def test_options_that_swap_places_keep_their_keys():
    found = rewritten(ASKED, ASKED.wording, (offered("Nee", 0), offered("Ja", 1)))
    assert found.options == (WORST, BEST)


def test_a_choice_of_several_stays_one():
    asked = multi_choice("q1")
    options = tuple(replace(option, key="option_1") for option in asked.options)
    assert rewritten(asked, asked.wording, options) == asked


def test_without_options_a_choice_is_left_to_a_reviewer():
    found = rewritten(ASKED, ASKED.wording, ())
    assert (found.kind, found.options, found.key) == (QuestionKind.OPEN, (), "q2")


def test_with_options_an_open_question_or_a_number_becomes_a_choice():
    for asked in (open_question("q1"), value_question("q1")):
        found = rewritten(asked, asked.wording, (offered("Ja", 1), offered("Nee", 0, "option_2")))
        assert found.kind is QuestionKind.SINGLE_CHOICE
        assert (found.minimum, found.maximum) == (None, None)


def test_a_number_keeps_its_bounds():
    asked = value_question("q1")
    assert rewritten(asked, wording("Hoe vaak?"), ()) == replace(
        asked, wording=wording("Hoe vaak?")
    )


def test_a_limit_in_words_is_what_the_buyer_wrote():
    asked = open_question("q1", longest_words=100)
    assert rewritten(asked, asked.wording, (), 50).longest_words == 50
    assert rewritten(asked, asked.wording, ()).longest_words is None
    assert rewritten(ASKED, ASKED.wording, (), 50).longest_words == 50
