"""This file keeps proof of refusals that may be disputed, although the request itself is undone."""

from uuid import UUID

from flask import request

from questionnaires.errors import QuestionnaireError
from supplier_portal.services import opening, procurements, responses
from supplier_portal.services.errors import (
    AlreadyOpenedError,
    AskingIsOverError,
    DeadlinePassedError,
    NotWithdrawnError,
    StillSealedError,
)
from supplier_portal.web import transaction
from supplier_portal.web.access import actor

# What was refused is called in the journal what it is called when it is done.
_ACTIONS = {
    "save": "save_answer",
    "attach": "attach_evidence",
    "attach_from_vault": "attach_evidence",
    "remove": "remove_evidence",
    "changes": "take_up",
    "withdraw": "withdraw_response",
}


def note(error: QuestionnaireError) -> None:
    """Write in the journal that something came too late (B10) or somebody too early (B9)."""
    if isinstance(error, DeadlinePassedError):
        _note_late(_argument("response_id"), result="refused_late")
    elif isinstance(error, AskingIsOverError):
        _note_late(_argument("response_id"), result="refused_asking")
    elif isinstance(error, AlreadyOpenedError | NotWithdrawnError):
        _note_late(_argument("response_id"), result="refused_opened")
    elif isinstance(error, StillSealedError):
        _note_early(_argument("procurement_id"))


def _note_late(response_id: UUID, *, result: str) -> None:
    with transaction.separate_write() as session:
        responses.tell_of_refusal(
            session,
            actor(),
            response_id,
            action=_action(),
            result=result,
            at=transaction.received_at(),
        )


def _note_early(procurement_id: UUID) -> None:
    with transaction.separate_write() as session:
        found = procurements.of_organisation(session, actor().organisation_id, procurement_id)
        opening.tell_of_attempt(session, actor(), found, at=transaction.received_at())


def _argument(name: str) -> UUID:
    found: UUID = (request.view_args or {})[name]
    return found


def _action() -> str:
    view = (request.endpoint or "").rpartition(".")[2]
    return _ACTIONS.get(view, view)
