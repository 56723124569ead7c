"""This file gives files to visitors in a way that no browser will run them (assurance E6)."""

import io

from flask import Response, send_file


def attachment(content: bytes, *, name: str, media_type: str) -> Response:
    """A file to save, never to show within a page."""
    response = send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name="".join(character if character.isprintable() else "_" for character in name),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
