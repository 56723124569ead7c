"""This file lists the pages on which a supplier's team works together, in their states."""

from e2e.acts import State, empty_form, idle_and_write, send, unfold


def states_of_team(at: dict[str, str]) -> list[State]:
    """Every page about colleagues, for who looks after them and who only answers."""
    theme = f"{at['supplier']}/themes/5"
    return [
        State("supplier.team", "filled", "supplier", "/supplier/team", unfold),
        State("supplier.team", "alone", "newcomer", "/supplier/team"),
        State("supplier.team", "may only answer", "helper", "/supplier/team"),
        State(
            "supplier.team", "wrong", "supplier", "/supplier/team", empty_form("/team/invitations")
        ),
        State("supplier.home", "assigned to me", "helper", "/supplier/"),
        State("supplier.section", "with notes", "helper", theme, unfold),
        State("supplier.notes_about", "general", "supplier", f"{at['supplier']}/notes"),
        State(
            "supplier.notes_about", "wrong", "supplier", f"{at['supplier']}/notes", send("/notes")
        ),
        State(
            "supplier.notes_about",
            "about a requirement",
            "helper",
            f"{at['supplier']}/notes/BIO2-5.20.05",
        ),
        State(
            "supplier.notes_about",
            "after idling",
            "idler",
            f"{at['supplier']}/notes",
            idle_and_write,
            status=401,
        ),
        State("supplier.notes_about", "closed", "late", f"{at['late']}/notes"),
        State("sign_in.colleague", "empty", "visitor", at["colleague"]),
        State("sign_in.colleague", "wrong", "visitor", at["colleague"], send(at["colleague"])),
        State("sign_in.colleague", "used", "visitor", "/colleague/used", status=404),
        State("sign_in.stop_reminders", "asked", "visitor", at["reminders"]),
        State(
            "sign_in.stop_reminders",
            "stopped",
            "visitor",
            at["no reminders"],
            send(at["no reminders"]),
        ),
    ]
