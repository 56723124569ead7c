"""A buyer changes what a requirement asks, and in which order."""

from dataclasses import replace

import pytest
from factories.world import NOW
from werkzeug.datastructures import MultiDict

from questionnaires import knowledge
from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import ProofType
from supplier_portal.procurement.asked_form import AskedForm
from supplier_portal.services import asking, journal, procurements, requirement_sets
from supplier_portal.services.errors import AlreadyPublishedError, NotFoundError

NUMBERS = ("5.20.05", "8.08.01", "8.15.01")


class Draft:
    """A procurement of three requirements and the browser of its buyer."""

    def __init__(self, world, browser):
        self.world = world
        self.buyer = world.person("procurement")
        self.id = world.draft(self.buyer, numbers=NUMBERS)
        self.desk = browser(self.buyer)

    def go(self, page):
        return self.desk.get(f"/procurement/{self.id}/{page}")

    @property
    def requirements(self):
        with self.world.database.reading() as session:
            lines = requirement_sets.lines(session, self._found(session))
        return [line.requirement for line in lines]

    @property
    def order(self):
        return [item.reference.number for item in self.requirements]

    def move(self, number, place):
        with self.world.database.writing.begin() as session:
            asking.move(
                session,
                self.buyer.actor,
                self._found(session),
                f"BIO2-{number}",
                place=place,
                at=NOW,
            )

    def _found(self, session):
        organisation_id = self.buyer.actor.organisation_id
        return procurements.of_organisation(session, organisation_id, self.id)


@pytest.fixture
def draft(world, browser):
    return Draft(world, browser)


def test_sending_the_form_as_it_is_changes_nothing(draft):
    before = draft.requirements
    for requirement in before:
        draft.go(f"requirements/{requirement.identifier}/asked")
        assert draft.desk.submit("/asked", {}).url.endswith("/requirements")
    assert draft.requirements == before


def test_what_we_propose_for_every_measure_can_be_kept_as_it_is(app):
    known = knowledge.load()
    with app.test_request_context(method="POST"):
        for number, proposal in known.proposals.items():
            shown = AskedForm.shown_asked(proposal.questions, proposal.proof)
            form = AskedForm(
                before=proposal.questions,
                proof_before=proposal.proof,
                formdata=MultiDict({name: value for name, value in shown.items() if value}),
                meta={"csrf": False},
            )
            assert form.validate(), (number, form.errors)
            assert form.asked() == proposal.questions
            assert form.proof() == proposal.proof


def test_a_choice_of_one_or_several_must_let_somebody_earn_everything(draft):
    for number, options in (("5.20.05", "Een = 40\nTwee = 50"), ("8.08.01", "Ja = 90\nNee = 0")):
        draft.go(f"requirements/BIO2-{number}/asked")
        page = draft.desk.submit("/asked", {"options_1": options})
        assert page.soup.select_one(".error-summary a[href='#options_1']")


def test_a_question_is_reworded_in_both_languages_and_keeps_its_options_with_their_hints(draft):
    before = draft.requirements[1]
    draft.go("requirements/BIO2-8.08.01/asked")
    draft.desk.submit("/asked", {"question_1_nl": "Hoe snel?", "question_1_en": "How fast?"})
    after = draft.requirements[1]
    assert (after.questions[0].wording.nl, after.questions[0].wording.en) == (
        "Hoe snel?",
        "How fast?",
    )
    assert after.questions[0].options == before.questions[0].options
    assert replace(after, questions=before.questions) == before


def test_a_question_is_added_and_taken_away(draft):
    first, second = (question.key for question in draft.requirements[1].questions)
    draft.go("requirements/BIO2-8.08.01/asked")
    draft.desk.submit("/asked", {"question_3_nl": "Wie besluit?"})
    assert [item.wording.nl for item in draft.requirements[1].questions][2:] == ["Wie besluit?"]
    draft.go("requirements/BIO2-8.08.01/asked")
    draft.desk.submit("/asked", {"question_2_nl": "", "question_2_en": "", "options_2": ""})
    keys = [question.key for question in draft.requirements[1].questions]
    assert keys[0] == first
    assert len(keys) == 2
    assert second not in keys


def test_without_options_a_question_is_left_to_a_reviewer(draft):
    draft.go("requirements/BIO2-8.15.01/asked")
    draft.desk.submit("/asked", {"options_1": ""})
    assert draft.requirements[2].questions[0].kind is QuestionKind.OPEN


def test_an_open_question_gets_a_limit_in_words_that_a_supplier_sees_and_is_held_to(draft, browser):
    draft.go("requirements/BIO2-8.15.01/asked")
    draft.desk.submit("/asked", {"options_1": "", "words_1": "12"})
    question = draft.requirements[2].questions[0]
    assert question.longest_words == 12
    page = draft.go("requirements/BIO2-8.15.01/asked")
    assert page.soup.select_one("#words_1")["value"] == "12"
    draft.world.publish(draft.buyer, draft.id)
    supplier, response_id = draft.world.supplier(draft.buyer, draft.id)
    visitor = browser(supplier)
    page = visitor.get(f"/supplier/{response_id}/themes/8")
    item = f"BIO2-8.15.01.{question.key}"
    limit = page.soup.find(id=f"{item}-limit")
    assert "12" in limit.get_text()
    assert page.soup.find(id=f"{item}-text")["aria-describedby"] == limit["id"]
    text = "woord " * 13
    page = visitor.submit(f"/answers/{item}", {"text": text})
    assert page.status == 400
    assert "13" in page.soup.select_one(".error-summary").get_text()
    assert page.soup.find(id=f"{item}-text").get_text().strip() == text.strip()
    assert visitor.submit(f"/answers/{item}", {"text": "woord " * 12}).status == 200


@pytest.mark.parametrize(
    "given",
    [
        {"options_1": "", "words_1": "9"},
        {"options_1": "", "words_1": "2001"},
        {"options_1": "", "words_1": "veel"},
        {"words_1": "100"},
        {"question_1_nl": "", "question_1_en": "", "options_1": "", "words_1": "100"},
    ],
    ids=["few", "many", "no number", "a choice", "no question"],
)
def test_a_limit_that_no_answer_can_have_is_refused_where_it_stands(draft, given):
    draft.go("requirements/BIO2-8.15.01/asked")
    page = draft.desk.submit("/asked", given)
    assert page.soup.select_one(".error-summary a[href='#words_1']")
    assert page.soup.select_one("#words_1")["value"] == given["words_1"]
    assert draft.requirements[2].questions[0].longest_words is None


def test_a_question_that_another_depends_on_cannot_lose_that_option(world, browser):
    draft = Draft(world, browser)
    draft.id = world.draft(draft.buyer, reference="more", numbers=("8.31.01",))
    before = draft.requirements
    draft.go("requirements/BIO2-8.31.01/asked")
    page = draft.desk.submit("/asked", {"options_1": "Ja = 100\nNee = 0"})
    assert page.soup.select_one(".error-summary p")
    assert draft.requirements == before


def test_another_proof_is_kept(draft):
    draft.go("requirements/BIO2-8.08.01/asked")
    draft.desk.submit(
        "/asked", {"design_nl": "Een test door een ander.", "design_types": ["penetration_test"]}
    )
    proof = draft.requirements[1].proof
    assert proof.design.nl == "Een test door een ander."
    assert proof.design_types == (ProofType.PENETRATION_TEST,)


def test_what_was_typed_stays_when_a_colleague_was_first(draft, world):
    draft.go("requirements/BIO2-8.08.01/asked")
    world.tailor(draft.buyer, draft.id, "8.08.01", text="Van een collega.")
    page = draft.desk.submit("/asked", {"question_1_nl": "Van mij?"})
    assert page.soup.select_one(".error-summary")
    assert "Van een collega." in page.soup.select_one(".compare").get_text()
    assert page.soup.select_one("[name=question_1_nl]").get_text().strip() == "Van mij?"
    draft.desk.submit("/asked", {})
    assert draft.requirements[1].questions[0].wording.nl == "Van mij?"
    assert draft.requirements[1].text.nl == "Van een collega."


@pytest.mark.parametrize(
    ("number", "place", "order"),
    [
        ("8.08.01", 1, ["8.08.01", "5.20.05", "8.15.01"]),
        ("8.08.01", 3, ["5.20.05", "8.15.01", "8.08.01"]),
        ("5.20.05", 99, ["8.08.01", "8.15.01", "5.20.05"]),
        ("8.15.01", 0, ["8.15.01", "5.20.05", "8.08.01"]),
        ("8.08.01", 2, ["5.20.05", "8.08.01", "8.15.01"]),
    ],
    ids=["up", "down", "beyond the end", "before the start", "where it is"],
)
def test_a_requirement_moves_to_its_place(number, place, order, draft):
    draft.move(number, place)
    assert draft.order == order


def test_moving_a_requirement_hinders_nobody_who_has_it_open(draft):
    draft.go("requirements/BIO2-5.20.05")
    draft.move("8.15.01", 1)
    page = draft.desk.submit("/BIO2-5.20.05", {"text": "Van mij."})
    assert not page.soup.select_one(".error-summary")
    assert draft.requirements[1].text.nl == "Van mij."


def test_the_buttons_move_a_requirement_one_place_and_come_back_to_it(draft):
    page = draft.go("requirements")
    up = [button for button in page.soup.select("button[name=place]") if "8.08.01" in button.text]
    assert [button["value"] for button in up] == ["1", "3"]
    page = draft.desk.submit("/BIO2-8.08.01/move", {"place": "1"})
    assert draft.order == ["8.08.01", "5.20.05", "8.15.01"]
    first, *_, last = page.soup.select("tbody tr")
    assert [button["value"] for button in first.select("button[name=place]")] == ["2"]
    assert [button["value"] for button in last.select("button[name=place]")] == ["2"]


def test_a_place_that_is_no_place_moves_nothing(draft):
    for place in ("", "nul", "-1", "10001"):
        draft.go("requirements")
        assert draft.desk.submit("/BIO2-8.08.01/move", {"place": place}).status == 404
    assert draft.order == list(NUMBERS)


def test_what_is_not_there_or_published_cannot_be_moved(draft, world):
    with pytest.raises(NotFoundError):
        draft.move("9.99.99", 1)
    draft.id = world.published(draft.buyer, reference="published")
    with pytest.raises(AlreadyPublishedError):
        draft.move("8.08.01", 1)


def test_asking_and_moving_are_in_the_journal(draft, world):
    draft.go("requirements/BIO2-8.08.01/asked")
    draft.desk.submit("/asked", {})
    draft.move("8.08.01", 1)
    with world.database.reading() as session:
        entries = list(journal.read(session, journal.of_procurement(draft.id)))
    found = {entry.action: entry.facts for entry in entries}
    assert found["move"] == {"requirement": "BIO2-8.08.01", "place": 1}
    assert found["ask"]["requirement"] == "BIO2-8.08.01"
