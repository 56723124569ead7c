"""This file tests that an annex holds every text of its revision; nothing is lost on the way."""

import os
import shutil
import subprocess
from datetime import UTC, datetime

import jinja2
import pytest
from factories.requirements import revision as a_revision
from factories.strategies import hostile, revisions
from hypothesis import given, settings

from questionnaires.annexes import Publication, security_annex
from questionnaires.interchange.revision import digest_of
from supplier_portal.documents import word
from supplier_portal.services.annexes import SECURITY_ANNEX

PUBLISHED_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def content_of(revision, language="nl"):
    publication = Publication(digest=digest_of(revision), published_at=PUBLISHED_AT)
    return security_annex(revision, publication, language)


@given(revision=revisions(text=hostile))
@settings(max_examples=200, deadline=None)
def test_an_annex_holds_every_requirement_in_order_with_all_its_text(revision):
    text = word.text_of(word.render(SECURITY_ANNEX, content_of(revision)))
    place = 0
    for theme in content_of(revision)["themes"]:
        for line in theme["requirements"]:
            place = text.index(f"{line['identifier']} {line['title']}", place)
            place = text.index(line["text"], place)
    assert digest_of(revision) in text


def test_the_same_revision_gives_the_same_bytes():
    revision = a_revision()
    first = word.render(SECURITY_ANNEX, content_of(revision))
    assert first == word.render(SECURITY_ANNEX, content_of(revision))


def test_a_document_that_lost_text_is_not_given_out(monkeypatch):
    content = content_of(a_revision())
    content["themes"][0]["requirements"][0]["text"] = "a < b & R&D <w:p/> en verder"
    real = word.SandboxedEnvironment
    monkeypatch.setattr(
        word, "SandboxedEnvironment", lambda **options: real(**{**options, "autoescape": False})
    )
    monkeypatch.setattr(
        word.DocxTemplate,
        "render",
        lambda self, content, env, autoescape=False, _real=word.DocxTemplate.render: _real(
            self, content, env, autoescape=False
        ),
    )
    with pytest.raises(word.LostTextError):
        word.render(SECURITY_ANNEX, content)


def test_a_template_that_asks_for_something_else_fails_loudly():
    content = content_of(a_revision())
    del content["catalogue"]
    with pytest.raises(jinja2.UndefinedError):
        word.render(SECURITY_ANNEX, content)


def test_text_that_looks_like_a_template_is_only_text():
    content = content_of(a_revision())
    content["themes"][0]["requirements"][0]["text"] = "{{ 7*7 }} {% if x %}"
    text = word.text_of(word.render(SECURITY_ANNEX, content))
    assert "{{ 7*7 }} {% if x %}" in text


@pytest.mark.slow
def test_libreoffice_opens_the_annex_without_repair(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        reason = "LibreOffice is not installed (apt install libreoffice-writer-nogui)"
        if os.environ.get("REQUIRE_LIBREOFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    content = content_of(a_revision())
    content["themes"][0]["requirements"][0]["text"] = "a < b & R&D, “aanhaling”\ntweede regel"
    (tmp_path / "annex.docx").write_bytes(word.render(SECURITY_ANNEX, content))
    subprocess.run(  # noqa: S603 - our own file, a program found on this machine
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "annex.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    converted = (tmp_path / "annex.txt").read_text(encoding="utf-8-sig")
    assert "a < b & R&D, “aanhaling”" in converted
    assert "tweede regel" in converted
    assert content["digest"] in converted or content["digest"][:20] in converted
