"""This file holds the part of a form that says what is asked: the questions and the proof."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectChoice, StringField
from wtforms.validators import ValidationError

from questionnaires.errors import UnsafeTextError
from questionnaires.questions import ONE, WORD_LIMITS, Option, Question, QuestionKind
from questionnaires.requirement_sets import Proof, ProofType
from questionnaires.rewriting import rewritten
from questionnaires.wording import safe
from supplier_portal.procurement.house_forms import WordedForm, dutch, english, pair
from supplier_portal.web import option_lines
from supplier_portal.web.fields import Checkboxes, InOneLanguage, OptionLines, VersionField
from supplier_portal.web.names import name_of

LEVELS = ("design", "existence", "operation")
_PLACES = (1, 2, 3)


class OfQuestion:
    """Refuse options without the question that they answer."""

    def __init__(self, question: str) -> None:
        self.question = question

    def __call__(self, form: WordedForm, field: Field) -> None:
        """Raise ValidationError when the question is empty."""
        if (field.data or "").strip() and not form.wording(self.question):
            raise ValidationError(_l("Write the question that goes with these options."))


class EarnsAll:
    """Refuse options with which nobody can earn all points of a question."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __call__(self, form: "AskedForm", field: Field) -> None:
        """Raise ValidationError when the best answer earns less than everything."""
        try:
            options = option_lines.read(safe(field.data or ""))
        except (option_lines.OptionLineError, UnsafeTextError):
            return  # which the field itself tells
        if options and not form.can_earn_all(self.place, options):
            raise ValidationError(
                _l("With the best answer 100 percent must be earned; now nobody can.")
            )


class OfOpenQuestion:
    """Refuse a limit in words that is none, or that goes with options or without a question."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __call__(self, form: WordedForm, field: Field) -> None:
        """Raise ValidationError when no answer can have this limit."""
        written = (field.data or "").strip()
        if not written:
            return
        if not written.isdecimal() or int(written[:9]) not in WORD_LIMITS:
            raise ValidationError(_l("Enter a number of words from 10 to 2000, or nothing."))
        if not form.wording(f"question_{self.place}"):
            raise ValidationError(_l("Write the question that goes with this limit."))
        if (form[f"options_{self.place}"].data or "").strip():
            raise ValidationError(_l("Only a question without options has a limit in words."))


def _word_limit(place: int) -> StringField:
    return StringField(
        _l("Most words of an answer (not required)"),
        [OfOpenQuestion(place)],
        description=_l("Only for a question without options. The supplier sees it before writing."),
        render_kw={"inputmode": "numeric", "class": "short", "autocomplete": "off"},
    )


class AskedForm(WordedForm):
    """Up to three questions with their options, and the proof at three levels.

    ``before`` holds the questions as they are: what the form does not show of them stays, and so
    does the order of the kinds of proof in ``proof_before``.
    """

    before: Sequence[Question] = ()
    proof_before = Proof()

    question_1_nl = dutch(
        _l("Question"),
        InOneLanguage("question_1_en", _l("Ask a question in Dutch, in English, or in both.")),
    )
    question_1_en = english(_l("Question"))
    options_1 = OptionLines(_l("Options"), EarnsAll(1))
    words_1 = _word_limit(1)
    question_2_nl = dutch(_l("Second question"))
    question_2_en = english(_l("Second question"))
    options_2 = OptionLines(
        _l("Options of the second question"), OfQuestion("question_2"), EarnsAll(2)
    )
    words_2 = _word_limit(2)
    question_3_nl = dutch(_l("Third question"))
    question_3_en = english(_l("Third question"))
    options_3 = OptionLines(
        _l("Options of the third question"), OfQuestion("question_3"), EarnsAll(3)
    )
    words_3 = _word_limit(3)
    design_nl = dutch(_l("What shows that it is designed"))
    design_en = english(_l("What shows that it is designed"))
    design_types = Checkboxes(_l("Kinds of proof of the design"))
    existence_nl = dutch(_l("What shows that it is there"))
    existence_en = english(_l("What shows that it is there"))
    existence_types = Checkboxes(_l("Kinds of proof that it is there"))
    operation_nl = dutch(_l("What shows that it works"))
    operation_en = english(_l("What shows that it works"))
    operation_types = Checkboxes(_l("Kinds of proof that it works"))

    def __init__(
        self,
        *,
        before: Sequence[Question] = (),
        proof_before: Proof = Proof(),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.before = before
        self.proof_before = proof_before
        for level in LEVELS:
            self[f"{level}_types"].choices = [
                SelectChoice(kind.value, name_of(kind)) for kind in ProofType
            ]

    @staticmethod
    def shown_asked(questions: Iterable[Question], proof: Proof) -> dict[str, object]:
        """What the form shows at first of questions and proof."""
        return {**_shown_questions(questions), **_shown_proof(proof)}

    def asked(self) -> tuple[Question, ...]:
        """The questions as they were written, each over the one that stood in its place.

        Raises InvalidQuestionError.
        """
        return tuple(self._asked())

    def can_earn_all(self, place: int, options: Sequence[Option]) -> bool:
        """Whether the best answer to a question earns everything: one option, or all together."""
        fractions = [option.fraction for option in options]
        return (sum(fractions) if self._is_multiple(place) else max(fractions)) >= ONE

    def _is_multiple(self, place: int) -> bool:
        before = self.before[place - 1 : place]
        return any(question.kind is QuestionKind.MULTI_CHOICE for question in before)

    def proof(self) -> Proof:
        """The proof as it was written."""
        return Proof(
            design=self.wording("design"),
            existence=self.wording("existence"),
            operation=self.wording("operation"),
            design_types=self._types("design"),
            existence_types=self._types("existence"),
            operation_types=self._types("operation"),
        )

    def _types(self, level: str) -> tuple[ProofType, ...]:
        chosen = set(map(ProofType, self[f"{level}_types"].data or ()))
        earlier = getattr(self.proof_before, f"{level}_types")
        return tuple(kind for kind in dict.fromkeys((*earlier, *ProofType)) if kind in chosen)

    def _asked(self) -> Iterable[Question]:
        before = self.before
        free = iter(_free_keys(before))
        for place in _PLACES:
            wording = self.wording(f"question_{place}")
            options = option_lines.read(safe(self[f"options_{place}"].data or ""))
            if not wording:
                continue
            limit = self._limit(place)
            if place <= len(before):
                yield rewritten(before[place - 1], wording, options, limit)
            else:
                kind = QuestionKind.SINGLE_CHOICE if options else QuestionKind.OPEN
                key = next(free)
                yield Question(key, kind, wording, options=options, longest_words=limit)

    def _limit(self, place: int) -> int | None:
        written = (self[f"words_{place}"].data or "").strip()
        return int(written) if written else None


class RequirementAskedForm(AskedForm):
    """What one requirement of a set asks."""

    version = VersionField()


def _free_keys(questions: Sequence[Question]) -> list[str]:
    taken = {question.key for question in questions}
    keys = (f"q{number}" for number in range(1, 2 * len(_PLACES) + 1))
    return [key for key in keys if key not in taken]


def _shown_questions(questions: Iterable[Question]) -> dict[str, object]:
    shown: dict[str, object] = {}
    for place, question in enumerate(questions, start=1):
        shown.update(pair(f"question_{place}", question.wording))
        shown[f"options_{place}"] = option_lines.write(question.options)
        shown[f"words_{place}"] = str(question.longest_words or "")
    return shown


def _shown_proof(proof: Proof) -> dict[str, object]:
    shown: dict[str, object] = {}
    for level in LEVELS:
        shown.update(pair(level, getattr(proof, level)))
        shown[f"{level}_types"] = [kind.value for kind in getattr(proof, f"{level}_types")]
    return shown
