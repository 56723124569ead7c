"""The Word templates of an organisation are kept version by version, for itself alone."""

import pytest
from factories.word_templates import template
from factories.world import NOW

from questionnaires.annex_samples import sample
from questionnaires.annexes import AnnexKind
from questionnaires.placeholders import obligatory
from supplier_portal.documents import own
from supplier_portal.documents.own import OwnTemplate
from supplier_portal.services import annex_templates, journal
from supplier_portal.services.errors import (
    ChangedMeanwhileError,
    NotFoundError,
    UnacceptableFileError,
)

KIND = "contract_annex"


@pytest.fixture
def buyer(world):
    return world.person("procurement")


@pytest.fixture
def read(world, buyer):
    """Ask a service function something, for the buyer unless told otherwise."""

    def ask(question, *arguments, who=buyer):
        with world.database.reading() as session:
            return question(session, who.actor, *arguments)

    return ask


@pytest.fixture
def withdraw(world, buyer):
    def withdraw_now(version):
        with world.database.writing.begin() as session:
            annex_templates.withdraw(session, buyer.actor, KIND, version=version, at=NOW)

    return withdraw_now


@pytest.fixture
def in_force(world, buyer):
    def ask(who=buyer):
        with world.database.reading() as session:
            return annex_templates.in_force(session, who.actor.organisation_id, KIND)

    return ask


def test_what_is_kept_counts_from_then_on(world, buyer, in_force):
    assert in_force() is None
    assert world.house_style(buyer) == 1
    found = in_force()
    assert (found.name, found.number, found.content) == ("huisstijl.docx", 1, template())


def test_every_version_stays_with_who_and_when(world, buyer, read, withdraw, in_force):
    world.house_style(buyer)
    withdraw(1)
    assert in_force() is None
    assert world.house_style(buyer, version=2) == 3
    found = read(annex_templates.history, KIND)
    assert [(item.number, item.is_withdrawn) for item in found] == [
        (3, False),
        (2, True),
        (1, False),
    ]
    assert {(item.who, item.at) for item in found} == {("Persoon procurement", NOW)}
    assert read(annex_templates.current) == {KIND: found[0]}


def test_the_same_file_again_is_no_new_version(world, buyer, read):
    world.house_style(buyer)
    assert world.house_style(buyer, version=1) == 1
    assert len(read(annex_templates.history, KIND)) == 1


def test_a_colleague_s_version_is_not_overtaken(world, buyer, withdraw):
    world.house_style(buyer)
    with pytest.raises(ChangedMeanwhileError):
        world.house_style(buyer)
    with pytest.raises(ChangedMeanwhileError):
        withdraw(0)


def test_what_was_never_there_is_not_withdrawn(world, buyer, withdraw):
    with pytest.raises(NotFoundError):
        withdraw(0)
    world.house_style(buyer)
    withdraw(1)
    with pytest.raises(NotFoundError):
        withdraw(2)


def test_another_organisation_sees_nothing_of_it(world, buyer, read, in_force):
    world.house_style(buyer)
    other = world.person("procurement")
    assert read(annex_templates.history, KIND, who=other) == []
    assert read(annex_templates.current, who=other) == {}
    assert in_force(other) is None
    with pytest.raises(NotFoundError):
        read(annex_templates.one_of, KIND, 1, who=other)


def test_a_file_with_problems_is_not_kept(world, buyer, read):
    checked = annex_templates.check(KIND, "fout.docx", template("programme"))
    assert checked.problems
    with (
        pytest.raises(UnacceptableFileError),
        world.database.writing.begin() as session,
    ):
        annex_templates.keep(session, buyer.actor, checked, version=0, at=NOW)
    assert read(annex_templates.history, KIND) == []


def test_the_journal_tells_what_was_kept_and_withdrawn(world, buyer, withdraw):
    world.house_style(buyer)
    withdraw(1)
    with world.database.reading() as session:
        told = list(journal.read(session, journal.of_house(buyer.actor.organisation_id)))
    assert [(item.action, item.object, item.facts["version"]) for item in told] == [
        ("keep_annex_template", f"annex_template:{KIND}", 1),
        ("withdraw_annex_template", f"annex_template:{KIND}", 2),
    ]


@pytest.mark.parametrize("kind", AnnexKind)
def test_our_own_templates_are_good_templates(kind):
    checked = annex_templates.check(kind, f"{kind}.docx", annex_templates.starter(kind))
    assert checked.problems == ()


def test_a_document_says_which_template_made_it():
    made = own.render(OwnTemplate("huisstijl", 3, "ab" * 32, template()), sample(KIND, "nl"))
    [problem] = annex_templates.check(KIND, "gevuld.docx", made).problems
    assert "a document that was made of a revision" in problem.message


def test_text_that_looks_like_a_tag_or_markup_comes_out_as_it_is():
    content = sample(KIND, "nl")
    odd = "{{ 7*7 }} {% if %} <w:p/> & ]]> \u00ad é =1+1"
    content["themes"][0]["requirements"][0]["text"] = odd
    made = own.render(OwnTemplate("huisstijl", 1, "ab" * 32, template()), content)
    assert odd in own.text_of(made)


def test_a_text_out_of_order_is_noticed():
    content = sample(KIND, "nl")
    found = own.text_of(own.render(OwnTemplate("huisstijl", 1, "ab" * 32, template()), content))
    own.refuse_loss(found, content, obligatory(KIND))
    content["themes"].reverse()
    with pytest.raises(own.LostTextError):
        own.refuse_loss(found, content, obligatory(KIND))
