"""What a template may ask for is what every content of its kind holds, no more and no less."""

from datetime import UTC, datetime

import pytest
from factories.house import proposal
from factories.requirements import question, requirement, revision, wording

from questionnaires.annex_samples import sample
from questionnaires.annexes import AnnexKind, Publication, Terms
from questionnaires.annexes.applicability import Explained, Grounds, Listed, applicability
from questionnaires.annexes.change_annex import Earlier, change_annex
from questionnaires.annexes.clarifications import PublishedNota, clarifications
from questionnaires.annexes.contract_annex import contract_annex
from questionnaires.annexes.programme import programme
from questionnaires.annexes.questionnaire import questionnaire
from questionnaires.clarifications import Clarification, Nota
from questionnaires.deviations import Asked, Deviation, DeviationKind
from questionnaires.placeholders import obligatory, placeholders
from questionnaires.requirement_sets import Proof, Reference
from questionnaires.wording import Language

AT = datetime(2026, 3, 2, tzinfo=UTC)
PUBLICATION = Publication("5f" * 32, AT, AT)
REFERENCE = Reference("BIO2", "1.3", "5.20.03")


def _revision(text="De leverancier toont dit aan."):
    proof = Proof(design=wording("Beleid."), operation=wording("Verslag."))
    return revision(requirement(text=wording(text), proof=proof, questions=(question(),)))


def _grounds():
    asked = Asked(REFERENCE, proposal())
    return Grounds(
        measures=[Listed(REFERENCE, wording("Bewijs"), is_proposed=True, reason=wording("Omdat."))],
        exceptions=[Explained(Deviation(DeviationKind.DROPPED, asked))],
        profile=[(wording("Wat koopt u?"), wording("Cloud"))],
        at=AT,
    )


def content(kind, language):
    facts = (_revision(), PUBLICATION, language)
    match kind:
        case AnnexKind.CONTRACT_ANNEX:
            return contract_annex(*facts, Terms.ARBIT)
        case AnnexKind.PROGRAMME:
            return programme(*facts)
        case AnnexKind.QUESTIONNAIRE:
            return questionnaire(*facts)
        case AnnexKind.APPLICABILITY:
            return applicability(*facts, _grounds())
        case AnnexKind.CHANGE_ANNEX:
            return change_annex(*facts, Earlier(_revision("Anders."), "ab" * 32, AT), "Een vraag.")
        case AnnexKind.CLARIFICATIONS:
            told = Nota(1, "5f" * 32, (Clarification("BIO2-5.20.03", "Mag dat?", "Ja."),))
            published = PublishedNota(told, "5f" * 32, AT, _revision())
            return clarifications([published], language, time_zone="UTC")


def names(part):
    """The names within a content and how they nest, whatever they hold."""
    if isinstance(part, dict):
        return {name: names(value) for name, value in part.items()}
    if isinstance(part, list):
        found = [names(item) for item in part]
        assert all(item == found[0] for item in found)
        return [found[0]] if found else "nothing"
    assert isinstance(part, str)
    return "text"


@pytest.mark.parametrize("kind", AnnexKind)
def test_the_sample_has_exactly_the_names_of_a_real_content(kind):
    for language in Language:
        assert names(sample(kind, language)) == names(content(kind, language))


@pytest.mark.parametrize("kind", AnnexKind)
def test_the_labels_of_the_sample_are_those_of_the_real_thing(kind):
    for language in Language:
        assert sample(kind, language)["labels"] == content(kind, language)["labels"]


@pytest.mark.parametrize("kind", AnnexKind)
def test_every_placeholder_has_a_meaning_in_both_languages_and_an_example(kind):
    for item in placeholders(kind, "nl"):
        assert item.meaning.nl, item.path
        assert item.meaning.en, item.path
        assert item.example, item.path


@pytest.mark.parametrize("kind", [AnnexKind.CONTRACT_ANNEX, AnnexKind.PROGRAMME])
def test_no_requirement_can_be_left_out(kind):
    parts = {"identifier", "text", "proof.text", "weight", "kind"}
    assert {f"themes.requirements.{part}" for part in parts} <= obligatory(kind)
    assert {"digest", "revision"} <= obligatory(kind)
