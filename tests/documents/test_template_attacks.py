"""No template that attacks who fills it is kept (assurance E9)."""

import pytest
from factories.hostile_templates import HOSTILE, SAID
from factories.word_templates import template
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from questionnaires.placeholders import shape
from supplier_portal.documents import confined
from supplier_portal.documents.inspection.expressions import Reader
from supplier_portal.documents.inspection.inspecting import inspect

# These say nothing else than what may be said; they are refused for how they are written.
ONLY_WRITTEN = {"a comment", "a trimmed tag", "raw"}


def test_the_template_that_is_spoiled_is_good_by_itself():
    assert inspect(template(), "contract_annex") == []


@pytest.mark.parametrize("name", HOSTILE, ids=list(HOSTILE))
def test_it_is_told_what_is_wrong_with_an_attack(name):
    found = inspect(HOSTILE[name](), "contract_annex")
    assert [problem.message % problem.facts for problem in found]


@pytest.mark.parametrize("name", sorted(SAID.keys() - ONLY_WRITTEN))
def test_the_list_of_what_may_be_said_refuses_it_by_itself(name):
    try:
        parsed = SandboxedEnvironment().parse(SAID[name])
    except (TemplateSyntaxError, RecursionError):
        return  # it says nothing that could be filled in
    assert Reader(shape("contract_annex")).read(parsed).objections


def test_the_limited_process_says_the_same():
    for name, made in HOSTILE.items():
        assert confined.inspect(made(), "contract_annex"), name
