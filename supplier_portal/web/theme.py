"""This file lets an organisation dress the service: its own tokens.css and logo, from a folder."""

from pathlib import Path

from flask import Flask, Response, abort, send_from_directory, url_for

from supplier_portal.web.access import public

TOKENS = "tokens.css"
LOGOS = ("logo.svg", "logo.png")


def init_app(app: Flask, folder: Path | None) -> None:
    """Serve the files of the theme that are there, and tell templates their addresses."""
    files = _files(folder)
    app.add_url_rule("/theme/<name>", "theme", public(_serving(folder, files)))
    app.context_processor(
        lambda: {
            "house_style": {
                "tokens": url_for("theme", name=TOKENS) if TOKENS in files else None,
                "logo": next(
                    (url_for("theme", name=name) for name in LOGOS if name in files), None
                ),
            }
        }
    )


def _files(folder: Path | None) -> frozenset[str]:
    if folder is None:
        return frozenset()
    return frozenset(name for name in (TOKENS, *LOGOS) if (folder / name).is_file())


def _serving(folder: Path | None, files: frozenset[str]):  # type: ignore[no-untyped-def] # noqa: ANN202 - a view
    def theme(name: str) -> Response:
        """One file of the theme; nothing else of the folder can be asked for."""
        if folder is None or name not in files:
            abort(404)
        return send_from_directory(folder, name)

    return theme
