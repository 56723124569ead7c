"""What was read before is not read again, and nothing else is given for it."""

import pytest
from factories.requirements import requirement
from marshmallow import ValidationError

from questionnaires.interchange import requirement as documents


def test_equal_data_gives_the_very_same_requirement():
    data = documents.to_data(requirement("5.20.03"))
    again = documents.to_data(requirement("5.20.03"))
    assert documents.remembered(data) is documents.remembered(again)
    assert documents.remembered(data) == documents.from_data(data)


def test_data_that_differs_in_anything_gives_another_requirement():
    data = documents.to_data(requirement("5.20.03"))
    other = {**data, "text": {"nl": "Anders.", "en": "Different."}}
    assert documents.remembered(other).text.nl == "Anders."
    assert documents.remembered(data).text != documents.remembered(other).text


def test_data_that_changes_afterwards_is_read_anew():
    data = documents.to_data(requirement("5.20.03"))
    documents.remembered(data)
    data["identifier"] = "OTHER"
    assert documents.remembered(data).identifier == "OTHER"


def test_what_cannot_be_read_is_refused_every_time():
    for _ in range(2):
        with pytest.raises(ValidationError):
            documents.remembered({"identifier": "x"})
