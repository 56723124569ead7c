"""This file makes offline questionnaires: filled in at random, and spoiled by hand or by malice."""

import zipfile
from functools import cache
from io import BytesIO
from random import Random

from factories.hostile_workbooks import spoiled_workbook
from factories.strategies import _answers, hostile_revision, nasty

from questionnaires.errors import QuestionnaireError
from questionnaires.interchange.answer_sheet_writing import Particulars, write
from questionnaires.questionnaire import Questionnaire
from questionnaires.sheet_report import Held

PARTICULARS = Particulars(digest="d" * 64, made_at="nu", deadline="straks")
_SEEDS = 20


def filled_questionnaire(random: Random):
    """A questionnaire with texts at their worst, and some acceptable answers to it."""
    questionnaire = Questionnaire(hostile_revision(random))
    given = {}
    for key, entry in _answers(random, questionnaire.revision, nasty).items():
        try:
            given[key] = questionnaire.accept(key, entry)
        except QuestionnaireError:
            continue
    return questionnaire, given


def held(random: Random, given):
    return {key: Held(entry, random.randint(1, 9)) for key, entry in given.items()}


def hostile_sheet(seed: int, trial: int) -> bytes:
    """Make a questionnaire that is spoiled; the same seed and trial give the same file."""
    random = Random(f"sheet {seed} {trial}")
    return spoiled_workbook(random, dict(random.choice(_honest())))


@cache
def _honest() -> list[dict[str, bytes]]:
    found = []
    for seed in range(_SEEDS):
        random = Random(seed)
        questionnaire, given = filled_questionnaire(random)
        content = write(questionnaire, held(random, given), PARTICULARS)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found.append(
                {name: archive.read(name) for name in archive.namelist() if "docProps" not in name}
            )
    return found
