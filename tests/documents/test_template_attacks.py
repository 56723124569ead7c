"""No template that attacks who fills it is kept (assurance E9)."""

import pytest
from factories.hostile_templates import HOSTILE
from factories.word_templates import template

from supplier_portal.documents import confined
from supplier_portal.documents.inspection.inspecting import inspect


def test_the_template_that_is_spoiled_is_good_by_itself():
    assert inspect(template(), "contract_annex") == []


@pytest.mark.parametrize("name", HOSTILE, ids=list(HOSTILE))
def test_it_is_told_what_is_wrong_with_an_attack(name):
    found = inspect(HOSTILE[name](), "contract_annex")
    assert [problem.message % problem.facts for problem in found]


def test_the_limited_process_says_the_same():
    for name, made in HOSTILE.items():
        assert confined.inspect(made(), "contract_annex"), name
