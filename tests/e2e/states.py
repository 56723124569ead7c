"""This file lists every page in every state worth looking at; ``cast`` makes what they show."""

from e2e.acts import (
    State,
    answer_and_follow_up,
    be_overtaken,
    explain_nothing,
    guess_too_often,
    hesitate,
    judge_nothing,
    outdated,
    press,
    send,
    unfold,
)
from e2e.cast import OPEN
from e2e.states_after_publication import states_after_publication
from e2e.states_of_accounts import states_of_accounts
from e2e.states_of_check import states_of_check
from e2e.states_of_clarifications import states_of_clarifications
from e2e.states_of_handing import states_of_handing
from e2e.states_of_offline import states_of_offline
from e2e.states_of_overview import states_of_overview
from e2e.states_of_passwords import states_of_passwords
from e2e.states_of_procurement import states_of_procurement
from e2e.states_of_reuse import states_of_reuse
from e2e.states_of_team import states_of_team
from e2e.states_of_templates import states_of_templates
from e2e.states_of_vault import states_of_vault

# Addresses that answer with something else than a page of their own.
NO_PAGES = {
    "static": "a file",
    "theme": "a file",
    "sign_in.square": "a picture",
    "sign_in.home": "leads to the home of a role",
    "procurement.document": "a Word document",
    "procurement.nota_document": "a Word document",
    "procurement.catalogue_template": "a workbook",
    "procurement.annex_starter": "a Word document",
    "procurement.annex_template_file": "a Word document",
    "procurement.preview_annex_template": "a Word document or PDF",
    "supplier.download": "a file",
    "supplier.vault_file": "a file",
    "supplier.answer_sheet": "a workbook",
    "supplier.nota_document": "a Word document",
    "account.time_left": "a JSON answer to a script",
    "supplier.present": "a JSON answer to a script",
    "supplier.receipt_file": "a file",
    "information.receipt_keys": "a JSON file",
    "review.download": "a file",
    "information.security_txt": "a text file",
}


class AnyPlace(dict):
    """Addresses for who only asks which states there are."""

    def __missing__(self, key: str) -> str:
        return f"/{key}"


def states(at: dict[str, str]) -> list[State]:
    """Every page in every state; ``at`` gives the addresses of the cast."""
    return [
        *states_of_procurement(at),
        *states_of_check(at),
        *states_of_clarifications(at),
        *states_of_offline(at),
        *states_of_reuse(at),
        *states_of_overview(at),
        *states_of_templates(),
        *states_of_vault(at),
        *states_after_publication(at),
        *states_of_handing(at),
        *states_of_team(at),
        *states_of_accounts(),
        *states_of_passwords(at),
        State("sign_in.start", "empty", "visitor", "/sign-in"),
        State("sign_in.start", "wrong", "visitor", "/sign-in", send("/sign-in?")),
        State("sign_in.start", "too often", "visitor", "/sign-in", guess_too_often, status=429),
        State("sign_in.invitation", "empty", "visitor", at["invitation"]),
        State("sign_in.invitation", "wrong", "visitor", at["invitation"], send(at["invitation"])),
        State("sign_in.invitation", "has account", "visitor", at["second_invitation"]),
        State("sign_in.invitation", "join", "supplier", at["second_invitation"]),
        State("sign_in.invitation", "used", "visitor", "/invitation/used", status=404),
        State("styleguide.show", "every component", "visitor", "/styleguide"),
        State("information.glossary", "every word", "visitor", "/glossary"),
        State("information.glossary", "searched", "supplier", "/glossary?q=punten"),
        State("information.glossary", "not found", "visitor", "/glossary?q=xyzzy"),
        State("information.accessibility", "draft", "visitor", "/accessibility"),
        State("supplier.home", "filled", "supplier", "/supplier/"),
        State("supplier.home", "empty", "newcomer", "/supplier/"),
        State("supplier.show", "open", "supplier", at["supplier"]),
        State("supplier.show", "handed in", "handed in", at["handed in"]),
        State("supplier.show", "late", "late", at["late"]),
        State("supplier.section", "theme 5", "supplier", f"{at['supplier']}/themes/5", unfold),
        State("supplier.section", "theme 8", "supplier", f"{at['supplier']}/themes/8", unfold),
        State(
            "supplier.section",
            "wrong",
            "supplier",
            f"{at['supplier']}/themes/5",
            explain_nothing,
            400,
        ),
        State(
            "supplier.section",
            "conflict",
            "supplier",
            f"{at['supplier']}/themes/5",
            outdated(f"/answers/{OPEN}", text="Van mij"),
            409,
        ),
        State(
            "supplier.section",
            "follow-up",
            "supplier",
            f"{at['supplier']}/themes/8",
            answer_and_follow_up,
        ),
        State(
            "supplier.section",
            "overtaken",
            "supplier",
            f"{at['supplier']}/themes/5",
            be_overtaken,
        ),
        State("supplier.section", "closed", "handed in", f"{at['handed in']}/themes/8"),
        State("supplier.attach", "empty", "supplier", at["evidence"]),
        State("supplier.attach", "wrong", "supplier", at["evidence"], send("/evidence")),
        State("supplier.submit", "gaps", "supplier", f"{at['supplier']}/submit"),
        State("supplier.submit", "complete", "ready", f"{at['ready']}/submit"),
        State("supplier.submit", "asked", "ready", f"{at['ready']}/submit", hesitate("/submit")),
        State("supplier.submit", "wrong", "ready", f"{at['ready']}/submit", send("/submit")),
        State("supplier.submit", "late", "late", f"{at['late']}/submit"),
        State("supplier.receipt", "handed in", "handed in", f"{at['handed in']}/receipt"),
        State("review.all_procurements", "filled", "reviewer", "/review/all"),
        State("review.all_procurements", "empty", "other reviewer", "/review/all"),
        State("review.home", "filled", "reviewer", "/review/"),
        State("review.home", "empty", "other reviewer", "/review/"),
        State("review.show", "sealed", "reviewer", f"/review/{at['published']}"),
        State("review.show", "closed", "reviewer", f"/review/{at['closed']}"),
        State("review.show", "opened", "reviewer", f"/review/{at['opened']}"),
        State(
            "review.show",
            "nothing came",
            "reviewer",
            f"/review/{at['nothing']}",
        ),
        State("review.judge", "half judged", "reviewer", at["judged"], unfold),
        State("review.judge", "wrong", "reviewer", at["judged"], judge_nothing, 400),
        State("review.scorecard", "pending", "reviewer", f"{at['judged']}/scorecard"),
        State("review.approve", "to read", "reviewer", at["to approve"], unfold),
        State("review.approve", "wrong", "reviewer", at["to approve"], press("returned")),
        State(
            "review.approve",
            "nobody waits",
            "reviewer",
            at["returned"].replace("procurement", "review") + "/approval",
        ),
        State(
            "review.show",
            "waits for approval",
            "reviewer",
            at["asked"].replace("procurement", "review"),
        ),
    ]
