"""Everything that a page names has a name, in both languages."""

import pytest
from flask_babel import force_locale

from questionnaires import knowledge
from questionnaires.catalogue import Category, MeasureStatus, Source, Theme
from questionnaires.catalogue_changes import Aspect
from questionnaires.judgements import Applicability, Verdict
from questionnaires.measure_changes import ChangeKind
from questionnaires.parts import parts_of
from questionnaires.questions import Severity
from questionnaires.readiness import CheckKey
from questionnaires.requirement_sets import ProofType, RequirementKind
from questionnaires.scoring import Origin, Standing
from supplier_portal.procurement.catalogue_views import LETTERS
from supplier_portal.services.approvals import ApprovalState
from supplier_portal.services.jobs import JobState
from supplier_portal.services.states import State
from supplier_portal.web.names import letter_name, name_of

NAMED = (
    *(
        Applicability,
        ApprovalState,
        Aspect,
        Category,
        ChangeKind,
        CheckKey,
        JobState,
        MeasureStatus,
        Origin,
        ProofType,
    ),
    *(RequirementKind, Severity, Source, Standing, State, Theme, Verdict),
)


@pytest.mark.parametrize("kind", NAMED)
def test_every_value_has_a_name_of_its_own_in_each_language(kind, app):
    with app.test_request_context():
        for language in ("nl", "en"):
            with force_locale(language):
                names = [name_of(value) for value in kind]
            assert all(names)
            assert len(set(names)) == len(names)


def test_every_letter_that_a_control_serves_says_what_it_is_about(app):
    served = {letter for letters in knowledge.load().facts.letters.values() for letter in letters}
    assert served <= set(LETTERS)
    with app.test_request_context():
        names = [letter_name(letter) for letter in LETTERS]
    assert len(set(names)) == len(LETTERS)
    assert all(len(name.split()) > 1 for name in names)


def test_a_theme_is_called_the_same_where_it_is_a_part_of_a_catalogue(app):
    titles = {part.key: part.title for part in parts_of(knowledge.load().catalogue())}
    assert len(titles) == len(Theme)
    with app.test_request_context():
        for language in ("nl", "en"):
            with force_locale(language):
                names = {theme.value: name_of(theme) for theme in Theme}
            assert names == {key: title.choose(language).text for key, title in titles.items()}
