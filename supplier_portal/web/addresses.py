"""This file gives addresses that work outside the browser, in mail and on paper."""

from typing import Any

from flask import current_app, url_for


def public_address(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as url_for has it
    """The address of a page as visitors reach it from elsewhere (the setting PUBLIC_URL)."""
    return f"{current_app.config['PUBLIC_URL']}{url_for(endpoint, **values)}"
