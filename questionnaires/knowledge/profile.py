"""This file reads how the risk profile is asked."""

from questionnaires.knowledge.tables import Table
from questionnaires.profile_questions import AnswerKind, ProfileOption, ProfileQuestion

_WITH_OPTIONS = frozenset({AnswerKind.MANY, AnswerKind.ONE})


def read_profile(table: Table) -> tuple[ProfileQuestion, ...]:
    """Read profile.toml."""
    name = "questions"
    questions = table.tables(name, "key", _question)
    if len({question.key for question in questions}) < len(questions):
        raise table.refused(name, "has a key twice")
    return questions


def _question(table: Table) -> ProfileQuestion:
    kind = table.one_of("kind", AnswerKind)
    return ProfileQuestion(
        key=table.text("key"),
        kind=kind,
        wording=table.wording("wording"),
        why=table.wording("why"),
        options=table.tables("options", "key", _option) if kind in _WITH_OPTIONS else (),
    )


def _option(table: Table) -> ProfileOption:
    return ProfileOption(table.text("key"), table.wording("label"))
