"""This file lists the pages of one's own account, and of who forgot a password, in their states."""

from datetime import UTC, datetime, timedelta

from e2e.acts import State, send
from factories.second_factors import code_at
from factories.world import PASSWORD

from supplier_portal.services import accounts

FORGOTTEN = "/sign-in/forgotten"
CHANGE = "/account/password"
CODES = "/account/recovery-codes"


def states_of_passwords(at: dict[str, str]) -> list[State]:
    """Asking for a link, choosing another password with it, and what people change themselves."""
    return [
        State("sign_in.ask_link", "empty", "visitor", FORGOTTEN),
        State("sign_in.ask_link", "wrong", "visitor", FORGOTTEN, send(FORGOTTEN)),
        State("sign_in.ask_link", "sent", "visitor", FORGOTTEN, ask),
        State("sign_in.choose_password", "empty", "visitor", at["password"]),
        State("sign_in.choose_password", "wrong", "visitor", at["password"], send(at["password"])),
        State("account.show", "second factor", "careful", "/account/", sign_in_elsewhere),
        State("account.show", "no second factor", "buyer", "/account/"),
        State("account.show", "idle", "reviewer", "/account/", be_idle),
        State("account.change_password", "empty", "reviewer", CHANGE),
        State("account.change_password", "wrong", "reviewer", CHANGE, send(CHANGE)),
        State("account.renew_codes", "empty", "careful", CODES),
        State("account.renew_codes", "wrong", "careful", CODES, send(CODES)),
        State("account.renew_codes", "renewed", "careful", CODES, renew),
        State("sign_in.choose_password", "used", "visitor", "/password/used", status=404),
    ]


def ask(site) -> None:
    site.fill_in(FORGOTTEN, email="jan.van.den.wijngaard-oosterhuis@leverancier.example")


def sign_in_elsewhere(site) -> None:
    """Be signed in in another browser, too."""
    database = site.visitor.server.app.extensions["supplier_portal.database"]
    with database.writing.begin() as session:
        account = accounts.with_email(session, "careful@example.nl")
        accounts.sign_in(session, account.id, at=datetime.now(UTC), origin="2001:db8::7:42")
    site.goto("/account/")


def be_idle(site) -> None:
    """See the warning that comes before the end for who is away."""
    site.page.locator("dialog[data-idle]").evaluate("dialog => dialog.showModal()")


def renew(site) -> None:
    """Give what proves who one is; the next code, as this one may be used already."""
    code = code_at(datetime.now(UTC) + timedelta(seconds=30))
    site.fill_in(CODES, password=PASSWORD, code=code)
