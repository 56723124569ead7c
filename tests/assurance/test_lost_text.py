"""This file makes documents of thousands of hostile contents: no character may be lost (F1)."""

import pytest
from factories.annexes import hostile_contents

from questionnaires.annexes import NOT_PRINTED, AnnexKind, texts_of
from supplier_portal.documents import word
from supplier_portal.services.annexes import template_of

SHARES = 2  # so that two processes can share the work
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("share", range(SHARES))
def test_every_text_of_a_hostile_content_comes_back_out_of_the_document(share, request):
    seed, trials = (request.config.getoption(name) for name in ("--seed", "--trials"))
    for trial in range(share, trials, SHARES):
        for kind, content in hostile_contents(seed, trial).items():
            text = word.text_of(word.render(template_of(AnnexKind(kind)), content))
            printed = [part for name, part in content.items() if name not in NOT_PRINTED]
            lost = [each for each in texts_of(printed) if each not in text]
            assert lost == [], f"{kind}, seed {seed}, trial {trial}"
