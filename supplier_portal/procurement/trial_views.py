"""This file tries test answers on a questionnaire: what they open, what is wrong, what they score.

They live in the form of the page that shows them and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from werkzeug.datastructures import MultiDict

from questionnaires.answers import Answers, Entry
from questionnaires.catalogue import Theme
from questionnaires.errors import UnacceptableAnswerError, UnsafeTextError
from questionnaires.questionnaire import Item, Progress, Questionnaire, asked
from questionnaires.scoring import AnswerScore, RequirementScore, Scorecard, score
from supplier_portal.web import section_views
from supplier_portal.web.formatting import told
from supplier_portal.web.question_forms import Typed, entry_from, shown_again
from supplier_portal.web.section_views import ItemView, RequirementView

_FIELDS = frozenset({"option", "number", "text", "compensation", "claimed"})


@dataclass(frozen=True, slots=True)
class Mistake:
    """An answer that no supplier could give, and why."""

    item: Item
    message: str


@dataclass(frozen=True)
class Trial:
    """Test answers to one questionnaire: as typed, as they count, and those that were refused."""

    questionnaire: Questionnaire
    typed: Mapping[str, Typed]
    answers: Answers
    refused: Mapping[str, str]

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong with answers to what is asked; what stays hidden harms nobody."""
        items = self.questionnaire.items
        return tuple(
            Mistake(items[key], message)
            for key, message in self.refused.items()
            if items[key].question is None or key in self._visible
        )

    @cached_property
    def scorecard(self) -> Scorecard:
        """What the answers earn before any reviewer judged one."""
        return score(self.questionnaire.revision, self.answers, {})

    @cached_property
    def scores(self) -> Mapping[str, RequirementScore]:
        """What each scored requirement earns, by its identifier."""
        terms = [term for theme in self.scorecard.themes for term in theme.requirements]
        return {term.requirement.identifier: term for term in terms}

    @cached_property
    def answer_scores(self) -> Mapping[str, AnswerScore]:
        """What each visible question of a scored requirement earns, by its item."""
        return {answer.item: answer for term in self.scores.values() for answer in term.answers}

    def progress(self, theme: Theme) -> Progress:
        """Answered and visible questions of a theme."""
        return self.questionnaire.progress(self.answers, theme)

    def section(self, theme: Theme) -> list[RequirementView]:
        """The requirements of a theme with the test answers in them."""
        return section_views.section(self.questionnaire, theme, self.answers, self._filled)

    def following(self, theme: Theme) -> Mapping[str, str]:
        """The question that comes after each one of a theme that is asked."""
        items = self.questionnaire.items
        keys = [key for key in self._visible if items[key].requirement.theme is theme]
        return dict(pairwise(keys))

    def carried(self, theme: Theme) -> list[tuple[str, str]]:
        """The fields of all other themes, which the page of this one takes along unseen."""
        return [
            (f"{key}-{field}", value)
            for key, typed in self.typed.items()
            if self.questionnaire.items[key].requirement.theme is not theme
            for field, value in typed.items(multi=True)
        ]

    @cached_property
    def _visible(self) -> dict[str, None]:
        """The items of the questions that are asked, in their order."""
        return {
            item: None
            for part in self.questionnaire.sections
            for requirement in part.requirements
            for question in asked(requirement, self.answers)
            for item in (requirement.item(question),)
        }

    def _filled(self, item: Item) -> ItemView:
        view = ItemView(
            item=item,
            shown=shown_again(self.typed.get(item.key, MultiDict())),
            is_answered=item.key in self.answers,
            error=self.refused.get(item.key, ""),
        )
        return section_views.weighed(view, self.answers.get(item.key))


def trial_of(questionnaire: Questionnaire, form: MultiDict[str, str]) -> Trial:
    """Read the test answers of a form; what is no part of the questionnaire any more is left."""
    typed = _typed(questionnaire, form)
    answers: dict[str, Entry] = {}
    refused: dict[str, str] = {}
    for key, values in typed.items():
        try:
            entry = entry_from(questionnaire.item(key), values)
            if entry is not None:
                answers[key] = questionnaire.accept(key, entry)
        except (UnacceptableAnswerError, UnsafeTextError) as error:
            refused[key] = told(error)
    return Trial(questionnaire, typed, answers, refused)


def _typed(questionnaire: Questionnaire, form: MultiDict[str, str]) -> Mapping[str, Typed]:
    found: dict[str, Typed] = {}
    for name, value in form.items(multi=True):
        key, _, field = name.rpartition("-")
        if value and field in _FIELDS and key in questionnaire.items:
            found.setdefault(key, MultiDict()).add(field, value)
    return found
