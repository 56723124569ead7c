"""This file prepares the earlier answers that a supplier can take over, theme by theme."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from questionnaires.catalogue import Theme
from questionnaires.earlier_answers import Staleness
from questionnaires.questionnaire import Item
from questionnaires.wording import Wording
from supplier_portal.services.reuse import Looked, Offered
from supplier_portal.supplier.sheet_views import in_words

_REASONS: Mapping[Staleness, Callable[[], str]] = {
    Staleness.OLD: lambda: gettext("It was handed in more than a year ago."),
    Staleness.REQUIREMENT: lambda: gettext("The requirement is worded differently now."),
    Staleness.QUESTION: lambda: gettext("The question, or what can be chosen, is different now."),
}


@dataclass(frozen=True, slots=True)
class OfferView:
    """One earlier answer: where it comes from, beside the answer as it is, and what to mind.

    ``wording`` is the question that it answered, where that reads differently.
    """

    item: Item
    now: Sequence[str]
    then: Sequence[str]
    title: str
    handed_in_at: datetime
    reasons: Sequence[str]
    wording: Wording | None
    is_to_confirm: bool


def by_theme(looked: Looked, language: str) -> list[tuple[Theme, list[OfferView]]]:
    """What is offered, in the order of the questionnaire."""
    found: dict[Theme, list[OfferView]] = {theme: [] for theme in Theme}
    for line in looked.lines:
        found[line.offer.item.requirement.theme].append(_view(line, language))
    return [(theme, views) for theme, views in found.items() if views]


def _view(line: Offered, language: str) -> OfferView:
    offer = line.offer
    before, asked = offer.answered.question, offer.item.question
    is_reworded = before is not None and asked is not None and before.wording != asked.wording
    return OfferView(
        item=offer.item,
        now=in_words(offer.item, line.now.entry, language),
        then=in_words(offer.item, offer.entry, language),
        title=offer.origin.revision.purchase.title,
        handed_in_at=offer.origin.received_at,
        reasons=[_REASONS[reason]() for reason in offer.stale],
        wording=before.wording if before is not None and is_reworded else None,
        is_to_confirm=line.now.is_to_confirm,
    )
