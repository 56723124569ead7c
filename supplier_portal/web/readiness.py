"""This file puts the checklist before publication into sentences, for procurement and security."""

from collections.abc import Callable, Iterable, Mapping

from flask import current_app
from flask_babel import gettext, ngettext

from questionnaires.readiness import Check, CheckKey
from questionnaires.wording import Language
from supplier_portal.web.formatting import figure, moment, show_fact
from supplier_portal.web.names import name_of
from supplier_portal.web.tasks import Task

_IN_ORDER: Mapping[CheckKey, Callable[[Check], object]] = {
    CheckKey.REQUIREMENTS: lambda check: ngettext(
        "%(num)d requirement", "%(num)d requirements", _count(check)
    ),
    CheckKey.TEXTS: lambda check: (
        gettext("Complete in Dutch.")
        if check.facts["language"] == Language.DUTCH
        else gettext("Complete in English.")
    ),
    CheckKey.WEIGHTS: lambda check: ngettext(
        "%(num)d requirement earns points, %(total)s in total.",
        "%(num)d requirements earn points, %(total)s in total.",
        _count(check),
        total=figure(check.facts["total"]),  # type: ignore[arg-type]
    ),
    CheckKey.DEADLINE: lambda check: moment(check.facts["deadline"]),  # type: ignore[arg-type]
    CheckKey.REVIEWERS: lambda check: check.facts["names"],
    CheckKey.CHANGES: lambda check: ngettext(
        "%(num)d requirement differs from revision %(since)s.",
        "%(num)d requirements differ from revision %(since)s.",
        _count(check),
        since=check.facts["since"],
    ),
    CheckKey.EXCEPTIONS: lambda check: (
        ngettext(
            "%(num)d exception, with its reason.",
            "%(num)d exceptions, each with its reason.",
            _count(check),
        )
        if check.facts["has_profile"]
        else gettext(
            "There is no risk profile, so nothing was proposed to depart from. "
            "BIO2 5.19.01 asks to base the requirements on one."
        )
    ),
}


def minimum_days(*, is_amending: bool = False) -> int:
    """How many days this installation wants suppliers to have at least, or after a change."""
    name = "MINIMUM_DAYS_AFTER_A_CHANGE" if is_amending else "MINIMUM_DAYS_FOR_RESPONSES"
    days: int = current_app.config[name]
    return days


def checklist(
    checks: Iterable[Check], place: Callable[[Check], str | None] = lambda _: None
) -> list[Task]:
    """Each check with what is in order or what to do; ``place`` says on which page."""
    return [
        Task(
            name_of(check.key),
            place(check),
            _sentence(check),
            str(gettext("in order") if check.is_in_order else gettext("to do")),
            "done" if check.is_in_order else "todo",
        )
        for check in checks
    ]


def _sentence(check: Check) -> str:
    if check.problem is None:
        return str(_IN_ORDER[check.key](check))
    facts = {name: show_fact(fact) for name, fact in check.facts.items()}
    return str(gettext(check.problem) % facts)


def _count(check: Check) -> int:
    return int(str(check.facts["count"]))
