"""This file says what happened in sentences: of everything that is told, in both languages."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest
from factories.world import NOW
from flask_babel import force_locale

import supplier_portal
from supplier_portal.services import news
from supplier_portal.services.news import News
from supplier_portal.web.news import _REFUSALS, _SENTENCES, sentence

WHO = "Sanne <Jansen> & 100 %(num)d"
TOLD = sorted(news.OF_STAFF | news.OF_SUPPLIERS)
DONE = "done"


def told(action, *, result=DONE, who=WHO, count=1):
    return sentence(News(action, result, who, uuid4(), NOW, count))


@pytest.fixture(params=["nl", "en"])
def language(request, app):
    with app.test_request_context("/"), force_locale(request.param):
        yield request.param


def test_exactly_what_is_told_has_a_sentence():
    assert set(_SENTENCES) == set(TOLD)


@pytest.mark.parametrize("action", TOLD)
def test_each_action_is_a_sentence_that_names_who_did_it(action, language):
    for count in (1, 2, 7):
        found = told(action, count=count)
        assert found.startswith(f"{WHO} ")
        assert found.endswith(".")
        assert "%(" not in found.replace(WHO, "")


def test_no_two_actions_are_told_alike(language):
    for count in (1, 3):
        assert len({told(action, count=count) for action in TOLD}) == len(TOLD)


@pytest.mark.parametrize(
    "action", ["tailor", "drop", "invite", "judge", "attach_evidence", "remove_evidence"]
)
def test_what_can_be_counted_is_counted(action, language):
    assert "3" in told(action, count=3)
    assert "1" not in told(action, count=1).replace(WHO, "")


def test_somebody_without_a_name_is_somebody(language):
    somebody = {"nl": "Iemand", "en": "Somebody"}[language]
    assert told("publish", who="").startswith(f"{somebody} ")


@pytest.mark.parametrize("result", sorted(_REFUSALS))
def test_a_refusal_is_never_told_as_if_it_was_done(result, language):
    for action in TOLD:
        refused = told(action, result=result)
        assert refused != told(action)
        assert refused.startswith(f"{WHO} ")


def test_every_result_that_is_written_is_done_or_has_a_sentence_of_its_own():
    root = Path(supplier_portal.__file__).parent
    trees = [ast.parse(path.read_text()) for path in root.rglob("*.py")]
    written = {
        keyword.value.value
        for tree in trees
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "result" and isinstance(keyword.value, ast.Constant)
    }
    assert written - {DONE} == set(_REFUSALS)
