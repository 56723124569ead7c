"""What a supplier sees of a questionnaire at once: what awaits it, and everything on one page."""

from contextlib import contextmanager

import pytest
from factories.house import own_measure
from factories.requirements import open_question, question, when
from sqlalchemy import event

from questionnaires.answers import NotApplicable, OpenText
from supplier_portal.services import responses

OPEN = "BIO2-5.20.05.q3"


@pytest.fixture
def visitor(scene, in_english):
    return in_english(scene.supplier)


@pytest.fixture
def whole(scene, visitor):
    return lambda: visitor.get(f"/supplier/{scene.response_id}/whole")


@pytest.fixture
def statements(app):
    """Collects what a block asks the database."""
    engine = app.extensions["supplier_portal.database"].engine

    @contextmanager
    def collecting():
        sent = []

        def note(_connection, _cursor, statement, *_):
            sent.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield sent
        event.remove(engine, "before_cursor_execute", note)

    return collecting


def words_of(page, selector):
    return " ".join(page.soup.select_one(selector).get_text(" ").split())


def followed(number="GV-01"):
    follow_up = open_question("b", shown_when=when("a", "yes"), longest_words=50)
    return own_measure(number, questions=[question("a"), follow_up])


def questionnaire_of(scene):
    with scene.database.reading() as session:
        return responses.questionnaire_of(scene._response(session))


def test_the_overview_tells_first_what_awaits(scene, visitor):
    page = visitor.get(f"/supplier/{scene.response_id}")
    shown = words_of(page, "#awaiting-questions").split(",")
    progress = questionnaire_of(scene).progress({})
    assert shown[0] == str(progress.total)
    assert f"and {progress.undetermined} more that may appear" in shown[1]
    assert "with your response" in words_of(page, "#awaiting-proofs")
    assert " to " in words_of(page, "#awaiting-time")
    assert page.soup.select_one(f"a[href$='{scene.response_id}/whole']")
    assert page.soup.select_one(f"a[href$='{scene.response_id}/offline']")


def test_everything_that_is_asked_is_on_one_page_and_nothing_to_fill_in(scene, whole):
    page, questionnaire = whole(), questionnaire_of(scene)
    for item in questionnaire.items.values():
        assert page.soup.find(id=item.requirement.identifier).name == "h3"
        if item.question:
            assert item.question.wording.nl in page.soup.find(id=item.key).get_text()
            for option in item.question.options:
                assert option.label.nl in page.text
    assert page.soup.select("main input, main textarea, main form") == []
    assert [part.theme.value for part in questionnaire.sections] == [
        section["aria-labelledby"].removeprefix("theme-")
        for section in page.soup.select("section.whole")
    ]


def test_a_conditional_question_says_in_words_when_it_is_asked(asked):
    visitor, address = asked(followed())
    page = visitor.get(f"{address}/whole")
    condition = " ".join(page.soup.select_one(".waiting").get_text().split())
    assert condition == "Only if you answer “yes” to: Vraag a?"
    assert "At most 50 words." in page.words
    assert "Not asked, with your answers so far." not in page.words
    visitor.get(f"{address}/themes/7")
    visitor.submit(".a", {"option": "no"})
    assert "Not asked, with your answers so far." in visitor.get(f"{address}/whole").words


def test_answers_so_far_are_shown_and_missing_ones_named(scene, whole):
    scene.save(OPEN, OpenText("Wij melden binnen een uur."))
    page = whole()
    assert "Wij melden binnen een uur." in page.words
    assert len(page.soup.select(".unanswered")) == questionnaire_of(scene).progress({}).total - 1


def test_an_answer_to_what_is_no_longer_asked_is_kept_and_told_so(asked):
    visitor, address = asked(followed())
    for item, values in ((".a", {"option": "yes"}), (".b", {"text": "Blijft bewaard."})):
        visitor.get(f"{address}/themes/7")
        visitor.submit(item, values)
    assert "kept, but not sent" not in visitor.get(f"{address}/whole").words
    visitor.get(f"{address}/themes/7")
    visitor.submit(".a", {"option": "no"})
    page = visitor.get(f"{address}/whole")
    assert "Your answer (kept, but not sent): Blijft bewaard." in page.words


def test_a_claim_that_a_requirement_does_not_apply_is_shown_with_its_reason(scene, whole):
    items = questionnaire_of(scene).items.values()
    claim = next(item for item in items if item.question is None)
    scene.save(claim.key, NotApplicable("Wij ontwikkelen zelf geen software."))
    assert "Not applicable, because: Wij ontwikkelen zelf geen software." in whole().words


def test_ten_times_the_requirements_take_as_many_statements(asked, statements):
    taken = {}
    for size in (4, 40):
        visitor, address = asked(*[followed(f"GV-{number:03}") for number in range(size)])
        with statements() as sent:
            page = visitor.get(f"{address}/whole")
        assert len(page.soup.select("section.requirement")) == size + 1
        taken[size] = len(sent)
    assert taken[4] == taken[40]
    assert 0 < taken[4] < 20
