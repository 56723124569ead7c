"""This file lists the pages for who forgot a password, in their states."""

from e2e.acts import State, send

FORGOTTEN = "/sign-in/forgotten"


def states_of_passwords(at: dict[str, str]) -> list[State]:
    """Asking for a link, and choosing another password with it."""
    return [
        State("sign_in.ask_link", "empty", "visitor", FORGOTTEN),
        State("sign_in.ask_link", "wrong", "visitor", FORGOTTEN, send(FORGOTTEN)),
        State("sign_in.ask_link", "sent", "visitor", FORGOTTEN, ask),
        State("sign_in.choose_password", "empty", "visitor", at["password"]),
        State("sign_in.choose_password", "wrong", "visitor", at["password"], send(at["password"])),
        State("sign_in.choose_password", "used", "visitor", "/password/used", status=404),
    ]


def ask(site) -> None:
    site.fill_in(FORGOTTEN, email="jan.van.den.wijngaard-oosterhuis@leverancier.example")
