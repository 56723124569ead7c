"""This file writes the log of the service: one JSON object a line, never the values at hand."""

import secrets

import structlog
from flask import Flask, Response, g, request


def configure() -> None:
    """Write the log as this service does, in a process with or without pages."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # The plain traceback: a prettier one prints local values, answers and keys among them.
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ]
    )


def init_app(app: Flask) -> None:
    """Give each request a number that its log lines and its response carry."""
    configure()
    # Flask's own line on a failure holds the address, and with it the secret of an invitation.
    app.logger.disabled = True
    app.before_request(_begin)
    app.after_request(_number)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id, endpoint=request.endpoint)


def _number(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response
