"""This file lists the pages on which a supplier sees a whole questionnaire at once."""

from e2e.acts import State


def states_of_overview(at: dict[str, str]) -> list[State]:
    """While it is filled in, and when it is handed in."""
    done = at["handed in"]
    return [
        State("supplier.whole", "open", "supplier", f"{at['supplier']}/whole"),
        State("supplier.questions", "all", "supplier", f"{at['supplier']}/questions"),
        State("supplier.questions", "mine", "helper", f"{at['supplier']}/questions?show=mine"),
        State("supplier.questions", "nothing", "handed in", f"{done}/questions?show=open"),
        State("supplier.whole", "handed in", "handed in", f"{done}/whole"),
    ]
