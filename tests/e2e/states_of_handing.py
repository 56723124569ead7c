"""This file lists the pages of handing in and taking back, in their states."""

from e2e.acts import State, send, unfold


def states_of_handing(at: dict[str, str]) -> list[State]:
    """Every page about handing in, for the supplier."""
    weak, prepared = f"{at['weak']}/submit", f"{at['prepared']}/receipt"
    return [
        State("supplier.submit", "weak", "weak", weak, unfold),
        State("supplier.submit", "a colleague signs", "colleague", weak),
        State("supplier.submit", "colleagues were told", "colleague", weak, send("/ready")),
        State("supplier.submit", "prepared", "preparing", f"{at['preparing']}/submit"),
        State("supplier.show", "prepared", "preparing", at["preparing"]),
        State("supplier.show", "withdrawn", "withdrew", at["withdrew"]),
        State("supplier.receipt", "prepared", "prepared", prepared),
        State("supplier.receipt", "withdrawn", "withdrew", f"{at['withdrew']}/receipt"),
        State(
            "supplier.earlier_receipt",
            "handed in",
            "withdrew",
            at["withdrawn receipt"],
        ),
        State("supplier.withdraw", "asked", "prepared", f"{at['prepared']}/withdraw"),
        State(
            "supplier.withdraw",
            "wrong",
            "prepared",
            f"{at['prepared']}/withdraw",
            send("/withdraw"),
        ),
    ]
