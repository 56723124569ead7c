"""This file computes the scorecards of opened responses from their answers and judgements."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaires.judgements import settle
from questionnaires.scoring import Scorecard, score
from supplier_portal.records.opened_responses import OpenedResponseRecord
from supplier_portal.services import judgements


def of_opened(session: Session, opened: OpenedResponseRecord) -> Scorecard:
    """The scorecard of one opened response."""
    return of_all(session, [opened])[opened.id]


def of_all(session: Session, opened: Sequence[OpenedResponseRecord]) -> dict[UUID, Scorecard]:
    """The scorecards of several opened responses, each by itself."""
    standing = judgements.standing_of_all(session, opened)
    return {
        item.id: score(
            judgements.questionnaire_of(item).revision,
            judgements.response_of(item).answers,
            settle(kept.judgement for kept in standing[item.id]),
        )
        for item in opened
    }
