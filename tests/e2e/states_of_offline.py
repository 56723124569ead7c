"""This file lists the pages on which a supplier fills in a questionnaire offline."""

from collections.abc import Callable
from urllib.parse import urljoin

from e2e.acts import State, send
from factories.sheets import Filled
from factories.workbooks import workbook

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN, _CHOICE = "BIO2-5.20.05.q3", "BIO2-8.08.01.q1"


def states_of_offline(at: dict[str, str]) -> list[State]:
    """Before a file was chosen, closed, refused, and with each thing that a report can say."""
    offline = f"{at['supplier']}/offline"
    return [
        State("supplier.offline", "empty", "supplier", offline),
        State("supplier.offline", "closed", "late", f"{at['late']}/offline"),
        State("supplier.offline", "wrong", "supplier", offline, send("/offline")),
        State(
            "supplier.offline",
            "wrong file",
            "supplier",
            offline,
            give_back(offline, lambda _: workbook()),
            400,
        ),
        State("supplier.looked", "changed", "supplier", offline, give_back(offline, filled_in)),
    ]


def filled_in(content: bytes) -> bytes:
    sheet = Filled(content)
    sheet.write(_OPEN, "text", "Wij melden binnen een uur, ook in het weekeinde.")
    sheet.write(_CHOICE, "choice", "Misschien")
    sheet.add_column("Wie?", "Anna")
    return sheet.content


def give_back(address: str, change: Callable[[bytes], bytes]) -> Callable:
    """Download the questionnaire, do something with it, and upload it again."""

    def act(site) -> None:
        content = site.page.request.get(urljoin(site.page.url, f"{address}.xlsx")).body()
        file = {"name": "vragenlijst.xlsx", "mimeType": _WORKBOOK, "buffer": change(content)}
        form = site.form("/offline")
        form.locator("[name=file]").set_input_files(file)
        site.send(form)

    return act
