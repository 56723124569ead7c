"""This file lists the pages of a change after publication and of the decision, in their states."""

from e2e.acts import State, empty_form, hesitate, send


def states_after_publication(at: dict[str, str]) -> list[State]:
    """Every page about a change or a decision, for each audience."""
    return [
        State("procurement.amend", "not begun", "buyer", f"{at['calm']}/amendment"),
        State(
            "procurement.amend",
            "wrong",
            "buyer",
            f"{at['calm']}/amendment",
            empty_form("/amendment"),
        ),
        State("procurement.amend", "under way", "buyer", f"{at['amending']}/amendment"),
        State(
            "procurement.amend",
            "asking first",
            "buyer",
            f"{at['amending']}/amendment",
            hesitate("/take-back"),
        ),
        State("procurement.show", "being changed", "buyer", at["amending"]),
        State("procurement.show", "changed", "buyer", at["amended"]),
        State(
            "procurement.documents",
            "with what changed",
            "buyer",
            f"{at['amended']}/revisions/2/documents",
        ),
        State(
            "procurement.requirements", "being changed", "buyer", f"{at['amending']}/requirements"
        ),
        State("procurement.publish", "a change", "buyer", f"{at['amending']}/publish"),
        State(
            "procurement.revision_changes",
            "second",
            "buyer",
            f"{at['amended']}/revisions/2/changes",
        ),
        State("review.approve", "a change", "reviewer", f"{at['review amending']}/approval"),
        State("review.show", "being changed", "reviewer", at["review amending"]),
        State("supplier.home", "changed", "overtaken", "/supplier/"),
        State("supplier.show", "changed", "overtaken", at["overtaken"]),
        State("supplier.changes", "to take up", "overtaken", f"{at['overtaken']}/changes"),
        State("supplier.receipt", "changed since", "overtaken", f"{at['overtaken']}/receipt"),
        State("supplier.submit", "changed", "overtaken", f"{at['overtaken']}/submit"),
        State("supplier.show", "to confirm", "confirming", at["confirming"]),
        State("supplier.section", "to confirm", "confirming", f"{at['confirming']}/themes/5"),
        State("procurement.decide", "being judged", "buyer", f"{at['half judged']}/decision"),
        State("procurement.decide", "to decide", "buyer", f"{at['concluded 0']}/decision"),
        State(
            "procurement.decide",
            "wrong",
            "buyer",
            f"{at['concluded 0']}/decision",
            send("/decision"),
        ),
        State("procurement.decide", "decided", "buyer", f"{at['concluded 1']}/decision"),
        State("procurement.decide", "standstill", "buyer", f"{at['concluded 2']}/decision"),
        State(
            "procurement.decide",
            "no reason to contract early",
            "buyer",
            f"{at['concluded 2']}/decision",
            send("/contracted"),
        ),
        State("procurement.decide", "contracted", "buyer", f"{at['concluded 3']}/decision"),
        State("procurement.decide", "archived", "buyer", f"{at['concluded 4']}/decision"),
        State("review.judge", "decided", "reviewer", at["judged and decided"]),
    ]
