"""This file tells what happened: in few lines, the newest first, and to whom it may be told."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from factories.world import NOW

from questionnaires.answers import OpenText
from supplier_portal import services
from supplier_portal.services import journal, news, opening, procurements, responses
from supplier_portal.services.journal import Entry
from supplier_portal.services.news import LINES

MINUTE = timedelta(minutes=1)
CANARY = "KANARIE-7f3a"
# What is in the journal for who investigates, and is no news to anybody: who came and went, and
# on which day a supplier asked or withdrew a question.
NOT_TOLD = {
    "keep_in_vault",
    "correct_in_vault",
    "replace_in_vault",
    "withdraw_from_vault",
    "remove_note",
    "invite_colleague",
    "revoke_colleague",
    "join_team",
    "give_right",
    "take_right",
    "deactivate_colleague",
    "readmit_colleague",
    "sign_in",
    "give_password",
    "set_second_factor",
    "reset_second_factor",
    "renew_recovery_codes",
    "use_recovery_code",
    "sign_out",
    "sign_out_elsewhere",
    "ask_password_link",
    "replace_password",
    "change_password",
    "claim_invitation",
    "question_received",
    "question_withdrawn",
}


class Paper:
    """The news of a buyer about one procurement, in which a test writes what happened."""

    def __init__(self, world):
        self.world = world
        self.buyer = world.person("procurement")
        self.reviewer = world.person("review", organisation=self.buyer)
        self.id = self.start("A")

    def start(self, reference):
        """A procurement of which nothing is told yet, but that it was started."""
        catalogue_id = self.world.catalogue()
        with self.world.database.writing.begin() as session:
            return procurements.start(
                session,
                self.buyer.actor,
                reference=reference,
                title="Zaaksysteem",
                language="nl",
                catalogue_id=catalogue_id,
                at=NOW,
            ).id

    def write(self, action, minute, *, who=None, result="done", about=None, chain=None):
        with self.world.database.writing.begin() as session:
            name = chain or journal.of_procurement(about or self.id)
            actor = str((who or self.buyer).id)
            at = NOW + minute * MINUTE
            entry = Entry(action, name, origin="test", actor=actor, at=at, result=result)
            journal.append(session, name, entry)

    def read(self, *also, person=None):
        with self.world.database.reading() as session:
            actor = (person or self.buyer).actor
            return news.of_procurements(session, actor, [self.id, *also])

    def told(self, *also):
        """The lines as (action, count, minute), the first of them the newest."""
        return [(line.action, line.count, (line.at - NOW) // MINUTE) for line in self.read(*also)]


@pytest.fixture
def paper(world):
    return Paper(world)


def test_without_a_procurement_there_is_no_news(world):
    buyer = world.person("procurement")
    with world.database.reading() as session:
        assert news.of_procurements(session, buyer.actor, []) == []
        assert news.of_responses(session, buyer.actor, []) == []


def test_the_newest_comes_first_whichever_procurement_it_is_about(paper):
    other = paper.start("B")
    paper.write("pick", 1)
    paper.write("pick", 2, about=other)
    paper.write("publish", 3)
    assert [(line.action, line.about) for line in paper.read(other)][:3] == [
        ("publish", paper.id),
        ("pick", other),
        ("pick", paper.id),
    ]


def test_the_same_again_is_one_line_with_a_count_and_the_last_time(paper):
    for minute in (1, 2, 3):
        paper.write("tailor", minute)
    assert paper.told() == [("tailor", 3, 3), ("start_procurement", 1, 0)]


def test_somebody_else_something_else_elsewhere_or_otherwise_is_another_line(paper):
    other = paper.start("B")
    paper.write("open", 1)
    paper.write("open", 2, who=paper.reviewer)
    paper.write("open", 3, who=paper.reviewer, result="refused_sealed")
    paper.write("open", 4, who=paper.reviewer, result="refused_sealed", about=other)
    paper.write("pick", 5, who=paper.reviewer, about=other)
    assert [line.count for line in paper.read(other)][:5] == [1] * 5


def test_a_run_that_something_came_between_is_two_lines(paper):
    for minute, action in enumerate(("tailor", "tailor", "pick", "tailor"), start=1):
        paper.write(action, minute)
    assert paper.told()[:3] == [("tailor", 1, 4), ("pick", 1, 3), ("tailor", 2, 2)]


def test_what_happened_in_two_procurements_at_one_moment_still_makes_runs(paper):
    other = paper.start("B")
    for _ in range(3):
        paper.write("tailor", 1)
        paper.write("tailor", 1, about=other)
    assert [line.count for line in paper.read(other)][:2] == [3, 3]


def test_there_are_no_more_lines_than_fit_and_the_last_one_still_counts_its_whole_run(paper):
    for minute in range(1, 40):
        paper.write(("tailor", "drop")[minute // 2 % 2], minute)
    found = paper.told()
    assert len(found) == LINES
    assert [count for _, count, _ in found] == [2] * LINES
    assert [minute for *_, minute in found] == list(range(39, 39 - 2 * LINES, -2))


def test_a_colleague_is_named_and_nobody_else(paper, world):
    stranger = world.person("procurement")
    paper.write("pick", 1, who=paper.reviewer)
    paper.write("publish", 2, who=stranger)
    assert [line.who for line in paper.read()] == ["", "Persoon review", "Persoon procurement"]
    assert [line.who for line in paper.read(person=stranger)] == ["Persoon procurement", "", ""]


def test_only_what_was_asked_for_is_told(paper):
    paper.start("B")
    assert [line.about for line in paper.read()] == [paper.id]


def test_a_refusal_is_told_as_one(scene):
    with scene.database.writing.begin() as session:
        found = scene.procurement(session)
        opening.tell_of_attempt(session, scene.reviewer.actor, found, at=NOW + MINUTE)
    with scene.database.reading() as session:
        newest, *_ = news.of_procurements(session, scene.buyer.actor, [scene.procurement_id])
    assert (newest.action, newest.result, newest.count) == ("open", "refused_sealed", 1)


def test_what_is_not_for_a_start_page_is_passed_over(paper):
    paper.write("sign_in", 1)
    paper.write("save_answer", 2)
    assert paper.told() == [("start_procurement", 1, 0)]


def test_a_supplier_reads_its_own_news_with_the_names_of_colleagues(scene):
    colleague = scene.colleague()
    item = "BIO2-5.20.05.q3"
    scene.save(item, OpenText(CANARY), by=colleague)
    scene.save(item, OpenText(f"{CANARY}!"), 1, by=colleague)
    other = scene.another("Ander")
    other.hand_in()
    with scene.database.reading() as session:
        [line] = news.of_responses(session, scene.supplier.actor, [scene.response_id])
    assert (line.action, line.count, line.who) == ("save_answer", 2, "Persoon supplier")
    assert CANARY not in repr(line)


def test_staff_learn_nothing_of_what_a_supplier_does(scene):
    def staff_news():
        with scene.database.reading() as session:
            known = [scene.procurement_id, scene.response_id]
            people = scene.buyer, scene.reviewer
            return [news.of_procurements(session, person.actor, known) for person in people]

    before = staff_news()
    assert all(before)
    scene.hand_in()
    with scene.database.writing.begin() as session:
        responses.tell_of_refusal(
            session,
            scene.supplier.actor,
            scene.response_id,
            action="submit",
            result="refused_late",
            at=NOW + MINUTE,
        )
    assert staff_news() == before


def test_even_a_suppliers_action_in_a_chain_of_staff_would_not_be_told(paper):
    for minute, action in enumerate(sorted(news.OF_SUPPLIERS), start=1):
        paper.write(action, minute)
    assert paper.told() == [("start_procurement", 1, 0)]
    assert not news.OF_STAFF & news.OF_SUPPLIERS


def test_every_action_that_is_written_is_news_or_is_known_to_be_none():
    written = {name for path in _sources() for name in _actions(ast.parse(path.read_text()))}
    assert written == news.OF_STAFF | news.OF_SUPPLIERS | NOT_TOLD


@pytest.mark.parametrize(
    "source",
    [
        'tell(session, actor, procurement, action="new_action", at=at)',
        'procurements.tell(session, actor, found, at=at, action="new_action")',
        'journal.Entry("new_action", chain, origin=origin, actor=actor, at=at)',
        'Entry(action="new_action", object=chain)',
    ],
)
def test_a_new_action_is_noticed_however_it_is_written(source):
    assert list(_actions(ast.parse(source))) == ["new_action"]


def _sources():
    found = sorted(Path(services.__file__).parent.rglob("*.py"))
    assert len(found) > 10
    return found


def _actions(tree):
    """The names of actions in calls that write in the journal."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            function = ast.unparse(call.func).rpartition(".")[2]
            named = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
            first = call.args[:1] if function == "Entry" else []
            yield from (
                node.value
                for node in (*named, *first)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
