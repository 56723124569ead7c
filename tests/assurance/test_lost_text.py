"""This file makes documents of thousands of hostile contents: no character may be lost (F1)."""

import pytest
from factories.annexes import hostile_contents

from questionnaires.annexes import AnnexKind, texts_of
from supplier_portal.documents import word
from supplier_portal.services.annexes import template_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", [kind.value for kind in AnnexKind])
def test_every_text_of_a_hostile_content_comes_back_out_of_the_document(kind, request):
    seed, trials = (request.config.getoption(name) for name in ("--seed", "--trials"))
    template = template_of(AnnexKind(kind))
    for trial in range(trials):
        content = hostile_contents(seed, trial)[kind]
        text = word.text_of(word.render(template, content))
        printed = [part for name, part in content.items() if name not in {"labels", "language"}]
        lost = [each for each in texts_of(printed) if each not in text and each != kind]
        assert lost == [], f"seed {seed}, trial {trial}"
