"""This file puts what was done about a team into sentences."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import gettext

from supplier_portal.services.team import Act
from supplier_portal.web.tasks import Line

Facts = Mapping[str, Any]
_RIGHTS: Mapping[str, Callable[[str, str], object]] = {
    "give_right:sign": lambda who, name: gettext(
        "%(who)s let %(name)s hand in the response.", who=who, name=name
    ),
    "give_right:team": lambda who, name: gettext(
        "%(who)s let %(name)s look after the team.", who=who, name=name
    ),
    "take_right:sign": lambda who, name: gettext(
        "%(who)s no longer lets %(name)s hand in the response.", who=who, name=name
    ),
    "take_right:team": lambda who, name: gettext(
        "%(who)s no longer lets %(name)s look after the team.", who=who, name=name
    ),
}
_SENTENCES: Mapping[str, Callable[[str, str], object]] = {
    **_RIGHTS,
    "invite_colleague": lambda who, name: gettext("%(who)s invited %(name)s.", who=who, name=name),
    "revoke_colleague": lambda who, name: gettext(
        "%(who)s took the invitation of %(name)s back.", who=who, name=name
    ),
    "join_team": lambda _, name: gettext("%(name)s joined.", name=name),
    "deactivate_colleague": lambda who, name: gettext(
        "%(who)s ended the account of %(name)s.", who=who, name=name
    ),
    "readmit_colleague": lambda who, name: gettext(
        "%(who)s let %(name)s in again.", who=who, name=name
    ),
}


def lines(acts: Iterable[Act]) -> list[Line]:
    """One sentence an act, in the visitor's language."""
    return [Line(act.at, _sentence(act), "", None) for act in acts]


def _sentence(act: Act) -> str:
    right = act.facts.get("right")
    name = act.facts.get("name") or act.facts["email"]
    key = f"{act.action}:{right}" if right else act.action
    return str(_SENTENCES[key](act.who or str(gettext("Somebody")), name))
