"""This file says which main pages each audience has, and which of them a page belongs to."""

from flask import Flask, request
from flask_babel import lazy_gettext as _l

from supplier_portal.web.access import visitor

# Endpoint, what it is called, and the pages that belong to it.
_MAIN = {
    "procurement": (
        ("procurement.home", _l("My work"), ()),
        (
            "procurement.all_procurements",
            _l("Procurements"),
            (
                "procurement.start",
                "procurement.show",
                "procurement.requirements",
                "procurement.coverage",
                "procurement.copy_set",
                "procurement.save_template",
                "procurement.pick",
                "procurement.profile",
                "procurement.proposal",
                "procurement.list_exceptions",
                "procurement.tailor",
                "procurement.ask",
                "procurement.weigh",
                "procurement.start_trial",
                "procurement.trial",
                "procurement.deadline",
                "procurement.reviewers",
                "procurement.publish",
                "procurement.ask_approval",
                "procurement.amend",
                "procurement.revision",
                "procurement.documents",
                "procurement.check_document",
                "procurement.revision_changes",
                "procurement.decide",
                "procurement.contract",
                "procurement.withdraw_award",
                "procurement.invite",
                "procurement.clarifications",
                "procurement.ask_by",
                "procurement.add_clarification",
                "procurement.clarification",
                "procurement.publish_nota",
            ),
        ),
        (
            "procurement.all_catalogues",
            _l("Catalogues"),
            (
                "procurement.catalogue",
                "procurement.search_catalogue",
                "procurement.measure",
                "procurement.compare",
                "procurement.upload_catalogue",
                "procurement.preview_catalogue",
                "procurement.house_text",
            ),
        ),
        (
            "procurement.own_texts",
            _l("Own texts"),
            (
                "procurement.add_own_measure",
                "procurement.own_measure",
                "procurement.add_own_segment",
                "procurement.own_segment",
                "procurement.annex_templates_page",
                "procurement.annex_template",
                "procurement.annex_placeholders",
            ),
        ),
    ),
    "supplier": (
        (
            "supplier.home",
            _l("My responses"),
            (
                "supplier.show",
                "supplier.changes",
                "supplier.clarifications",
                "supplier.section",
                "supplier.save",
                "supplier.questions",
                "supplier.whole",
                "supplier.earlier_answers",
                "supplier.offline",
                "supplier.looked",
                "supplier.take_sheet",
                "supplier.attach",
                "supplier.submit",
                "supplier.receipt",
                "supplier.attach_from_vault",
                "supplier.earlier_receipt",
                "supplier.withdraw",
                "supplier.assign",
                "supplier.notes_about",
            ),
        ),
        (
            "supplier.vault",
            _l("Vault"),
            (
                "supplier.add_to_vault",
                "supplier.vault_item",
                "supplier.correct_in_vault",
                "supplier.replace_in_vault",
            ),
        ),
        ("supplier.team", _l("Colleagues"), ("supplier.invite_colleague",)),
    ),
    "review": (
        ("review.home", _l("My work"), ()),
        ("review.questions", _l("Questions for you"), ("review.answer_question",)),
        (
            "review.all_procurements",
            _l("Reviews"),
            ("review.show", "review.approve", "review.judge", "review.scorecard"),
        ),
    ),
}


def init_app(app: Flask) -> None:
    """Give the layout its navigation."""
    app.context_processor(lambda: {"navigation": _shown()})


def _shown() -> tuple[tuple[str, object, tuple[str, ...]], ...]:
    found = visitor()
    return _MAIN.get(found.role, ()) if found and request.endpoint else ()
