"""This file keeps what somebody sent when they must first sign in again (assurance A11).

What was sent goes back to the browser, on a page that sends it once more: nothing of it is kept
here, where others would have to be kept from it.
"""

from typing import TypeAlias

from flask import render_template, request
from werkzeug.wrappers import Response

Answer: TypeAlias = Response | tuple[str, int]

_REFUSED = 401
_NOT_SENT = frozenset({"csrf_token", "password", "new_password", "code"})
_HIDDEN = frozenset({"version", "revision", "editor", "sequence", "seen"})


def sign_in() -> Answer:
    """Show what was sent after the session ended, to be sent again once signed in."""
    sent = [
        (name, value) for name, value in request.form.items(multi=True) if name not in _NOT_SENT
    ]
    page = render_template(
        "sign_in/again.html",
        sent=sent,
        texts=[value for name, value in sent if name not in _HIDDEN and value.strip()],
        has_file=any(file.filename for file in request.files.values()),
    )
    return page, _REFUSED
