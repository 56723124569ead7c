"""This file tests the clauses of the contract annex: what BIO2 asks is there, in our own words."""

from pathlib import Path

import pytest
from content_checks import language_faults
from factories.annexes import EN, NL, publication
from factories.requirements import revision
from norm_checks import runs_of, shared_runs

from questionnaires import knowledge
from questionnaires.annexes import Terms
from questionnaires.annexes.clauses import load
from questionnaires.annexes.contract_annex import contract_annex
from questionnaires.catalogue import MeasureStatus

NORMS = Path(__file__).parents[3].parent / "shared" / "norms"
KNOWN = load()
WANTED = {
    "5.20.01": ("overeenkomst", "contract"),
    "5.20.03": ("opzet", "design"),
    "5.20.04": ("externe auditor", "external auditor"),
    "5.20.05": ("24 uur", "24 hours"),
    "5.20.06": ("vernietiging", "destruction"),
    "5.21.03": ("toeleverancier", "sub-supplier"),
    "5.21.04": ("dertig dagen", "thirty days"),
    "5.22.01": ("elk jaar", "every year"),
    "5.23.01": ("ontbinden", "dissolve"),
}


def text_of(number, language):
    clauses = [clause for clause in KNOWN.clauses if clause.source.endswith(number)]
    return "\n".join(
        f"{getattr(clause.title, language)}\n{getattr(clause.text, language)}" for clause in clauses
    ).casefold()


@pytest.mark.parametrize(("number", "words"), WANTED.items(), ids=WANTED)
def test_what_a_measure_wants_in_the_contract_is_a_clause(number, words):
    assert words[0] in text_of(number, "nl")
    assert words[1] in text_of(number, "en")


def test_every_source_is_an_active_measure():
    measures = knowledge.load().catalogue().by_number
    for clause in KNOWN.clauses:
        norm, number = clause.source.split(" ")
        assert norm == "BIO2"
        assert measures[number].status is MeasureStatus.ACTIVE


def test_clauses_are_in_their_language_and_plain():
    texts = [wording for clause in KNOWN.clauses for wording in (clause.title, clause.text)]
    faults = [fault for text in (*texts, *KNOWN.ranks.values()) for fault in language_faults(text)]
    assert faults == []


@pytest.mark.skipif(not NORMS.is_dir(), reason=f"the norms are not in {NORMS}")
def test_clauses_share_no_ten_words_with_the_norms():
    norm_runs = set().union(
        *(runs_of(file.read_text(encoding="utf-8")) for file in NORMS.glob("bio2-*.md"))
    )
    assert norm_runs
    for clause in KNOWN.clauses:
        assert shared_runs(clause.text.nl, norm_runs) == []


@pytest.mark.parametrize("language", [NL, EN])
def test_a_clause_names_the_buyer_and_its_number_and_source(language):
    content = contract_annex(revision(), publication(), language)
    told = content["clauses"]
    assert [clause["number"] for clause in told] == [str(n + 1) for n in range(len(KNOWN.clauses))]
    text = "\n".join(clause["text"] for clause in told)
    assert "Gemeente Voorbeeld" in text
    assert "{" not in text
    assert all(clause["source"].startswith("BIO2 5.2") for clause in told)


@pytest.mark.parametrize("terms", Terms)
def test_the_rank_names_the_general_terms_that_were_chosen_and_no_other(terms):
    rank = contract_annex(revision(), publication(), NL, terms)["rank"]
    named = {each for each in Terms if each.value.upper() in rank}
    assert named == ({terms} if terms is not Terms.NONE else set())
    assert "verwerkersovereenkomst" in rank


def test_a_buyer_whose_name_looks_like_a_placeholder_is_only_a_name():
    of = revision(buyer="{buyer} {0} %s")
    content = contract_annex(of, publication(), NL)
    assert "{buyer} {0} %s" in content["clauses"][1]["text"]
