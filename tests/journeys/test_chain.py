"""The chain, once, as three people walk it through their browsers: from catalogue to score."""

import io
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import time_machine
from factories.files import pdf

from questionnaires.interchange.canonical import digest
from supplier_portal.documents.word import text_of

PDF = pdf("proof")


def test_the_chain_from_catalogue_to_score(world, browser):
    procurement, security = _buyers(world)
    world.catalogue()
    buyer = browser(procurement)
    address = _compose(buyer)
    reviewer = browser(security)
    _get_approval(buyer, reviewer, address)
    revision_digest = _publish(buyer, address)
    link = _invite(buyer, address)

    supplier = browser()
    response = _take_up(supplier, link)
    _answer_everything(supplier, response)
    receipt = _hand_in(supplier, response)
    assert revision_digest in receipt.words

    page = reviewer.get(address.replace("procurement", "review"))
    assert "sealed" in page.words or "verzegeld" in page.words
    assert not page.soup.select("form[action$='/open']")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=30), tick=True):
        _review(browser(security), address)


def _buyers(world):
    procurement = world.person("procurement")
    return procurement, world.person("review", organisation=procurement)


def _compose(buyer) -> str:
    buyer.get("/procurement/catalogues")
    page = buyer.follow("BIO2 1.3")
    assert "5.21.01" in page.words
    buyer.get("/procurement/start")
    page = buyer.submit("/start", {"title": "Zaaksysteem", "reference": "Z-1"})
    address = page.url
    buyer.get(f"{address}/requirements/pick?theme=5")
    buyer.submit("/pick", {"number": ["5.20.03", "5.20.05"]})
    buyer.get(f"{address}/requirements/pick?theme=8")
    page = buyer.submit("/pick", {"number": ["8.08.01", "8.15.01", "8.28.01"]})
    assert len(page.soup.select("tbody tr")) == 5
    for number, kind, weight in (
        ("5.20.03", "knock_out", "0"),
        ("5.20.05", "scored", "3"),
        ("8.08.01", "scored", "4,5"),
        ("8.28.01", "informative", ""),
    ):
        buyer.get(f"{address}/requirements/BIO2-{number}")
        buyer.submit(f"/BIO2-{number}", {"kind": kind, "weight": weight})
    buyer.get(f"{address}/deadline")
    later = datetime.now(UTC) + timedelta(days=20)
    buyer.submit("/deadline", {"deadline": later.strftime("%Y-%m-%dT%H:%M")})
    return address


def _get_approval(buyer, reviewer, address: str) -> None:
    """Name the reviewer, ask, get the set back, change it, ask again, and have it approved."""
    page = buyer.get(f"{address}/publish")
    assert not page.soup.select("form[action$='/publish'], form[action$='/approval']")
    page = buyer.get(f"{address}/reviewers")
    [box] = page.soup.select("input[name=people]")
    buyer.submit("/reviewers", {"people": box["value"]})
    buyer.get(f"{address}/publish")
    buyer.submit("/approval")
    approval = f"{address.replace('procurement', 'review')}/approval"
    page = reviewer.get("/review/")
    assert page.soup.select_one(f"a[href='{approval}']")
    page = reviewer.get(approval)
    assert "BIO2-8.08.01" in page.words
    reviewer.submit("/approval", {"decision": "returned", "note": "8.15.01 telt te zwaar."})
    page = buyer.get(f"{address}/publish")
    assert "8.15.01 telt te zwaar." in page.words
    buyer.get(f"{address}/requirements/BIO2-8.15.01")
    buyer.submit("/BIO2-8.15.01", {"kind": "scored", "weight": "1"})
    buyer.get(f"{address}/publish")
    buyer.submit("/approval")
    reviewer.get(approval)
    page = reviewer.submit("/approval", {"decision": "approved"})
    assert page.url == "/review/"


def _publish(buyer, address: str) -> str:
    buyer.get(f"{address}/publish")
    page = buyer.submit("/publish")
    found = page.soup.select_one(".digest").get_text(strip=True)
    assert re.fullmatch(r"[0-9a-f]{64}", found)
    annex = buyer.get(f"{address}/revisions/1/documents/programme.docx?language=nl").response
    assert annex.mimetype.endswith("wordprocessingml.document")
    text = text_of(annex.get_data())
    assert found in text
    assert "BIO2-8.08.01" in text
    return found


def _invite(buyer, address: str) -> str:
    buyer.get(f"{address}/invitations")
    page = buyer.submit("/invitations", {"email": "jan@leverancier.example"})
    return re.search(r"/invitation/\S+", page.soup.select_one(".notice .digest").get_text())[0]


def _take_up(supplier, link: str) -> str:
    page = supplier.get(link)
    assert "Zaaksysteem" in page.words
    supplier.submit(
        link,
        {"name": "Jan", "organisation": "Leverancier BV", "password": "vier woorden achtereen"},
    )
    page = supplier.follow("Zaaksysteem")
    return page.url


def _answer_everything(supplier, response: str) -> None:
    page = supplier.get(f"{response}/submit")
    assert not page.soup.select("form[action$='/submit']"), "a response with gaps can be handed in"
    for theme in ("5", "8"):
        page = supplier.get(f"{response}/themes/{theme}")
        forms = page.soup.select("form.question[action*='/answers/']:not([hidden])")
        for form in forms:
            if "-claim" in form.get("id", ""):
                continue
            supplier.get(f"{response}/themes/{theme}")
            page = supplier.submit(form["action"], _best(form))
            assert page.status == 200
            assert page.message
    supplier.get(f"{response}/requirements/BIO2-8.08.01/evidence")
    page = supplier.submit(
        "/evidence", {"file": (io.BytesIO(PDF), "Beleid & proof.pdf"), "levels": ["design"]}
    )
    assert "Beleid & proof.pdf" in page.words
    supplier.follow("Beleid & proof.pdf")
    assert supplier.page.response.get_data() == PDF


def _best(form) -> dict[str, object]:
    if form.select("input[name=option][type=radio]"):
        return {"option": form.select_one("input[name=option]")["value"], "text": "Toelichting"}
    if form.select("input[name=option]"):
        return {"option": [tick["value"] for tick in form.select("input[name=option]")]}
    if form.select("input[name=number]"):
        return {"number": "12,5"}
    return {"text": "Zo doen wij dat."}


def _hand_in(supplier, response: str):
    page = supplier.get(f"{response}/submit")
    page = supplier.submit("/submit")
    assert page.soup.select(".error-summary"), "handed in without the declaration"
    page = supplier.submit("/submit", {"is_true": "y", "signer": "Anna Jansen"})
    digests = [item.get_text(strip=True) for item in page.soup.select(".digest")]
    assert digest(PDF) in digests
    page = supplier.get(f"{response}/themes/5")
    assert page.soup.select("fieldset[disabled]")
    return supplier.get(f"{response}/receipt")


def _review(reviewer, address: str) -> None:
    home = address.replace("procurement", "review")
    reviewer.get(home)
    page = reviewer.submit("/open")
    page = reviewer.follow("Leverancier BV")
    judged = page.url
    assert "Zo doen wij dat." in page.words
    while form := _open_judgement(page):
        choices = [option["value"] for option in form.select("input[type=radio]")]
        page = reviewer.post(
            judged,
            {
                "csrf_token": form.select_one("input[name=csrf_token]")["value"],
                "subject": form.select_one("input[name=subject]")["value"],
                "version": "0",
                "decision": "meets" if "meets" in choices else "0.8",
                "motivation": "Het antwoord is concreet en het bewijs dekt de gevraagde dienst.",
            },
        )
        assert page.status == 200
    page = reviewer.get(f"{judged}/scorecard")
    assert _figure(page, "total") == _recomputed(page)


def _open_judgement(page):
    return next(
        (
            form
            for form in page.soup.select("form.judgement")
            if form.select_one("input[name=version]")["value"] == "0"
        ),
        None,
    )


def _figure(page, section: str) -> Decimal:
    words = page.soup.select_one(f"[aria-labelledby={section}] .score__figure").get_text()
    return Decimal(words.replace("%", "").replace(",", ".").strip())


def _recomputed(page) -> Decimal:
    """Divide the points on the page by the weights on the page."""
    rows = [row for row in page.soup.select("tr") if len(row.select("td.numeric")) == 3]
    terms = [row for row in rows if "total" not in row.get("class", [])]
    weights, _, points = zip(
        *(
            [Decimal(cell.get_text().replace(",", ".")) for cell in row.select("td.numeric")]
            for row in terms
        ),
        strict=True,
    )
    return round(sum(points) / sum(weights) * 100, 2)
