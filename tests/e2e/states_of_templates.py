"""This file lists the pages of an organisation's own Word templates in every state."""

from collections.abc import Callable

from e2e.acts import State, hesitate
from factories.word_templates import paragraph, template

PLACE = "/procurement/house/templates"
KIND = f"{PLACE}/contract_annex"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def states_of_templates() -> list[State]:
    """Every page of the Word templates in every state."""
    return [
        State("procurement.annex_templates_page", "one of their own", "buyer", PLACE),
        State("procurement.annex_templates_page", "none", "other buyer", PLACE),
        State("procurement.annex_template", "versions", "buyer", KIND),
        State("procurement.annex_template", "none", "other buyer", KIND),
        State("procurement.annex_template", "asking first", "buyer", KIND, hesitate("/withdraw")),
        State(
            "procurement.annex_template",
            "wrong",
            "other buyer",
            KIND,
            upload(
                template(
                    more=paragraph("{{ leverancier.naam }}")
                    + paragraph("{% set bedrag = 1 %}")
                    + paragraph("Einde }}")
                )
            ),
            400,
        ),
        State("procurement.annex_placeholders", "contract", "buyer", f"{KIND}/placeholders"),
        State(
            "procurement.annex_placeholders",
            "changes",
            "buyer",
            f"{PLACE}/change_annex/placeholders",
        ),
    ]


def upload(content: bytes) -> Callable:
    """Choose the file of a template, and send it."""

    def act(site) -> None:
        file = {"name": "huisstijl.docx", "mimeType": _WORD, "buffer": content}
        form = site.form("/contract_annex")
        form.locator("[name=file]").set_input_files(file)
        site.send(form)

    return act
