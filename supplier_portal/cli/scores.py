"""This file prints what opened responses score, with every term of every sum."""

import json
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

import click

from questionnaires import scoring
from questionnaires.interchange.schemas import plain
from questionnaires.scoring import Interval, RequirementScore, Scorecard, Share, rounded
from questionnaires.themes import THEMES
from supplier_portal.cli.console import moment, opened, progress
from supplier_portal.cli.procurements import by_organisation, standing_of
from supplier_portal.services import judgements, scorecards
from supplier_portal.services.errors import NotPublishedError, StillSealedError
from supplier_portal.services.procurements import Standing, opens_at
from supplier_portal.services.states import State

_CLAIMS = {
    scoring.Standing.CLAIM_PENDING: "claims not to apply, waits for a reviewer",
    scoring.Standing.CLAIM_REJECTED: "claims not to apply, rejected",
    scoring.Standing.LEFT_OUT: "does not apply, left out of the sum",
}


@click.command(short_help="Show what opened responses score.")
@click.argument("procurement")
@click.option(
    "--json", "as_json", is_flag=True, help="Exact figures (such as 5/24), for other programs."
)
@by_organisation
def score(procurement: str, organisation: str | None, *, as_json: bool) -> None:
    """Show what each opened response to PROCUREMENT scores, and how that adds up.

    Knock-outs stand apart from points. While judgements are pending a figure is an interval.
    """
    cards = []
    with opened() as database, database.reading() as session:
        standing = standing_of(session, procurement, organisation)
        _refuse_sealed(standing)
        responses = judgements.opened_of(session, standing.procurement)
        with progress("Scoring", length=len(responses)) as step:
            for response in responses:
                card = scorecards.of_opened(session, response)
                cards.append((response.supplier, response.received_at, response.digest, card))
                step()
    if as_json:
        data = {"procurement": procurement, "responses": [_data(*card) for card in cards]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for supplier, received_at, _, card in cards:
        click.echo("\n".join((f"{supplier}, received {moment(received_at)}", *_lines(card), "")))
    if not cards:
        click.echo("There were no responses.", err=True)


def _refuse_sealed(standing: Standing) -> None:
    if not standing.state.is_published:
        raise NotPublishedError
    if standing.state is State.PUBLISHED:
        raise StillSealedError(opens=opens_at(standing.procurement))
    if standing.state is State.CLOSED:
        message = "The deadline has passed, but the responses are still sealed: open them first."
        raise click.ClickException(message)


def _lines(card: Scorecard) -> Iterator[str]:
    if card.knock_outs:
        yield "  Knock-outs"
    for knock_out in card.knock_outs:
        verdict = knock_out.verdict.replace("_", " ")
        title = knock_out.requirement.title.choose("en")
        yield f"    {knock_out.requirement.identifier}  {verdict:<14}  {title}"
    yield "  Points"
    for theme in card.themes:
        name = f"{theme.theme} {THEMES[theme.theme].en}"
        yield f"    {name:<22} {_share(theme.share)}"
    yield f"    {'Total':<22} {_share(card.total)}"
    yield "  The sum: weight x fraction = points; a fraction is the weighted mean of the answers"
    for theme in card.themes:
        for term in theme.requirements:
            yield from _term(term)


def _term(term: RequirementScore) -> Iterator[str]:
    asked = term.requirement
    weight = plain(term.applicable_weight)
    claim = f" ({_CLAIMS[term.standing]})" if term.standing in _CLAIMS else ""
    yield (
        f"    {asked.identifier}  {weight} x {_fraction(term.fraction)} = {_points(term.points)}"
        f"  {asked.title.choose('en')}{claim}"
    )
    for answer in term.answers:
        weight = plain(answer.question.weight)
        yield f"      {answer.item}  {weight} x {_fraction(answer.fraction)}  {answer.origin}"


def _share(share: Share) -> str:
    percentage = share.percentage
    of_all = "" if percentage is None else f" = {_points(percentage)} %"
    return f"{_points(share.points)} of {_weight(share.weight)}{of_all}"


def _weight(weight: Fraction) -> str:
    return plain(rounded(weight, 4))


def _points(interval: Interval) -> str:
    low, high = rounded(interval.low), rounded(interval.high)
    return f"{low}" if interval.is_settled else f"[{low} - {high}]"


def _fraction(interval: Interval) -> str:
    low, high = (plain(rounded(figure, 4)) for figure in (interval.low, interval.high))
    return low if interval.is_settled else f"[{low} - {high}]"


def _data(supplier: str, received_at: datetime, digest: str, card: Scorecard) -> dict[str, Any]:
    return {
        "supplier": supplier,
        "received_at": received_at.isoformat(),
        "digest": digest,
        "is_settled": card.is_settled,
        "knock_outs": [
            {"requirement": item.requirement.identifier, "verdict": item.verdict.value}
            for item in card.knock_outs
        ],
        "total": _data_of_share(card.total),
        "themes": [
            {
                "theme": theme.theme.value,
                **_data_of_share(theme.share),
                "requirements": [_data_of_term(term) for term in theme.requirements],
            }
            for theme in card.themes
        ],
    }


def _data_of_share(share: Share) -> dict[str, Any]:
    return {
        "points": _data_of_interval(share.points),
        "weight": str(share.weight),
        "percentage": share.percentage and _data_of_interval(share.percentage),
    }


def _data_of_term(term: RequirementScore) -> dict[str, Any]:
    return {
        "requirement": term.requirement.identifier,
        "standing": term.standing.value,
        "weight": plain(term.applicable_weight),
        "fraction": _data_of_interval(term.fraction),
        "points": _data_of_interval(term.points),
        "answers": [
            {
                "item": answer.item,
                "weight": plain(answer.question.weight),
                "fraction": _data_of_interval(answer.fraction),
                "origin": answer.origin.value,
            }
            for answer in term.answers
        ],
    }


def _data_of_interval(interval: Interval) -> dict[str, str]:
    return {"low": str(interval.low), "high": str(interval.high)}
