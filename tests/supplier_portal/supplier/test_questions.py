"""A supplier lists its questions: those that are open, weak, to be confirmed or its own."""

import pytest

from questionnaires.answers import Choice, OpenText
from questionnaires.catalogue import Theme
from supplier_portal.services import responses

OPEN, SINGLE = "BIO2-5.20.05.q3", "BIO2-8.08.01.q1"


@pytest.fixture
def visitor(scene, in_english):
    return in_english(scene.supplier)


@pytest.fixture
def shown(scene, visitor):
    """The keys on the page, for one selection."""

    def look(selection=""):
        page = visitor.get(f"/supplier/{scene.response_id}/questions?show={selection}")
        return [item.get_text() for item in page.soup.select(".task .number")]

    return look


def total(scene):
    with scene.database.reading() as session:
        return responses.questionnaire_of(scene._response(session)).progress({}).total


def test_an_answered_question_is_no_longer_open_and_a_weak_one_is_listed(scene, shown):
    before = shown("open")
    assert before == shown("all") == shown("anything") == shown()
    assert len(before) == total(scene)
    scene.save(OPEN, OpenText("Wij melden binnen een uur."))
    scene.save(SINGLE, Choice("later"))
    assert shown("open") == [key for key in before if key not in {OPEN, SINGLE}]
    assert shown("weak") == [SINGLE]


def test_the_tabs_count_what_they_show(scene, visitor, shown):
    scene.save(SINGLE, Choice("later"))
    page = visitor.get(f"/supplier/{scene.response_id}/questions?show=weak")
    tabs = [link.get_text(strip=True) for link in page.soup.select(".tabs a")]
    assert tabs == [
        f"All ({total(scene)})",
        f"Open ({total(scene) - 1})",
        "Weak answers (1)",
        "Mine (0)",
    ]
    assert page.soup.select_one(".tabs [aria-current]").get_text(strip=True) == "Weak answers (1)"
    assert page.soup.select_one(".task__state").get_text(strip=True) == "answered, weak"


def test_mine_are_the_questions_of_the_themes_that_were_given_to_me(scene, world, visitor, shown):
    assert shown("mine") == []
    world.assign(scene.supplier, scene.response_id, {Theme.TECHNOLOGICAL: scene.supplier.id})
    assert shown("mine") == [key for key in shown() if key.startswith("BIO2-8")]


def test_each_question_leads_to_where_it_is_answered(scene, visitor):
    page = visitor.get(f"/supplier/{scene.response_id}/questions")
    for link in page.soup.select(".task a"):
        target = visitor.get(link["href"])
        assert target.soup.find(id=link["href"].partition("#")[2]), link["href"]


def test_a_friendly_word_stands_where_nothing_is_left(scene, visitor):
    page = visitor.get(f"/supplier/{scene.response_id}/questions?show=weak")
    assert "No answer leaves a risk" in page.words
    assert page.soup.select(".task") == []
