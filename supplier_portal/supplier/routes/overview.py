"""This file shows a supplier what it was invited to, and how far each response is."""

from uuid import UUID

from flask import render_template, url_for

from questionnaires.awaiting import awaiting
from questionnaires.handing_in import ResponseUse
from questionnaires.questionnaire import Progress
from questionnaires.receipts import Receipt
from supplier_portal.services import (
    answers,
    ask_by,
    enquiries,
    news,
    receipts,
    responses,
    reuse,
    submissions,
)
from supplier_portal.supplier import awaiting_views, tasks, together, views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.tasks import Standing
from supplier_portal.supplier.views import Workspace
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.tasks import lines


@pages.get("/")
def home() -> str:
    """What this supplier still has to answer, the nearest deadline first, and what is done."""
    session, now = transaction.session(), transaction.received_at()
    standings = [
        Standing(response, submission, newest)
        for response, submission, newest in responses.all_of(session, actor())
    ]
    names = {
        item.response.id: (
            item.response.procurement.title,
            url_for("supplier.show", response_id=item.response.id),
        )
        for item in standings
    }
    return render_template(
        "supplier/home.html",
        tasks=tasks.to_finish(standings, now, _progress),
        others=tasks.finished(standings, now),
        mine=together.mine(standings, now),
        lines=lines(news.of_responses(session, actor(), names), names),
    )


@pages.get("/<uuid:response_id>")
def show(response_id: UUID) -> str:
    """One response: progress per theme, what is missing, and handing in."""
    return page_of(views.workspace(response_id))


def page_of(work: Workspace, problem: str = "") -> str:
    """The page of one response; ``problem`` is why themes could not be assigned."""
    session = transaction.session()
    last = submissions.last_of(session, work.response)
    awaits = awaiting(work.questionnaire.revision.requirements, work.given)
    return render_template(
        "supplier/show.html",
        work=work,
        response=work.response,
        sections=[(part, work.progress(part.theme)) for part in work.questionnaire.sections],
        progress=work.progress(),
        awaits=awaits,
        takes=awaiting_views.time_in_words(awaits),
        proofs=awaiting_views.proofs_in_words(awaits),
        team=together.team_of(work, problem),
        earlier=reuse.look(session, work.response, at=work.received_at) if work.is_open else None,
        submission=submissions.submission_of(session, work.response),
        last=last,
        withdrawn=None if last else _withdrawn(work.response),
        is_prepared=work.response.procurement.use == ResponseUse.PREPARED,
        unseen=len(enquiries.unseen(session, actor(), work.response)),
        can_ask=ask_by.is_open(work.response.procurement, work.received_at),
        last_number=last and submissions.revision_of(session, work.response, last).number,
    )


def _withdrawn(response: responses.Response) -> Receipt | None:
    """The receipt of a withdrawal after which nothing was handed in."""
    issued = receipts.all_of(transaction.session(), response)
    return receipts.value_of(issued[0]) if issued else None


def _progress(response: responses.Response) -> Progress:
    given = answers.given(answers.stored(transaction.session(), response))
    return responses.questionnaire_of(response).progress(given)
