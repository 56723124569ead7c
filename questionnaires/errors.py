"""This file names what can go wrong in the domain, in facts that a page can put into words."""

from collections.abc import Callable
from typing import ClassVar


class Message(str):
    """A sentence for people, in English, that the web layer translates."""

    __slots__ = ()


def translatable(message: str) -> Message:
    """Mark a message for translation; the domain itself never translates."""
    return Message(message)


class QuestionnaireError(Exception):
    """A rule of the domain was broken; ``message`` is for people, ``facts`` fill it in."""

    message: ClassVar[str] = translatable("This is not possible.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.told())

    def told(
        self,
        translate: Callable[[str], str] = str,
        show: Callable[[object], object] = lambda fact: fact,
    ) -> str:
        """Give the message in the reader's language, its facts as the reader writes them."""
        shown = {name: show(fact) for name, fact in self.facts.items()}
        told = {
            name: translate(fact) % shown if isinstance(fact, Message) else shown[name]
            for name, fact in self.facts.items()
        }
        return translate(self.message) % told


class UnsafeTextError(QuestionnaireError):
    """A text holds a character that no document can carry unchanged (assurance, finding 2)."""

    message = translatable(
        "Character %(position)s of this text (code %(code)s) cannot be stored. Remove it."
    )


class InvalidQuestionError(QuestionnaireError):
    """A question contradicts itself, for example a choice without options."""

    message = translatable("Question %(question)s: %(problem)s")


class InvalidRequirementError(QuestionnaireError):
    """A requirement contradicts itself, for example a scored one without weight."""

    message = translatable("Requirement %(requirement)s: %(problem)s")


class InvalidParticularsError(QuestionnaireError):
    """What is told of a file that proves something contradicts itself."""

    message = translatable("This does not fit what is told of a file: %(problem)s")


class InvalidEntryError(QuestionnaireError):
    """What an organisation wants to keep beside the norms contradicts itself."""

    message = translatable("%(key)s: %(problem)s")


class InvalidProfileError(QuestionnaireError):
    """A risk profile contradicts itself."""

    message = translatable("%(problem)s")


class InvalidReasonError(QuestionnaireError):
    """A reason that must convince others says too little."""

    message = translatable("%(problem)s")


class InvalidClarificationError(QuestionnaireError):
    """A question or an answer about a procurement cannot be kept."""

    message = translatable("%(problem)s")


class NotPublishableError(QuestionnaireError):
    """A requirement set is not ready to be published."""

    message = translatable("The requirement set cannot be published yet. %(problem)s")


class UnknownItemError(QuestionnaireError):
    """An answer or judgement names something the revision does not hold."""

    message = translatable("%(item)s is not part of this questionnaire.")


class UnacceptableAnswerError(QuestionnaireError):
    """An answer does not fit its question."""

    message = translatable("%(problem)s")


class TooManyWordsError(UnacceptableAnswerError):
    """An answer is longer than the words its question gives room for; shortened it would fit."""

    message = translatable("Your answer has %(words)s words. Use at most %(limit)s.")


class UnacceptableJudgementError(QuestionnaireError):
    """A judgement does not fit what it judges."""

    message = translatable("%(problem)s")


class TemplateFailsError(QuestionnaireError):
    """A template of an organisation could not be filled; ``problem`` says why, for people."""

    message = translatable("%(problem)s")

    def __init__(self, problem: Message, **facts: object) -> None:
        self.problem = problem
        super().__init__(problem=problem, **facts)


class ConversionError(QuestionnaireError):
    """No document of this format could be made of a Word document."""

    message = translatable(
        "This document could not be made in this format now. Try again, or take the Word document."
    )


class UnreadableFileError(QuestionnaireError):
    """A file that came in cannot be read; says on which line and why."""

    message = translatable("Line %(line)s: %(reason)s")


class UnprintableTextError(QuestionnaireError):
    """A text holds a letter that this kind of document cannot show; another kind can."""

    message = translatable(
        "“%(character)s” (%(code)s) cannot be printed in a PDF: %(reason)s "
        "Choose Word for this document, or leave the character out."
    )
