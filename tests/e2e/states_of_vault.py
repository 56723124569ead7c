"""This file lists the pages of the vault, and attaching from it, in every state."""

from collections.abc import Callable

from e2e.acts import State, outdated, send


def states_of_vault(at: dict[str, str]) -> list[State]:
    """The pages of the vault: empty, filled, wrong and overtaken."""
    item, old = at["vault item"], at["withdrawn item"]
    return [
        State("supplier.vault", "empty", "newcomer", "/supplier/vault"),
        State("supplier.vault", "filled", "supplier", "/supplier/vault"),
        State("supplier.vault", "nothing found", "supplier", "/supplier/vault?type=policy"),
        State("supplier.add_to_vault", "empty", "supplier", "/supplier/vault/add"),
        State("supplier.add_to_vault", "wrong", "supplier", "/supplier/vault/add", send("/add")),
        State(
            "supplier.add_to_vault",
            "wrong kind",
            "supplier",
            "/supplier/vault/add",
            send_file("/add", "beleid.exe", b"MZ"),
        ),
        State("supplier.vault_item", "used", "supplier", item),
        State("supplier.vault_item", "withdrawn", "supplier", old),
        State("supplier.correct_in_vault", "filled", "supplier", f"{item}/correct"),
        State(
            "supplier.correct_in_vault",
            "overtaken",
            "supplier",
            f"{item}/correct",
            outdated("/correct", title="Van mij"),
            409,
        ),
        State("supplier.replace_in_vault", "empty", "supplier", f"{item}/replace"),
        State(
            "supplier.replace_in_vault", "wrong", "supplier", f"{item}/replace", send("/replace")
        ),
        State(
            "supplier.attach",
            "nothing chosen",
            "supplier",
            at["evidence"],
            send("/from-vault"),
            400,
        ),
    ]


def send_file(action: str, name: str, content: bytes) -> Callable:
    """Send a file that is not accepted; with a script the page stays, and shows why."""

    def act(site) -> None:
        site.visitor.forgive("status of 400")
        form = site.form(action)
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        form.locator("[name=file]").set_input_files(file)
        form.locator("button[type=submit]").click()
        site.page.locator(".error-summary").wait_for()

    return act
