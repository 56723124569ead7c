"""This file says in words what awaits a supplier: how many questions and proofs, and how long."""

from flask_babel import gettext, ngettext

from questionnaires.awaiting import Awaiting

_HOUR = 60
_ROUNDED_TO = 5


def time_in_words(awaits: Awaiting) -> str:
    """Between how many minutes or whole hours it takes, rounded outwards."""
    least, most = awaits.least_minutes, awaits.most_minutes
    if most <= _HOUR:
        shortest, longest = _outwards(least, most, _ROUNDED_TO)
        minutes: str = gettext(
            "%(least)s to %(most)s minutes",
            least=max(_ROUNDED_TO, shortest * _ROUNDED_TO),
            most=max(2 * _ROUNDED_TO, longest * _ROUNDED_TO),
        )
        return minutes
    shortest, longest = _outwards(least, most, _HOUR)
    if not shortest:
        up_to: str = gettext("less than an hour, up to %(most)s hours", most=longest)
        return up_to
    hours: str = gettext("%(least)s to %(most)s hours", least=shortest, most=longest)
    return hours


def proofs_in_words(awaits: Awaiting) -> str:
    """How many proofs are asked with the response, and how many only later."""
    now: str = ngettext("%(num)d with your response", "%(num)d with your response", awaits.proofs)
    if not awaits.later_proofs:
        return now
    later: str = ngettext(
        "%(num)d later, only of who is chosen",
        "%(num)d later, only of who is chosen",
        awaits.later_proofs,
    )
    return f"{now}; {later}"


def _outwards(least: int, most: int, step: int) -> tuple[int, int]:
    return least // step, -(-most // step)
