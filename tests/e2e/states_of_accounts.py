"""This file lists the pages of the second factor, in their states."""

from datetime import UTC, datetime

from e2e.acts import State, send
from factories.second_factors import code_at
from factories.world import PASSWORD

SET_UP = "/sign-in/second-factor"


def states_of_accounts() -> list[State]:
    """What is asked beside the password, and how it is set up."""
    return [
        State("sign_in.give_code", "empty", "visitor", "/sign-in", give_password),
        State("sign_in.give_code", "wrong", "visitor", "/sign-in", give_wrong_code),
        State("sign_in.set_up", "empty", "newcomer", SET_UP),
        State("sign_in.set_up", "wrong", "newcomer", SET_UP, send("/second-factor?")),
        State("sign_in.set_up", "is set up", "careful", SET_UP),
        State("sign_in.set_up", "recovery codes", "carefree", SET_UP, set_up),
    ]


def give_password(site) -> None:
    site.fill_in("/sign-in?", email="careful@example.nl", password=PASSWORD)


def give_wrong_code(site) -> None:
    give_password(site)
    site.send(site.form("/sign-in/code?"))


def set_up(site) -> None:
    """Scan the square, in words, and give the first code."""
    key = site.page.locator("main code").inner_text()
    site.fill_in("/second-factor?", code=code_at(datetime.now(UTC), key), password=PASSWORD)
