"""Anybody can read what words mean, how accessible the service is, and whom to tell of a leak."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from page import Browser

from questionnaires.wording import Language
from supplier_portal.app import create_app
from supplier_portal.declarations import Accessibility, Compliance, SecurityTxt
from supplier_portal.web import glossary

ENGLISH = {"Accept-Language": "en"}
NOW = datetime.now(UTC)
ADDRESS = "/.well-known/security.txt"
CONTACTS = ("mailto:security@example.nl", "https://example.nl/melden")
TERMS = glossary.load()


@pytest.fixture
def serve(settings):
    """Makes applications of an organisation with these settings."""
    made = []

    def application(**declared):
        made.append(create_app(replace(settings, **declared)))
        return made[-1]

    yield application
    for app in made:
        app.extensions["supplier_portal.database"].engine.dispose()


@pytest.fixture
def read(serve):
    """Opens a page of an organisation with these settings, in English."""
    return lambda address, **declared: Browser(serve(**declared)).get(address, headers=ENGLISH)


@pytest.mark.parametrize("language", Language)
def test_the_glossary_explains_every_word_in_the_visitors_language(language, browser):
    page = browser().get("/glossary", headers={"Accept-Language": language})
    entries = page.soup.select("#words [data-filter-item]")
    assert [entry["id"] for entry in entries] == [
        term.key for terms in glossary.by_letter(language).values() for term in terms
    ]
    for entry in entries:
        term = TERMS[entry["id"]]
        assert entry.dfn.get_text() == term.term.choose(language).text
        assert term.meaning.choose(language).text in entry.get_text()
        assert [link["href"][1:] for link in entry.select("a")] == list(term.see)
        assert not entry.has_attr("hidden")


def test_a_word_is_shown_with_its_name_in_the_other_language(browser):
    page = browser().get("/glossary", headers=ENGLISH)
    assert page.soup.select_one("#receipt [lang=nl]").get_text() == "ontvangstbewijs"
    assert page.soup.select_one("#receipt [lang=en]") is None
    assert page.soup.select_one("#bio2 [lang]") is None


def test_every_letter_leads_to_its_words(browser):
    page = browser().get("/glossary", headers=ENGLISH)
    letters = [link["href"] for link in page.soup.select(".letters a")]
    assert letters == [f"#letter-{letter}" for letter in glossary.by_letter(Language.ENGLISH)]


def test_words_are_found_without_a_script(browser):
    page = browser().get("/glossary?q=Receipt%20confirmation", headers=ENGLISH)
    shown = page.soup.select("#words [data-filter-item]:not([hidden])")
    assert [entry["id"] for entry in shown] == ["receipt"]
    assert [link["href"] for link in page.soup.select(".letters a")] == ["#letter-R"]
    assert page.soup.select_one("[data-filter-empty]").has_attr("hidden")
    page = browser().get("/glossary?q=xyzzy", headers=ENGLISH)
    assert not page.soup.select("#words [data-filter-item]:not([hidden])")
    assert not page.soup.select_one("[data-filter-empty]").has_attr("hidden")


def test_the_glossary_does_not_link_its_own_words(browser):
    assert not browser().get("/glossary", headers=ENGLISH).soup.select("a.term")


@pytest.mark.parametrize("address", ["/accessibility", "/toegankelijkheid"])
def test_without_a_test_the_statement_is_a_draft(address, read):
    page = read(address, organisation="Gemeente Voorbeeld")
    assert page.status == 200
    assert "This is a draft" in page.words
    assert "Gemeente Voorbeeld has not had this service tested" in page.words
    assert "No status yet." in page.words
    assert "An independent expert has not tested" in page.words
    assert "A draft has no date." in page.words
    assert not page.soup.select("main a[href^='mailto:']")
    assert "Tell the person at Gemeente Voorbeeld" in page.words


def test_the_statement_has_the_parts_of_the_model(read):
    page = read("/accessibility")
    parts = [heading["id"] for heading in page.soup.select("main > section > h2")]
    assert parts[-7:] == [
        *("status", "scope", "research", "shortcomings", "contact", "enforcement", "date"),
    ]
    for text in ("EN 301 549", "WCAG 2.1", "WCAG 2.2", "36 months", "National Ombudsman"):
        assert text in page.words


def test_every_shortcoming_has_a_cause_effect_alternative_and_measure(read):
    page = read("/accessibility")
    found = page.soup.select("#shortcomings ~ section")
    assert len(found) == 2
    for shortcoming in found:
        names = [name.get_text() for name in shortcoming.select("dt")]
        assert names == ["Cause", "Effect", "Alternative", "Measure"]
        assert all(text.get_text(strip=True) for text in shortcoming.select("dd"))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Compliance.FULL, "A: fully compliant."),
        (Compliance.PARTIAL, "B: partially compliant."),
        (Compliance.FIRST_STEPS, "C: first measures taken."),
        (Compliance.NONE, "D: not compliant."),
    ],
)
def test_the_organisation_gives_status_day_report_and_contact(status, words, read):
    tested_on = NOW.date() - timedelta(days=10)
    report = "https://example.nl/rapport"
    declared = Accessibility("portaal@example.nl", status, tested_on, report)
    page = read("/accessibility", accessibility=declared)
    assert words in page.words
    assert f"{tested_on.year}" in page.words
    assert f"{tested_on.year + 3}" in page.words
    assert page.link("Read the test report") == report
    assert page.soup.select_one("a[href='mailto:portaal@example.nl']")
    for text in ("draft", "No status yet", "independent expert", "out of date"):
        assert text not in page.words


def test_a_test_of_more_than_36_months_ago_is_called_out_of_date(read):
    declared = Accessibility(None, Compliance.FULL, date(2020, 1, 1))
    page = read("/accessibility", accessibility=declared)
    assert "The test is out of date" in page.words


def test_without_a_contact_there_is_no_security_txt(serve):
    response = serve().test_client().get(ADDRESS)
    assert response.status_code == 404
    assert "text/html" in response.content_type


def test_security_txt_has_every_field(serve):
    declared = SecurityTxt(
        CONTACTS,
        datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
        policy="https://example.nl/beleid",
        encryption="https://example.nl/sleutel",
        acknowledgments="https://example.nl/dank",
    )
    app = serve(security_txt=declared, public_url="https://portaal.example.nl")
    response = app.test_client().get(ADDRESS, base_url="https://portaal.example.nl")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "Contact: mailto:security@example.nl",
        "Contact: https://example.nl/melden",
        "Expires: 2026-12-31T23:59:59Z",
        "Preferred-Languages: nl, en",
        "Canonical: https://portaal.example.nl/.well-known/security.txt",
        "Policy: https://example.nl/beleid",
        "Encryption: https://example.nl/sleutel",
        "Acknowledgments: https://example.nl/dank",
    ]


def test_security_txt_leaves_out_what_is_not_known(serve):
    declared = SecurityTxt(CONTACTS[:1], NOW)
    text = serve(security_txt=declared).test_client().get(ADDRESS).text
    names = [line.split(": ")[0] for line in text.splitlines()]
    assert names == ["Contact", "Expires", "Preferred-Languages"]


@pytest.mark.parametrize(
    ("left", "event"),
    [
        (timedelta(days=-1), "security.txt has expired"),
        (timedelta(days=29), "security.txt expires within 30 days"),
        (timedelta(days=31), None),
    ],
)
def test_an_expiry_that_nears_is_told_to_the_log_and_the_file_is_served(left, event, serve, capsys):
    app = serve(security_txt=SecurityTxt(CONTACTS, NOW + left))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    warnings = [line["event"] for line in lines if line["level"] == "warning"]
    told = [event for event in warnings if event.startswith("security.txt")]
    assert told == ([event] if event else [])
    assert app.test_client().get(ADDRESS).status_code == 200
