"""This file has offline questionnaires come back: what was typed comes out, and no file does harm.

``--trials`` says how many of each. A round trip writes hostile texts and numbers in a workbook,
reads it back, and finds each answer as it was, both where it is stored and where nothing is yet.
"""

from collections import Counter
from random import Random

import pytest
from assurance.conftest import TABLE
from assurance.limited_reading import LimitedReader, Verdict
from assurance.test_hostile_files import Tally
from factories.hostile_sheets import PARTICULARS, filled_questionnaire, held, hostile_sheet

from questionnaires.answers import Choices
from questionnaires.interchange import answer_sheet
from questionnaires.interchange.answer_sheet_writing import write
from questionnaires.sheet_report import Outcome, compared, is_too_long, text_of

pytestmark = pytest.mark.slow


def read_sheet(_name, content):
    return answer_sheet.read(content)


def as_ticked(questionnaire, key, entry):
    """An answer with its options in the order of the question, as a page gives them."""
    if not isinstance(entry, Choices):
        return entry
    order = [option.key for option in questionnaire.items[key].question.options]
    options = tuple(sorted(entry.options, key=order.index))
    return Choices(options, entry.explanation, entry.compensation)


def difference(seed, trial):
    """What a round trip changed, or nothing."""
    random = Random(f"{seed} {trial}")
    questionnaire, given = filled_questionnaire(random)
    stored = held(random, given)
    sheet = answer_sheet.read(write(questionnaire, stored, PARTICULARS))
    bases = {(key, answer.version): answer.entry for key, answer in stored.items()}
    facts = {"bases": bases, "language": sheet.language}
    as_it_is = compared(questionnaire, sheet.rows, held=stored, **facts)
    if Counter(line.outcome for line in as_it_is.lines) != {
        Outcome.UNCHANGED: len(questionnaire.items)
    }:
        return "an untouched sheet is not unchanged"
    nothing = dict.fromkeys(bases)
    anew = compared(questionnaire, sheet.rows, held={}, bases=nothing, language=sheet.language)
    typed = {
        key: as_ticked(questionnaire, key, entry)
        for key, entry in given.items()
        if not is_too_long(text_of(entry))
    }
    taken = {line.item.key: line.entry for line in anew.of(Outcome.NEW)}
    return "" if taken == typed else f"taken {taken}, typed {typed}"


def test_a_round_trip_gives_back_every_answer_as_it_was(request, record_property):
    seed, trials = (request.config.getoption(name) for name in ("--seed", "--trials"))
    wrong = {trial: said for trial in range(trials) if (said := difference(seed, trial))}
    record_property(TABLE, {"kind": "sheet, round trips", "files": str(trials), "lost": "0"})
    assert not wrong


def test_a_spoiled_questionnaire_is_read_or_refused(request, record_property):
    seed, trials = (request.config.getoption(name) for name in ("--seed", "--trials"))
    tally = Tally()
    with LimitedReader(read_sheet) as reader:
        for trial in range(trials):
            tally.note(trial, reader.judge("sheet.xlsx", hostile_sheet(seed, trial)))
    record_property(TABLE, tally.row("sheet", seed))
    assert tally.faults == {}
    assert min(tally.verdicts[Verdict.READ], tally.verdicts[Verdict.REFUSED]) > trials / 20
