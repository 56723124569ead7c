"""This file gives files with hostile names: saved under that name, never run or shown (E6)."""

import re
from urllib.parse import unquote

import pytest

from supplier_portal.web.downloads import attachment

NAMES = [
    *("beleid.pdf", "bé leid.pdf", "证据.pdf", "دليل.pdf", "😀.pdf", "a b  c.pdf", " voor.pdf"),
    *('quo"te.pdf', "quo'te.pdf", "back\\slash.pdf", '\\".pdf', "semi;colon.pdf", "com,ma.pdf"),
    *("100%.pdf", "%00.pdf", "%0d%0a.pdf", "%2e%2e%2f.pdf", "UTF-8''x.pdf", "=?utf-8?q?x?=.pdf"),
    *(
        "a\r\nSet-Cookie: x=1.pdf",
        "a\nb.pdf",
        "a\rb.pdf",
        "a\x0bb.pdf",
        "a\x85b.pdf",
        "a\u2028b.pdf",
    ),
    *("a\u2029b.pdf", "a\x00b.pdf", "a\tb.pdf", "a\x7fb.pdf", "a\u200bb.pdf", "a\u202efdp.exe"),
    *("a\u2066b\u2069.pdf", "\ufeffa.pdf", "../../etc/passwd", "..\\..\\x.pdf", "/etc/passwd"),
    *("C:\\x.pdf", "con.pdf", "nul", ".htaccess", "a.pdf.", "a.pdf::$DATA", "-rf.pdf", "$(id).pdf"),
    *("`id`.pdf", "<script>.pdf", "a&b.pdf", "n" * 255, "é" * 200, "e\u0301.pdf", "a|b>c.pdf"),
    *('x"; filename="y.html', 'x.pdf"\r\n\r\n<html>'),
]


def test_there_are_fifty_names():
    assert len(set(NAMES)) >= 50


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_file_is_only_ever_saved_under_its_name(app, name):
    with app.test_request_context():
        answer = attachment(b"x", name=name, media_type="application/pdf")
    headers = answer.headers
    told = headers["Content-Disposition"]
    assert told.startswith("attachment;")
    assert told.isprintable()
    assert told.isascii()
    assert "\r" not in str(headers).replace("\r\n", "")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Content-Type"] == "application/pdf"
    assert "Set-Cookie" not in headers
    assert _name_in(told) == "".join(sign if sign.isprintable() else "_" for sign in name)


def _name_in(told: str) -> str:
    """The name as a browser reads it (RFC 6266): the encoded one, or else the plain one."""
    encoded = re.fullmatch(
        r"attachment; filename=(?:\"(?:[^\"\\]|\\.)*\"|[^\s;\"]+); filename\*=UTF-8''(\S+)", told
    )
    if encoded:
        return unquote(encoded[1])
    quoted = re.fullmatch(r'attachment; filename="((?:[^"\\]|\\.)*)"', told)
    if quoted:
        return re.sub(r"\\(.)", r"\1", quoted[1])
    return re.fullmatch(r"attachment; filename=([^\s;\"]+)", told)[1]
