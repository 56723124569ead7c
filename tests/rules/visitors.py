"""This file sends requests on behalf of everybody on the stage, each as a browser would."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from bs4 import BeautifulSoup
from factories.files import pdf
from factories.returned import strange_document
from factories.stage import (
    EDITION,
    ITEM,
    MOTIVATION,
    REQUIREMENT,
    SUBJECT,
    Scene,
    Stage,
    State,
)
from factories.word_templates import template
from factories.world import NOW, PASSWORD, Person
from flask import Flask, g
from flask.testing import FlaskClient
from page import Browser
from werkzeug.test import TestResponse

from questionnaires.risk_profile import RiskProfile
from supplier_portal.services import risk_profiles

SCRIPT = "application/json"
SCORED = "BIO2-5.20.05"


@dataclass(frozen=True)
class Cookie:
    """What a browser keeps, and the token that belongs in its forms."""

    value: str
    csrf_token: str


class Visitors:
    """Everybody on the stage, before one application."""

    def __init__(self, app: Flask, stage: Stage) -> None:
        self.app = app
        self.stage = stage
        self._cookies: dict[UUID | None, Cookie] = {}

    def person(self, principal: str, endpoint: str, scene: Scene) -> Person | None:
        """Who a column of the matrix stands for; nobody for those who are not signed in."""
        audience = endpoint.partition(".")[0]
        revoked = {**self.stage.revoked, "supplier": scene.revoked_supplier}
        people = {
            "out": None,
            "script": None,
            "buyer": self.stage.buyer,
            "buyer2": self.stage.other_buyer,
            "A": scene.a.person,
            "B": scene.b.person,
            "C": self.stage.c.person,
            "review": self.stage.reviewer,
            "review2": self.stage.other_reviewer,
            "revoked": revoked.get(audience, self.stage.revoked["procurement"]),
        }
        return people[principal]

    def request(
        self,
        principal: str,
        endpoint: str,
        method: str,
        state: State,
        *,
        instead: Mapping[str, object] | None = None,
    ) -> TestResponse:
        """Send a request that is valid in itself, with other ids where ``instead`` says so."""
        scene = self.stage.scenes[state]
        return self.send(
            self.person(principal, endpoint, scene),
            method,
            self.address(endpoint, scene, instead),
            content(endpoint, self.stage, state) if method == "POST" else None,
            headers={"Accept": SCRIPT} if principal == "script" else None,
        )

    def address(
        self, endpoint: str, scene: Scene, instead: Mapping[str, object] | None = None
    ) -> str:
        """Where an endpoint is for the objects of a scene."""
        known = {**_ids(endpoint, self.stage, scene), **(instead or {})}
        values = {name: known[name] for name in self.names(endpoint)}
        return self.app.url_map.bind("localhost").build(endpoint, values)

    def names(self, endpoint: str) -> set[str]:
        """The names in the address of an endpoint."""
        return {name for rule in self.app.url_map.iter_rules(endpoint) for name in rule.arguments}

    def send(
        self,
        person: Person | None,
        method: str,
        address: str,
        data: Mapping[str, object] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Send one request from a browser that keeps nothing of it."""
        if data is not None:
            data = {**data, "csrf_token": self.cookie(person).csrf_token}
        client = self.client(person)
        return client.open(address, method=method, data=data, headers=headers, buffered=True)

    def client(self, person: Person | None) -> FlaskClient:
        """A browser with somebody's cookie, and nothing of earlier requests."""
        client = self.app.test_client()
        client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], self.cookie(person).value)
        return client

    def cookie(self, person: Person | None) -> Cookie:
        """The cookie of somebody, signed in once."""
        key = person and person.id
        if key not in self._cookies:
            browser = Browser(self.app)
            if person is not None:
                browser.sign_in(person)
            page = BeautifulSoup(browser.client.get("/sign-in").get_data(), "html5lib")
            self._cookies[key] = Cookie(
                browser.client.get_cookie(self.app.config["SESSION_COOKIE_NAME"]).value,
                page.select_one("input[name=csrf_token]")["value"],
            )
        return self._cookies[key]


def undo_each_request(app: Flask) -> None:
    """Let each request write all it wants and then undo it, so that the next finds the same."""

    @app.after_request
    def _undo(response):  # runs before the commit: the last one added is the first one called
        if "session" in g:
            g.session.flush()
            g.session.rollback()
        return response


def _ids(endpoint: str, stage: Stage, scene: Scene) -> dict[str, object]:
    """What the names in addresses stand for."""
    is_review = endpoint.startswith("review.")
    is_supplier = endpoint.startswith("supplier.")
    is_back = endpoint == "supplier.readmit"
    is_bare = endpoint == "procurement.copy_set" and scene.state is State.DRAFT
    return {
        "filename": "css/base.css",
        "name": "tokens.css",
        "token": stage.links.get(endpoint, stage.invitation),
        "invitation_id": scene.a.colleague_invitation_id if is_supplier else scene.invitation_id,
        "account_id": scene.revoked_supplier.id if is_back else scene.a.colleague_id,
        "note_id": scene.a.note_id,
        "clarification_id": scene.question_id,
        "question_id": scene.question_id,
        "catalogue_id": stage.catalogue_id,
        "other_id": stage.newer_catalogue_id,
        "upload_id": scene.a.sheet.id if endpoint.startswith("supplier.") else stage.upload_id,
        "measure": "5.20.03",
        "own_number": "GV-01",
        "key": "own_1",
        "procurement_id": stage.bare_id if is_bare else scene.procurement_id,
        "template_id": stage.template_id,
        "number": _number(endpoint, stage, scene),
        "kind": "contract_annex",
        "file_format": "docx",
        "first": 1,
        "last": 1,
        "identifier": REQUIREMENT,
        "response_id": scene.a.response_id,
        "theme": "8",
        "item": ITEM,
        "requirement": REQUIREMENT,
        "item_id": scene.a.item_id,
        "file": "receipt.json",
        "evidence_id": scene.opened_a.evidence_id if is_review else scene.a.evidence_id,
        "opened_id": scene.opened_a.id,
    }


def _number(endpoint: str, stage: Stage, scene: Scene) -> int:
    """Which receipt or revision an address is about."""
    if endpoint in {"supplier.earlier_receipt", "supplier.receipt_file"}:
        return stage.receipts.get(scene.state, 0)
    return 2 if scene.state is State.AMENDED else 1


def content(endpoint: str, stage: Stage, state: State | None = None) -> dict[str, object]:
    """A form that is accepted from whoever may send it."""
    later = (NOW + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")
    segment = {"title_nl": "Schepen", "description_nl": "Alles wat vaart.", "role": "segment"}
    measure = {
        "title_nl": "Sleutels",
        "text_nl": "De leverancier legt vast wie sleutels heeft.",
        "question_1_nl": "Legt u dat vast?",
        "segments": "all",
        "theme": "7",
        "kind": "scored",
        "weight": "2",
    }
    seen = risk_profiles.digest_of(RiskProfile(segments=frozenset({"cloud"})))
    changed = "3" if state in {State.PUBLISHED, State.SUBMITTED} else "2"
    forms = {
        "sign_in.start": {"email": stage.buyer.email, "password": PASSWORD},
        "sign_in.stop": {},
        "sign_in.language": {"language": "en", "back": "/sign-in"},
        "sign_in.give_code": {"code": "123456"},
        "account.change_password": {"password": PASSWORD, "new_password": PASSWORD},
        "account.renew_codes": {"password": PASSWORD, "code": "123456"},
        "account.sign_out_elsewhere": {},
        "account.stay": {},
        "sign_in.ask_link": {"email": f"{uuid4()}@example.nl"},
        "sign_in.choose_password": {"new_password": PASSWORD},
        "sign_in.set_up": {"code": "12345", "password": PASSWORD},
        "sign_in.invitation": {"name": "Jo", "organisation": "Nieuw BV", "password": PASSWORD},
        "procurement.upload_catalogue": {"file": (io.BytesIO(EDITION.encode()), "bio2.md")},
        "procurement.check_document": {"file": (io.BytesIO(strange_document()), "brief.docx")},
        "procurement.import_catalogue": {},
        "procurement.discard_upload": {},
        "procurement.start": {
            "title": "Zaaksysteem",
            "reference": str(uuid4()),
            "catalogue": str(stage.catalogue_id),
            "language": "nl",
        },
        "procurement.house_text": {"text_nl": "Anders.", "version": "1"},
        "procurement.add_own_measure": {**measure, "number": "GV-02", "version": "0"},
        "procurement.own_measure": {**measure, "version": "1"},
        "procurement.add_own_segment": {**segment, "version": "0"},
        "procurement.own_segment": {**segment, "version": "1"},
        "procurement.annex_template": {
            "file": (io.BytesIO(template()), "huisstijl.docx"),
            "version": "1",
            "act": "keep",
        },
        "procurement.withdraw_annex_template": {"version": "1"},
        "procurement.withdraw": {"kind": "measure", "key": "GV-01", "version": "1"},
        "procurement.profile": {"segments": "cloud", "version": "1", "seen": seen},
        "procurement.proposal": {"number": "5.21.01"},
        "procurement.list_exceptions": {
            "subject": "BIO2 5.20.01",
            "kind": "dropped",
            "version": "1",
            "text": "De voorwaarden van de opdracht zeggen dit al.",
        },
        "procurement.deadline": {"deadline": later, "version": changed},
        "procurement.reviewers": {"people": str(stage.reviewer.id), "shown": ""},
        "procurement.ask_approval": {},
        "procurement.publish": {},
        "procurement.amend": {
            "reason": MOTIVATION,
            "version": "1" if state is State.AMENDING else "0",
        },
        "procurement.take_back": {},
        "procurement.decide": {"winner": "nobody", "reason": MOTIVATION},
        "procurement.notify": {},
        "procurement.contract": {"reason": MOTIVATION, "is_undisputed": "y"},
        "procurement.withdraw_award": {"why": MOTIVATION},
        "procurement.archive": {},
        "procurement.revoke_invitation": {},
        "procurement.ask_by": {
            "ask_by": (NOW + timedelta(days=6)).strftime("%Y-%m-%dT%H:%M"),
            "version": changed,
        },
        "procurement.add_clarification": {"about": "", "answer": "De startdatum is 1 maart."},
        "procurement.clarification": {
            "question": "Mag het bewijs in het Engels?",
            "answer": "Ja.",
            "version": "2",
        },
        "review.answer_question": {"answer": "Ja, dat mag.", "version": "2"},
        "procurement.publish_nota": {"shown": "x", "has_seen_warning": "y"},
        "supplier.clarifications": {"about": "", "text": "Mag het ook in het Duits?"},
        "supplier.see_notas": {"newest": "1"},
        "supplier.withdraw_question": {},
        "procurement.invite": {"email": "somebody@example.nl"},
        "procurement.pick": {"number": "5.21.01"},
        "procurement.copy_set": {"from": str(stage.template_id), "shown": stage.copied},
        "procurement.save_template": {"name": "Nieuw", "replaces": str(stage.template_id)},
        "procurement.remove_template": {},
        "procurement.tailor": {
            "text": "Anders.",
            "kind": "informative",
            "weight": "0",
            "version": "1",
        },
        "procurement.ask": {"question_1_nl": "Doet u dat?", "version": "1"},
        "procurement.move": {"place": "1"},
        "procurement.trial": {f"{ITEM}-option": "within_week", f"{ITEM}-text": "Op proef."},
        "procurement.drop": {"version": "1"},
        "procurement.weigh": {f"weight-{SCORED}": "7", f"version-{SCORED}": "1"},
        "supplier.changes": {"number": "2"},
        "supplier.offline": {
            "file": (io.BytesIO(stage.scenes[State.PUBLISHED].a.sheet.content), "v.xlsx")
        },
        "supplier.take_sheet": {"shown": stage.scenes[state or State.PUBLISHED].a.sheet.shown},
        "supplier.discard_sheet": {},
        "supplier.reuse_answers": {"shown": stage.earlier, "take": ITEM},
        "supplier.save": {"option": "within_week", "text": "Anders.", "version": "1"},
        "supplier.attach": {"file": (io.BytesIO(pdf("new")), "new.pdf"), "levels": "design"},
        "supplier.attach_from_vault": {
            "chosen-item": f"{stage.scenes[state or State.PUBLISHED].a.item_id}.1",
            "chosen-levels": "design",
        },
        "supplier.add_to_vault": {"file": (io.BytesIO(pdf("vault")), "vault.pdf")},
        "supplier.correct_in_vault": {"title": "Beleid", "version": "1"},
        "supplier.replace_in_vault": {
            "file": (io.BytesIO(pdf("newer")), "newer.pdf"),
            "version": "1",
        },
        "supplier.withdraw_from_vault": {"version": "1"},
        "supplier.remove": {},
        "supplier.invite_colleague": {"email": "collega@nieuw.example"},
        "supplier.invite_again": {},
        "supplier.revoke_colleague": {},
        "supplier.change_rights": {"rights": "sign", "seen": ""},
        "supplier.deactivate": {},
        "supplier.readmit": {},
        "supplier.choose_reminders": {"wanted": "no"},
        "supplier.assign": {"version": "0", "theme-8": ""},
        "supplier.notes_about": {"text": "Wie weet dit?"},
        "supplier.remove_note": {},
        "supplier.present": {"item": ITEM},
        "sign_in.colleague": {"name": "Jo", "password": PASSWORD},
        "sign_in.stop_reminders": {},
        "supplier.submit": {"is_true": "y", "signer": "Anna Jansen", "round": "1"},
        "supplier.ready": {},
        "supplier.withdraw": {"is_meant": "y", "submission": str(stage.handed_in(state))},
        "review.approve": {"version": "2", "digest": stage.asked_digest, "decision": "approved"},
        "review.open_responses": {},
        "review.judge": {
            "subject": SUBJECT,
            "version": "1",
            "decision": "does_not_meet",
            "motivation": MOTIVATION,
        },
    }
    return dict(forms[endpoint])
