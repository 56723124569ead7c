"""This file says how one revision differs from an earlier one, and what that means for answers."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaires.answers import Answers
from questionnaires.errors import QuestionnaireError, TooManyWordsError
from questionnaires.questionnaire import Item, Questionnaire
from questionnaires.questions import Option, Question
from questionnaires.requirement_sets import Requirement
from questionnaires.revisions import Revision
from questionnaires.word_difference import Piece, word_difference
from questionnaires.wording import Language, Wording


class RequirementChangeKind(StrEnum):
    """What happened to a requirement between two revisions."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


class Part(StrEnum):
    """A part of a requirement that can differ; those of CODED hold a value instead of a text."""

    TITLE = "title"
    TEXT = "text"
    GUIDANCE = "guidance"
    KIND = "kind"
    WEIGHT = "weight"
    NOT_APPLICABLE = "not_applicable"
    DESIGN = "design"
    EXISTENCE = "existence"
    OPERATION = "operation"
    QUESTION = "question"
    EQUIVALENCE = "equivalence"
    PROOF_TYPES = "proof_types"
    RELATION = "relation"
    DETAILS = "details"


_VALUES = (Part.KIND, Part.WEIGHT, Part.NOT_APPLICABLE)
CODED = frozenset({*_VALUES, Part.PROOF_TYPES, Part.RELATION, Part.DETAILS})
_WORDS = {Language.DUTCH: "woorden", Language.ENGLISH: "words"}
LEVELS = ("design", "existence", "operation")


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part as it was and as it is; ``language`` is None for a value, such as a kind.

    ``key`` tells which question it is about, or which of LEVELS. A value is a number of points,
    ``yes`` or ``no``, or codes with commas between; DETAILS is left where nothing else differs.
    """

    part: Part
    before: str = ""
    after: str = ""
    language: Language | None = None
    key: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The difference word by word."""
        return word_difference(self.before, self.after)


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """What happened to one requirement; ``before`` or ``after`` is None where it was not there."""

    identifier: str
    before: Requirement | None
    after: Requirement | None
    parts: tuple[PartChange, ...] = ()

    @property
    def kind(self) -> RequirementChangeKind:
        """Whether it came, went or changed."""
        if self.before is None:
            return RequirementChangeKind.ADDED
        return (
            RequirementChangeKind.DROPPED if self.after is None else RequirementChangeKind.CHANGED
        )

    @property
    def requirement(self) -> Requirement:
        """The requirement as it is, or else as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError(self.identifier)
        return found


@dataclass(frozen=True, slots=True)
class Carried:
    """The items whose answers stand, those to look at again, and those that no longer fit."""

    kept: frozenset[str]
    to_confirm: frozenset[str]
    left_behind: frozenset[str]


def changes(before: Revision, after: Revision) -> tuple[RequirementChange, ...]:
    """Every requirement that came, went or changed: in the order of the new one, the gone last."""
    there = [
        found
        for requirement in after.requirements
        if (found := _change_of(before.by_identifier.get(requirement.identifier), requirement))
    ]
    gone = [
        RequirementChange(requirement.identifier, requirement, None)
        for requirement in before.requirements
        if requirement.identifier not in after.by_identifier
    ]
    return (*there, *gone)


def carried(before: Revision, after: Revision, answers: Answers) -> Carried:
    """Tell which answers to one revision are answers to the next one as well.

    One to a requirement that asks the same stands. One to a requirement that changed is to be
    looked at again, unless it no longer answers anything that is asked. What neither of the two
    asks is not told.
    """
    questionnaire = Questionnaire(after)
    unchanged = {
        requirement.identifier
        for requirement in after.requirements
        if asks_the_same(before.by_identifier.get(requirement.identifier), requirement)
    }
    kept: set[str] = set()
    to_confirm: set[str] = set()
    for item in _fitting(questionnaire, answers):
        chosen = kept if item.requirement.identifier in unchanged else to_confirm
        chosen.add(item.key)
    known = Questionnaire(before).items.keys() | questionnaire.items.keys()
    left = (answers.keys() & known) - kept - to_confirm
    return Carried(frozenset(kept), frozenset(to_confirm), frozenset(left))


def asks_the_same(before: Requirement | None, after: Requirement) -> bool:
    """Whether a supplier would answer both alike: only what it can earn may differ."""
    if before is None or before.kind is not after.kind:
        return False
    return replace(after, weight=before.weight) == before


def _fitting(questionnaire: Questionnaire, answers: Answers) -> Iterator[Item]:
    for key, answer in answers.items():
        item = questionnaire.items.get(key)
        if item is None:
            continue
        with suppress(QuestionnaireError):
            with suppress(TooManyWordsError):  # what only has to be shortened is not left behind
                questionnaire.accept(key, answer)
            yield item


def _change_of(before: Requirement | None, after: Requirement) -> RequirementChange | None:
    if before == after:
        return None
    if before is None:
        return RequirementChange(after.identifier, None, after)
    parts = (*_coded(before, after), *_worded(before, after)) or (PartChange(Part.DETAILS),)
    return RequirementChange(after.identifier, before, after, parts)


def _coded(before: Requirement, after: Requirement) -> Iterator[PartChange]:
    was, now = _values(before), _values(after)
    return (
        PartChange(part, was[part, key], now[part, key], key=key)
        for part, key in was
        if was[part, key] != now[part, key]
    )


def _values(requirement: Requirement) -> Mapping[tuple[Part, str], str]:
    relation = "" if requirement.equivalence is None else requirement.equivalence.relation.value
    return {
        (Part.KIND, ""): requirement.kind.value,
        (Part.WEIGHT, ""): f"{requirement.weight.normalize():f}",
        (Part.NOT_APPLICABLE, ""): "yes" if requirement.not_applicable_allowed else "no",
        (Part.RELATION, ""): relation,
    } | {
        (Part.PROOF_TYPES, level): ",".join(getattr(requirement.proof, f"{level}_types"))
        for level in LEVELS
    }


def _worded(before: Requirement, after: Requirement) -> Iterator[PartChange]:
    was, now = _texts(before), _texts(after)
    for part, key in (*now, *(place for place in was if place not in now)):
        old, new = was.get((part, key), Wording()), now.get((part, key), Wording())
        for language in Language:
            texts = (getattr(old, language), getattr(new, language))
            if texts[0] != texts[1]:
                yield PartChange(part, *texts, language=language, key=key)


def _texts(requirement: Requirement) -> dict[tuple[Part, str], Wording]:
    proof = requirement.proof
    found = {
        (Part.TITLE, ""): requirement.title,
        (Part.TEXT, ""): requirement.text,
        (Part.GUIDANCE, ""): requirement.guidance,
        (Part.DESIGN, ""): proof.design,
        (Part.EXISTENCE, ""): proof.existence,
        (Part.OPERATION, ""): proof.operation,
        (Part.EQUIVALENCE, ""): _equivalence_text(requirement),
    }
    questions = ((question.key, _as_text(question)) for question in requirement.questions)
    return found | {(Part.QUESTION, key): text for key, text in questions}


def _equivalence_text(requirement: Requirement) -> Wording:
    found = requirement.equivalence
    if found is None:
        return Wording()
    return Wording(
        *(f"{found}\n{getattr(found.reason, language)}".strip() for language in Language)
    )


def _as_text(question: Question) -> Wording:
    """A question with everything that is asked, a line each; in both languages."""
    return Wording(*(_in_language(question, language) for language in Language))


def _in_language(question: Question, language: Language) -> str:
    lines = [getattr(question.wording, language), getattr(question.guidance, language)]
    lines += [_option_line(option, language) for option in question.options]
    if question.minimum is not None:
        unit = getattr(question.unit, language)
        lines.append(f"{question.minimum:f} – {question.maximum:f} {unit}".strip())
    if question.longest_words is not None:
        lines.append(f"≤ {question.longest_words} {_WORDS[language]}")
    return "\n".join(line for line in lines if line)


def _option_line(option: Option, language: Language) -> str:
    label = getattr(option.label, language)
    return label and f"– {label} ({(option.fraction * 100).normalize():f}%)"
