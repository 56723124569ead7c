"""This file lists the pages on which a supplier sees a whole questionnaire at once."""

from e2e.acts import State


def states_of_overview(at: dict[str, str]) -> list[State]:
    """While it is filled in, and when it is handed in."""
    return [
        State("supplier.whole", "open", "supplier", f"{at['supplier']}/whole"),
        State("supplier.whole", "handed in", "handed in", f"{at['handed in']}/whole"),
    ]
