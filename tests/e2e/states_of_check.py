"""This file lists the page that checks a document in every state."""

from collections.abc import Callable
from urllib.parse import urljoin

from e2e.acts import State
from factories.returned import repacked, strange_document

CHECK = "/procurement/check"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def states_of_check(at: dict[str, str]) -> list[State]:
    """The page before a document was chosen, and with each thing it can say of one."""
    given = f"/procurement/{at['published']}/revisions/1/documents/contract_annex.docx"
    return [
        State("procurement.check_document", "empty", "buyer", CHECK),
        State("procurement.check_document", "unchanged", "buyer", CHECK, give_back(given)),
        State(
            "procurement.check_document", "saved anew", "buyer", CHECK, give_back(given, repacked)
        ),
        State("procurement.check_document", "changed", "buyer", CHECK, give_back(given, forged)),
        State(
            "procurement.check_document",
            "unknown",
            "buyer",
            CHECK,
            give_back(given, lambda _: strange_document()),
        ),
        State(
            "procurement.check_document",
            "wrong",
            "buyer",
            CHECK,
            give_back(given, lambda _: b"geen document"),
            400,
        ),
    ]


def forged(document: bytes) -> bytes:
    return repacked(
        document,
        lambda _, part: part.replace(b"24 uur", b"240 uur").replace(b"jaarlijks", b"nooit"),
    )


def give_back(address: str, change: Callable[[bytes], bytes] = bytes) -> Callable:
    """Save a document as it is given out, do something with it, and have it checked."""

    def act(site) -> None:
        document = site.page.request.get(urljoin(site.page.url, address)).body()
        file = {"name": "bijlage.docx", "mimeType": _WORD, "buffer": change(document)}
        form = site.form("/check")
        form.locator("[name=file]").set_input_files(file)
        site.send(form)

    return act
