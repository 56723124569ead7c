"""This file dresses the service from a folder, and serves nothing else of that folder."""

import re
from dataclasses import replace

import pytest
from page import Browser

from supplier_portal.app import create_app
from supplier_portal.settings import SettingsError, from_environment
from supplier_portal.web.theme import LOGOS, TOKENS

CSS = ":root { --accent: #154273; }"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
SECRET = "KANARIE-3c91"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "theme"
    (made / "sub").mkdir(parents=True)
    (made / TOKENS).write_text(CSS)
    (made / "logo.svg").write_text(SVG)
    for name in ("secret.txt", "tokens.css.bak", ".env", f"sub/{TOKENS}", "../outside.css"):
        (made / name).write_text(SECRET)
    return made


@pytest.fixture
def dressed(settings, folder):
    """Opens a browser on the service, dressed from the folder as it is by then."""
    made = []

    def open_browser(theme_folder=folder):
        made.append(create_app(replace(settings, theme_folder=theme_folder)))
        return Browser(made[-1])

    yield open_browser
    for app in made:
        app.extensions["supplier_portal.database"].engine.dispose()


def sheets(page):
    return [link["href"] for link in page.soup.select("link[rel=stylesheet]")]


def file(browser, address):
    return browser.client.get(address, buffered=True)


def logos(page):
    return [image["src"] for image in page.soup.select(".page-header__logo")]


def test_the_tokens_of_the_house_come_after_our_own(dressed):
    browser = dressed()
    *ours, last = sheets(browser.get("/sign-in"))
    assert last == f"/theme/{TOKENS}"
    assert ours
    assert all(sheet.startswith("/static/css/") for sheet in ours)
    answer = file(browser, last)
    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert answer.get_data(as_text=True) == CSS


@pytest.mark.parametrize(
    ("names", "shown", "media_type"),
    [
        (("logo.svg",), "logo.svg", "image/svg+xml"),
        (("logo.png",), "logo.png", "image/png"),
        (("logo.svg", "logo.png"), "logo.svg", "image/svg+xml"),
    ],
)
def test_the_logo_stands_in_the_header_beside_the_name(dressed, folder, names, shown, media_type):
    (folder / "logo.svg").unlink()
    for name in names:
        (folder / name).write_text(SVG)
    browser = dressed()
    page = browser.get("/sign-in")
    assert logos(page) == [f"/theme/{shown}"]
    assert page.soup.select_one(".page-header__logo")["alt"] == ""
    assert page.soup.select_one(".page-header__name").get_text(strip=True)
    answer = file(browser, logos(page)[0])
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_a_theme_is_for_everybody_on_every_page(dressed, world):
    visitors = [dressed() for _ in range(4)]
    for role, visitor in zip(("procurement", "review", "supplier"), visitors, strict=False):
        visitor.sign_in(world.person(role))
    homes = ("/procurement/", "/review/", "/supplier/", "/sign-in")
    for visitor, address in zip(visitors, homes, strict=True):
        page = visitor.get(address)
        assert page.status == 200
        assert sheets(page)[-1] == f"/theme/{TOKENS}"
        assert file(visitor, f"/theme/{TOKENS}").status_code == 200
    page = visitors[-1].get("/procurement/nothing-here")
    assert sheets(page)[-1] == f"/theme/{TOKENS}"


@pytest.mark.parametrize(
    "address",
    [
        "secret.txt",
        "tokens.css.bak",
        ".env",
        "sub",
        f"sub/{TOKENS}",
        f"sub%2F{TOKENS}",
        "../outside.css",
        "..%2Foutside.css",
        "%2e%2e%2foutside.css",
        "..%5Coutside.css",
        "....//outside.css",
        "TOKENS.CSS",
        f"{TOKENS}%00",
        "logo.png",
        "",
    ],
)
def test_nothing_else_of_the_folder_or_beside_it_can_be_asked_for(dressed, address):
    answer = file(dressed(), f"/theme/{address}")
    assert answer.status_code == 404
    assert SECRET not in answer.get_data(as_text=True)


@pytest.mark.parametrize("missing", [{TOKENS}, set(LOGOS), {TOKENS, *LOGOS}])
def test_what_the_folder_does_not_hold_is_not_referred_to(dressed, folder, missing):
    for name in missing:
        (folder / name).unlink(missing_ok=True)
    page = dressed().get("/sign-in")
    assert any("/theme/" in sheet for sheet in sheets(page)) is (TOKENS not in missing)
    assert bool(logos(page)) is not missing.issuperset(LOGOS)


def test_a_file_that_disappears_later_is_not_found_rather_than_a_failure(dressed, folder):
    browser = dressed()
    (folder / TOKENS).unlink()
    assert file(browser, f"/theme/{TOKENS}").status_code == 404
    assert browser.get("/sign-in").status == 200


def test_without_a_theme_there_is_nothing_of_one(dressed):
    browser = dressed(None)
    page = browser.get("/sign-in")
    assert not any("/theme/" in sheet for sheet in sheets(page))
    assert logos(page) == []
    assert "/theme/" not in page.text
    for name in (TOKENS, *LOGOS):
        assert file(browser, f"/theme/{name}").status_code == 404


def test_a_theme_comes_with_the_same_headers_as_every_page(dressed):
    browser = dressed()
    for name in (TOKENS, "logo.svg"):
        headers = file(browser, f"/theme/{name}").headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def theme_of(folder, given):
    environment = {"DATA_FOLDER": str(folder), "SECRET_KEY": "x" * 40, "THEME_FOLDER": given}
    return from_environment(environment).theme_folder


def test_the_folder_is_found_from_where_the_service_starts(tmp_path, folder, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert theme_of(tmp_path, folder.name) == folder
    assert theme_of(tmp_path, "") is None


@pytest.mark.parametrize("name", ["nowhere", "outside.css"])
def test_a_folder_that_is_not_there_is_refused_in_words(name, tmp_path, folder):
    given = folder.parent / name
    expected = f"THEME_FOLDER: there is no folder {re.escape(str(given))}. .*tokens.css.*"
    with pytest.raises(SettingsError, match=expected):
        theme_of(tmp_path, str(given))
