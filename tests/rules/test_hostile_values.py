"""Whatever a form sends is answered: no value of any field makes a route fail."""

import pytest
from factories.stage import State
from rules.access import rows
from rules.visitors import content

USERS = {
    "sign_in": "out",
    "account": "A",
    "procurement": "buyer",
    "supplier": "A",
    "review": "review",
}
FAILURE = 500
HOSTILE = {
    "empty": "",
    "a byte of nothing": "a\x00b",
    "control characters": "\x1b[2J\u202eabc",
    "long": "x" * 300_000,
    "other digits": "٣٤٥٦٧٨",
    "a long number": "9" * 400,
    "a number below zero": "-1",
    "no number": "NaN",
    "code": "<script>alert(1)</script>{{7*7}}",
    "no id": "not-a-uuid",
    "a day too late": "9999-99-99",
    "a day too early": "0000-01-01",
    "several": ["a", "b", "a"],
    "very many": ["x"] * 900,
}


def _forms():
    """Each form once, in a state in which its user is at least let in."""
    found = {}
    for row in rows():
        user = USERS.get(row.endpoint.partition(".")[0])
        if row.method == "POST" and user and row.expected[user] in {200, 302, 400, 409}:
            found.setdefault(row.endpoint, (row, user))
    return list(found.values())


FORMS = _forms()


@pytest.mark.parametrize(("row", "user"), FORMS, ids=[row.endpoint for row, _ in FORMS])
def test_no_value_of_a_field_makes_a_route_fail(row, user, visitors):
    state = State.PUBLISHED if State.PUBLISHED in row.states else row.states[0]
    scene = visitors.stage.scenes[state]
    person = visitors.person(user, row.endpoint, scene)
    address = visitors.address(row.endpoint, scene)

    def sent():
        return content(row.endpoint, visitors.stage, state) or {}

    fields = [name for name, value in sent().items() if not isinstance(value, tuple)]
    failed = [
        (field, name)
        for field in [*fields, "a field of nobody"]
        for name, value in HOSTILE.items()
        if visitors.send(person, "POST", address, {**sent(), field: value}).status_code >= FAILURE
    ]
    assert failed == []
