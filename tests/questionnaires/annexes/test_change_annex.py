"""This file tests the change annex: what came, went and changed, word by word and in words."""

from decimal import Decimal

from factories.annexes import AT, EN, NL, publication
from factories.requirements import knock_out, requirement, revision, wording

from questionnaires.annexes.change_annex import Earlier, change_annex
from questionnaires.requirement_sets import Proof, ProofType
from questionnaires.wording import Wording

BEFORE = revision(
    requirement("5.20.03", text=wording("De leverancier doet dit elk jaar.")),
    requirement("5.20.05", weight=2),
    requirement("8.08.01"),
)
AFTER = revision(
    requirement("5.20.03", text=wording("De leverancier doet dit elke maand.")),
    requirement("5.20.05", weight=Decimal("2.5")),
    knock_out("8.28.01"),
    number=2,
)


def changes(before=BEFORE, after=AFTER, language=NL):
    content = change_annex(after, publication(), language, Earlier(before, "a" * 64, AT), "Reden.")
    return content, {change["identifier"]: change for change in content["changes"]}


def field(change, label):
    [found] = [item for item in change["fields"] if item["label"] == label]
    return found


def test_it_names_both_revisions_and_the_reason():
    content, _ = changes()
    assert content["revision"] == "2"
    assert content["earlier"]["revision"] == "1"
    assert content["earlier"]["digest"] == "a" * 64
    assert content["earlier"]["published"].startswith("maandag 23 november 2026")
    assert content["reason"] == "Reden."


def test_a_changed_text_is_told_before_after_and_word_by_word():
    _, told = changes()
    assert told["5.20.03"]["what"] == "Gewijzigd"
    text = field(told["5.20.03"], "Tekst")
    assert text["before"] == "De leverancier doet dit elk jaar."
    assert text["after"] == "De leverancier doet dit elke maand."
    assert [(piece["mark"], piece["text"]) for piece in text["pieces"]] == [
        ("kept", "De leverancier doet dit"),
        ("removed", " elk jaar."),
        ("added", " elke maand."),
    ]


def test_a_changed_number_of_points_is_told_as_the_language_writes_it():
    for language, label, after in ((NL, "Punten", "2,5"), (EN, "Points", "2.5")):
        _, told = changes(language=language)
        points = field(told["5.20.05"], label)
        assert (points["before"], points["after"], points["pieces"]) == ("2", after, [])


def test_a_requirement_that_came_or_went_is_told_whole():
    _, told = changes()
    assert told["8.28.01"]["what"] == "Toegevoegd"
    added = field(told["8.28.01"], "Tekst")
    assert (added["before"], bool(added["after"])) == ("", True)
    assert field(told["8.28.01"], "Soort")["after"] == "Eis"
    assert told["8.08.01"]["what"] == "Vervallen"
    assert field(told["8.08.01"], "Tekst")["after"] == ""
    assert field(told["8.08.01"], "Punten")["before"] == "1"


def test_a_change_of_kind_and_of_proof_is_told_in_words():
    types = (ProofType.POLICY, ProofType.CERTIFICATE)
    proof = Proof(design=wording("beleid"), design_types=types)
    before = revision(requirement("5.20.03"))
    after = revision(knock_out("5.20.03", proof=proof, not_applicable_allowed=True), number=2)
    _, told = changes(before, after)
    change = told["5.20.03"]
    assert field(change, "Soort")["after"] == "Eis"
    assert field(change, "Mag niet van toepassing zijn")["after"] == "Ja"
    kinds = field(change, "Soorten bewijs: Opzet")
    assert kinds["before"] == ""
    assert kinds["after"] == "beleid, een certificaat met verklaring van toepasselijkheid"


def test_a_change_in_the_other_language_alone_is_told_with_its_language():
    before = revision(requirement(text=Wording("Tekst.", "Old text.")))
    after = revision(requirement(text=Wording("Tekst.", "New text.")), number=2)
    _, told = changes(before, after)
    assert field(told["5.20.03"], "Tekst (Engels)")["after"] == "New text."


def test_revisions_that_ask_the_same_have_no_changes():
    content, _ = changes(BEFORE, BEFORE)
    assert content["changes"] == []
