"""This file lists the pages on which a supplier takes over what it handed in before."""

from e2e.acts import State, send


def states_of_reuse(at: dict[str, str]) -> list[State]:
    """With earlier answers, without, closed, and when nothing was ticked."""
    address = f"{at['returning']}/earlier-answers"
    empty, closed = (f"{at[name]}/earlier-answers" for name in ("supplier", "late"))
    return [
        State("supplier.show", "earlier answers", "returning", at["returning"]),
        State("supplier.earlier_answers", "filled", "returning", address),
        State(
            "supplier.earlier_answers",
            "nothing ticked",
            "returning",
            address,
            send("/earlier-answers"),
            400,
        ),
        State("supplier.earlier_answers", "empty", "supplier", empty),
        State("supplier.earlier_answers", "closed", "late", closed),
    ]
