"""This file makes documents of random sets with texts at their worst, and misses no character (F1).

Every fifth of ``--trials``: thirty sets a format in a run of the tests, ``make assurance`` two
thousand. The same seed and trial give the same set. A PDF may refuse a letter, but only one that is
there, and by name; without its letters the same set must come out whole.
"""

import time
from collections import Counter

import pytest
from assurance.conftest import DOCUMENTS
from factories.annexes import hostile_contents

from questionnaires.annexes import AnnexKind, texts_of
from questionnaires.errors import UnprintableTextError
from supplier_portal.documents import excel, pdf
from supplier_portal.documents.printing import normalised, printed_texts
from supplier_portal.documents.sheet_text import texts_of_sheets
from supplier_portal.documents.tagged_text import text_of

SHARE = 5
pytestmark = pytest.mark.slow


def content_of(seed, trial):
    return list(hostile_contents(seed, trial).values())[trial % len(AnnexKind)]


def missing_in_workbook(content):
    """How many characters of a content are not in the cells that openpyxl did not touch."""
    cells = texts_of_sheets(excel.render(content))
    told = Counter("".join(text for rows in cells for row in rows for text in row))
    return (Counter("".join(printed_texts(content))) - told).total(), 0


def missing_in_pdf(content):
    """How many characters are not read out, and how many letters were refused before."""
    refused = 0
    while True:
        try:
            document = pdf.render(content)
        except UnprintableTextError as error:
            letter = error.facts["character"]
            assert any(letter in text for text in texts_of(content))
            content = without(letter, content)
            refused += 1
        else:
            break
    texts = normalised("\n".join(printed_texts(content)))
    told = Counter(normalised(text_of(document)))
    return (Counter(texts.replace(" ", "")) - told).total(), refused


def without(letter, part):
    if isinstance(part, str):
        return part.replace(letter, "")
    if isinstance(part, dict):
        return {key: without(letter, value) for key, value in part.items()}
    return [without(letter, value) for value in part]


FORMATS = {"pdf": missing_in_pdf, "xlsx": missing_in_workbook}


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_character_of_a_random_set_is_lost(file_format, request, record_property):
    trials = max(request.config.getoption("--trials") // SHARE, 1)
    seed = request.config.getoption("--seed")
    lost, refused, most = {}, 0, 0.0
    for trial in range(trials):
        started = time.perf_counter()
        missing, letters = FORMATS[file_format](content_of(seed, trial))
        most = max(most, time.perf_counter() - started)
        refused += bool(letters)
        if missing:
            lost[trial] = missing
    row = {"kind": file_format, "seed": seed, "sets": trials, "refused": refused}
    record_property(DOCUMENTS, {**row, "lost": sum(lost.values()), "most s": f"{most:.2f}"})
    assert lost == {}
