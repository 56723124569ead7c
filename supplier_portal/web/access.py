"""This file decides who may see which page: nobody, unless the page says so."""

import contextlib
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from flask import Blueprint, Flask, abort, current_app, g, redirect, request, url_for
from flask import session as browser
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from supplier_portal.services import accounts, rights, sign_ins
from supplier_portal.services.actor import Actor
from supplier_portal.services.rights import Right
from supplier_portal.web import again, transaction

_TOKEN = "token"  # noqa: S105 - the name under which the browser keeps it
_ACCOUNT = "account"
View = TypeVar("View", bound=Callable[..., Any])
Answer: TypeAlias = Response | tuple[str, int]
_OWN_SITES = frozenset({"same-origin", "none", None})


class Role(StrEnum):
    """The audiences; every account has one."""

    PROCUREMENT = "procurement"
    SUPPLIER = "supplier"
    REVIEW = "review"


class RoleBlueprint(Blueprint):
    """The pages of one audience."""

    def __init__(self, role: Role, import_name: str) -> None:
        super().__init__(role.value, import_name, url_prefix=f"/{role.value}")
        self.role = role


def pages_for(role: Role, import_name: str) -> RoleBlueprint:
    """Make the blueprint of an audience; a page added to it cannot forget its guard."""
    return RoleBlueprint(role, import_name)


def public(view: View) -> View:
    """Mark a page that anybody may see."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def for_everybody(view: View) -> View:
    """Mark a page for everybody who is signed in, whatever the role."""
    view.is_for_everybody = True  # type: ignore[attr-defined]
    return view


def needs(right: Right) -> Callable[[View], View]:
    """Mark a page that is only for who holds a right beside the role of its audience."""

    def mark(view: View) -> View:
        view.needs_right = right  # type: ignore[attr-defined]
        return view

    return mark


def background(view: View) -> View:
    """Mark what a page asks by itself: it is no sign that somebody is there (assurance D6)."""
    view.is_background = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Check every request before its page runs."""
    app.before_request(_admit)


def actor() -> Actor:
    """Who is signed in; pages behind a guard always have somebody."""
    found = visitor()
    if found is None:
        abort(401)
    return found


def visitor() -> Actor | None:
    """Who is signed in, if anybody is."""
    if "visitor" not in g:
        g.visitor, g.is_worth_noting = None, False
        if secret():
            _look_who_is_there()
    found: Actor | None = g.visitor
    return found


def secret() -> str:
    """The secret under which this browser is signed in; empty when it is not."""
    return str(browser.get(_TOKEN, ""))


def _look_who_is_there() -> None:
    at = transaction.received_at()
    # In a session of its own: a writing one holds up every other writer from here to its end.
    with transaction.reading_session() as session:
        found = sign_ins.current(session, secret(), at=at)
        if found is not None:
            g.visitor = accounts.actor_of(found.account, origin=origin())
            g.is_worth_noting = sign_ins.is_worth_noting(found, at)


def origin() -> str:
    """The network address the request came from."""
    return request.remote_addr or "unknown"


def welcome(token: str, account_id: UUID) -> None:
    """Let this browser in under a new session; nothing of somebody else's stays.

    Pages that the same person left open go on working, so that nothing typed is lost (A11).
    """
    is_same = browser.get(_ACCOUNT) == str(account_id)
    wanted = {"language", "csrf_token"} if is_same else {"language"}
    kept = {name: browser[name] for name in wanted if name in browser}
    browser.clear()
    browser.update({**kept, _TOKEN: token, _ACCOUNT: str(account_id)})
    g.pop("visitor", None)


def leave() -> str | None:
    """Forget in this browser who was signed in, and give the secret that must be ended."""
    token: str | None = browser.pop(_TOKEN, None)
    for name in (_ACCOUNT, "csrf_token"):
        browser.pop(name, None)
    g.pop("visitor", None)
    return token


def _admit() -> Answer | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    if request.method != "GET" and request.headers.get("Sec-Fetch-Site") not in _OWN_SITES:
        abort(403)
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "is_public", False):
        return None
    if visitor() is None:
        return _send_to_sign_in()
    if not (getattr(view, "is_for_everybody", False) or _is_of_own_role()):
        abort(403)
    needed = getattr(view, "needs_right", None)
    if needed is not None:
        rights.refuse_without(needed, actor())
    if g.is_worth_noting and not getattr(view, "is_background", False):
        _note_presence()
    return None


def _is_of_own_role() -> bool:
    pages = current_app.blueprints.get(request.blueprint or "")
    return isinstance(pages, RoleBlueprint) and pages.role == actor().role


def _send_to_sign_in() -> Answer:
    if request.accept_mimetypes.best == "application/json":
        abort(401)
    if request.method == "POST" and _has_lapsed():
        return again.sign_in()
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("sign_in.start", next=wanted))


def _has_lapsed() -> bool:
    with transaction.reading_session() as session:
        return sign_ins.has_lapsed(session, secret(), at=transaction.received_at())


def _note_presence() -> None:
    """Put off the end for who idles, once a minute; who writes meanwhile is not waited for."""
    with contextlib.suppress(OperationalError), transaction.hurried_write() as session:
        sign_ins.note_presence(session, secret(), at=transaction.received_at())
