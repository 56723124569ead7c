"""This file asks, answers and publishes: all the same at one moment, and nobody knows who asked."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from factories.asking import ANSWER, QUESTION
from factories.world import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.errors import InvalidClarificationError
from supplier_portal.records.jobs import JobRecord
from supplier_portal.services import ask_by, clarifications, enquiries, journal, notas, responses
from supplier_portal.services.clarifications import ClarificationState
from supplier_portal.services.errors import (
    AskingIsOverError,
    AskingNotOpenError,
    ChangedMeanwhileError,
    ClarificationIsFixedError,
    DeadlineError,
    EmptyNotaError,
    LateNotaError,
    NotaIsOverError,
    NotFoundError,
    SameQuestionError,
)

REQUIREMENT = "BIO2-8.08.01"
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)


@pytest.fixture
def asking(scene):
    """The scene, in which suppliers can ask for five days."""
    scene.world.ask_by(scene.buyer, scene.procurement_id)
    return scene


def _ask(scene, text=QUESTION, requirement="", *, at=NOW):
    return scene.world.ask(scene.supplier, scene.response_id, text, requirement, at=at)


def _answer(scene, about, **wanted):
    scene.world.draft_answer(scene.buyer, scene.procurement_id, about, **wanted)


def _publish(scene, **how):
    return scene.world.nota(scene.buyer, scene.procurement_id, **how)


def _published(scene):
    with scene.database.reading() as session:
        return notas.published(session, scene.procurement_id)


def _mine(scene):
    with scene.database.reading() as session:
        return enquiries.of_response(session, scene._response(session))


def _waiting(scene):
    with scene.database.reading() as session:
        found = clarifications.all_of(session, scene.procurement(session))
        return [(item.question, clarifications.state_of(item)) for item in found]


def _last_ask(scene):
    with scene.database.reading() as session:
        return ask_by.ends_at(scene.procurement(session))


def test_without_a_date_nobody_can_ask(scene):
    with pytest.raises(AskingNotOpenError):
        _ask(scene)


def test_the_last_moment_counts_and_a_tick_later_does_not(asking):
    last = _last_ask(asking)
    _ask(asking, at=last)
    with pytest.raises(AskingIsOverError):
        _ask(asking, "Te laat?", at=last + TICK)
    assert [item.text for item in _mine(asking)] == [QUESTION]


def test_asking_never_lasts_beyond_the_deadline(scene, alter):
    scene.world.ask_by(scene.buyer, scene.procurement_id, days=9)
    with scene.database.writing.begin() as session:
        scene.procurement(session).deadline_at = NOW + DAY
    assert _last_ask(scene) == NOW + DAY


@pytest.mark.parametrize("days", [-1, 11], ids=["past", "after the deadline"])
def test_a_date_that_helps_nobody_is_refused(scene, days):
    with pytest.raises(DeadlineError):
        scene.world.ask_by(scene.buyer, scene.procurement_id, days=days)


def test_after_publication_the_date_only_moves_forward(asking):
    asking.world.ask_by(asking.buyer, asking.procurement_id, days=6)
    with pytest.raises(DeadlineError):
        asking.world.ask_by(asking.buyer, asking.procurement_id, days=5)


def test_a_question_about_what_is_not_asked_is_not_found(asking):
    with pytest.raises(NotFoundError):
        _ask(asking, requirement="BIO2-9.99.99")


def test_a_question_sent_twice_is_asked_once(asking):
    assert _ask(asking) == _ask(asking, f" {QUESTION}\n")
    assert len(_waiting(asking)) == 1


def test_a_question_goes_from_new_to_published_and_its_asker_sees_that(asking):
    question = _ask(asking, requirement=REQUIREMENT)
    assert _waiting(asking) == [(QUESTION, ClarificationState.NEW)]
    _answer(asking, question, answer="", is_ready=False, assignee=asking.reviewer.id)
    assert _waiting(asking) == [(QUESTION, ClarificationState.ASSIGNED)]
    _answer(asking, question, is_ready=False)
    assert _waiting(asking) == [(QUESTION, ClarificationState.DRAFTED)]
    _answer(asking, question, question="Mag Engels?")
    assert _waiting(asking) == [("Mag Engels?", ClarificationState.READY)]
    assert _mine(asking)[0].nota is None
    assert _publish(asking) == 1
    [nota] = _published(asking)
    assert list(nota.nota.numbered()) == [
        ("1.1", nota.nota.clarifications[0]),
    ]
    told = nota.nota.clarifications[0]
    assert (told.requirement, told.question, told.answer) == (REQUIREMENT, "Mag Engels?", ANSWER)
    [mine] = _mine(asking)
    assert (mine.nota, mine.text) == (1, QUESTION)


def test_an_answer_that_is_ready_has_words(asking):
    question = _ask(asking)
    with pytest.raises(InvalidClarificationError):
        _answer(asking, question, answer=" ")
    assert _waiting(asking) == [(QUESTION, ClarificationState.NEW)]


def test_two_colleagues_at_one_question_do_not_overwrite_each_other(asking):
    question = _ask(asking)
    draft = clarifications.Draft(QUESTION, ANSWER)
    with asking.database.writing.begin() as session:
        found = asking.procurement(session)
        clarifications.change(
            session, asking.buyer.actor, found, question, draft, version=1, at=NOW
        )
    with asking.database.writing.begin() as session, pytest.raises(ChangedMeanwhileError):
        found = asking.procurement(session)
        clarifications.change(
            session, asking.buyer.actor, found, question, draft, version=1, at=NOW
        )


def test_somebody_of_another_organisation_is_not_assigned(asking):
    question, stranger = _ask(asking), asking.world.person("review")
    with pytest.raises(NotFoundError):
        _answer(asking, question, assignee=stranger.id)


def test_questions_that_ask_the_same_are_answered_together(asking):
    rival = asking.another("Rivaal")
    first, second = _ask(asking), _ask(rival, "Bewijs in het Engels?")
    _answer(asking, second, answer="", is_ready=False, same_as=first)
    _answer(asking, first)
    _publish(asking)
    [nota] = _published(asking)
    assert [item.question for item in nota.nota.clarifications] == [QUESTION]
    assert [item.nota for item in (*_mine(asking), *_mine(rival))] == [1, 1]


def test_a_chain_of_questions_that_follow_each_other_is_refused(asking):
    first, second, third = (_ask(asking, f"Vraag {number}?") for number in range(3))
    _answer(asking, second, answer="", is_ready=False, same_as=first)
    for question, other in ((third, second), (first, third)):
        with pytest.raises(SameQuestionError):
            _answer(asking, question, answer="", is_ready=False, same_as=other)


def test_a_withdrawn_question_leaves_no_word_with_the_buyer(asking, everything):
    secret = "Wij van KANARIE vragen dit."
    question = _ask(asking, secret)
    other = _ask(asking)
    _answer(asking, question, is_ready=False)
    _answer(asking, other, is_ready=False, answer="", same_as=question)
    asking.world.withdraw_question(asking.supplier, asking.response_id, question)
    assert sorted(_waiting(asking)) == [
        ("", ClarificationState.WITHDRAWN),
        (QUESTION, ClarificationState.NEW),
    ]
    assert "KANARIE" not in str(everything("clarification"))
    with pytest.raises(ClarificationIsFixedError):
        _answer(asking, question)


def test_a_published_question_can_no_longer_be_withdrawn_or_changed(asking):
    question = _ask(asking)
    _answer(asking, question)
    _publish(asking)
    with pytest.raises(ClarificationIsFixedError):
        asking.world.withdraw_question(asking.supplier, asking.response_id, question)
    with pytest.raises(ClarificationIsFixedError):
        _answer(asking, question, answer="Toch anders.")


def test_a_supplier_withdraws_nobody_elses_question(asking):
    question, rival = _ask(asking), asking.another("Rivaal")
    with pytest.raises(NotFoundError):
        rival.world.withdraw_question(rival.supplier, rival.response_id, question)


def test_all_that_is_ready_goes_out_in_one_nota_general_first_then_as_the_set_is(asking):
    later = _ask(asking, "Over de laatste?", "BIO2-8.28.01")
    _ask(asking, "Nog niet beantwoord?")
    sooner = _ask(asking, "Over de eerste?", "BIO2-5.20.02")
    _answer(asking, later)
    _answer(asking, sooner)
    asking.world.add_clarification(asking.buyer, asking.procurement_id)
    assert _publish(asking) == 1
    [nota] = _published(asking)
    assert [item.question for item in nota.nota.clarifications] == [
        "",
        "Over de eerste?",
        "Over de laatste?",
    ]
    assert nota.nota.revision_digest == nota.revision.digest
    with pytest.raises(EmptyNotaError):
        _publish(asking)


def test_what_changed_after_it_was_shown_is_not_published_unseen(asking):
    question = _ask(asking)
    _answer(asking, question)
    with asking.database.reading() as session:
        shown = notas.upcoming(session, asking.procurement(session), at=NOW).shown
    _answer(asking, question, answer="Nee, toch niet.")
    with asking.database.writing.begin() as session, pytest.raises(ChangedMeanwhileError):
        found = asking.procurement(session)
        notas.publish(session, asking.buyer.actor, found, shown=shown, at=NOW)


def test_within_ten_days_nothing_is_published_unless_the_warning_was_seen(asking):
    _answer(asking, _ask(asking))
    with pytest.raises(LateNotaError):
        _publish(asking, has_seen_warning=False, at=NOW + TICK)
    _publish(asking, at=NOW + TICK)
    [nota] = _published(asking)
    assert nota.is_late
    [entry] = [item for item in asking.journal_of_procurement() if item.action == "publish_nota"]
    assert entry.facts["within_ten_days"] is True
    assert entry.facts["digest"] == nota.digest


def test_ten_days_before_the_deadline_needs_no_warning(asking):
    _answer(asking, _ask(asking))
    _publish(asking, has_seen_warning=False, at=asking.deadline - 10 * DAY)
    assert not _published(asking)[0].is_late


def test_after_the_deadline_nothing_is_published_drafted_or_added(asking):
    question = _ask(asking)
    _answer(asking, question)
    for act in (
        lambda at: _publish(asking, at=at),
        lambda at: _answer(asking, question, at=at),
        lambda at: asking.world.add_clarification(asking.buyer, asking.procurement_id, at=at),
    ):
        with pytest.raises(NotaIsOverError):
            act(asking.deadline + TICK)
    assert _published(asking) == []
    assert _publish(asking, at=asking.deadline) == 1


def test_everybody_who_was_invited_is_mailed_once_a_nota(asking):
    asking.another("Rivaal")
    for number in (1, 2):
        _answer(asking, _ask(asking, f"Vraag {number}?"))
        _publish(asking, sign_in="https://portaal.example.nl/sign-in")
    with asking.database.reading() as session:
        letters = [
            job.payload for job in session.query(JobRecord).filter_by(kind="nota_mail").all()
        ]
    to = sorted((letter["to"], letter["subject"].split(":")[0]) for letter in letters)
    assert to == [
        (f"{name}@example.nl", f"Nota van inlichtingen {number}")
        for name in ("leverancier", "rivaal")
        for number in (1, 2)
    ]
    assert all("https://portaal.example.nl/sign-in" in letter["text"] for letter in letters)


def test_what_was_read_is_kept_once_for_each_person(asking):
    _answer(asking, _ask(asking))
    _publish(asking)
    colleague = asking.colleague()

    def unseen(person):
        with asking.database.reading() as session:
            response = responses.of_supplier(session, person.actor, asking.response_id)
            return set(enquiries.unseen(session, person.actor, response))

    assert unseen(asking.supplier) == unseen(colleague) == {1}
    for _ in range(2):
        asking.world.see_nota(asking.supplier, asking.response_id, 7)
    assert (unseen(asking.supplier), unseen(colleague)) == (set(), {1})
    assert [entry.action for entry in asking.journal()].count("see_nota") == 1


def test_the_journal_of_the_buyer_tells_the_day_and_nobody(asking):
    _ask(asking, at=NOW)
    [entry] = [item for item in asking.journal_of_procurement() if "question" in item.action]
    assert (entry.action, entry.actor, entry.origin, entry.facts) == (
        "question_received",
        "",
        "",
        {},
    )
    told = json.dumps(
        [item.__getstate__() for item in asking.journal_of_procurement()], default=str
    )
    assert str(asking.supplier.id) not in told
    assert str(asking.response_id) not in told
    [own] = [item for item in asking.journal() if item.action == "ask_question"]
    assert own.actor == str(asking.supplier.id)
    assert own.at == NOW


def test_the_chains_of_both_sides_hold(asking):
    _answer(asking, _ask(asking))
    _publish(asking)
    with asking.database.reading() as session:
        for chain in (
            journal.of_procurement(asking.procurement_id),
            journal.of_response(asking.response_id),
        ):
            assert journal.first_broken(session, chain) is None


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "answer", "withdraw", "add", "publish", "see"]),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=12,
)


@given(acts=ACTS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_supplier_sees_the_same_answers_at_every_moment(suppliers, acts):
    """I8: whatever is asked, answered, withdrawn, published and read, in whichever order."""
    for act, who in acts:
        _act(suppliers[who], act)
        seen = [_seen_by(one) for one in suppliers]
        assert seen[0] == seen[1] == seen[2]


@pytest.fixture
def suppliers(asking):
    return [asking, asking.another("B"), asking.another("C")]


def _act(one, act):
    world = one.world
    acts = {
        "ask": lambda: _ask(one, f"Vraag {len(_mine(one))}?"),
        "answer": lambda: [_answer(one, mine.id) for mine in _mine(one) if mine.can_be_withdrawn],
        "withdraw": lambda: [
            world.withdraw_question(one.supplier, one.response_id, mine.id)
            for mine in _mine(one)[:1]
        ],
        "add": lambda: world.add_clarification(one.buyer, one.procurement_id),
        "publish": lambda: _publish(one),
        "see": lambda: world.see_nota(one.supplier, one.response_id, 19),
    }
    with suppress(ClarificationIsFixedError, EmptyNotaError):
        acts[act]()


def _seen_by(one):
    """What the page of one supplier is made of."""
    with one.database.reading() as session:
        response = one._response(session)
        found = notas.published(session, response.procurement_id)
        return [(item.digest, item.published_at, item.nota) for item in found]
