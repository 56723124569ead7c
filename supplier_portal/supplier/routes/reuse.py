"""This file shows a supplier its own earlier answers, and takes over those that it ticks."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from supplier_portal.services import responses, reuse
from supplier_portal.services.errors import ChangedMeanwhileError
from supplier_portal.services.reuse import Reply
from supplier_portal.supplier import reuse_views, views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.web import transaction
from supplier_portal.web.access import actor

Answer = str | Response | tuple[str, int]


@pages.get("/<uuid:response_id>/earlier-answers")
def earlier_answers(response_id: UUID) -> str:
    """What was handed in elsewhere that answers what is asked here; nothing is taken over yet."""
    return _page(response_id)


@pages.post("/<uuid:response_id>/earlier-answers")
def reuse_answers(response_id: UUID) -> Answer:
    """Save the earlier answers that were ticked."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    reply = Reply(request.form.get("shown", ""), frozenset(request.form.getlist("take")))
    try:
        count = reuse.take(session, actor(), response, reply, received_at=transaction.received_at())
    except ChangedMeanwhileError:
        transaction.roll_back()
        problem = gettext(
            "Something changed since you looked. Nothing is taken over yet: this is how it is now."
        )
        return _page(response_id, problem), 409
    if not count:
        return _page(response_id, gettext("Tick at least one answer to take over.")), 400
    flash(
        ngettext(
            "%(num)d earlier answer is taken over.",
            "%(num)d earlier answers are taken over.",
            count,
        )
    )
    return redirect(url_for("supplier.show", response_id=response_id))


def _page(response_id: UUID, problem: str = "") -> str:
    work = views.workspace(response_id)
    looked = reuse.look(transaction.session(), work.response, at=work.received_at)
    return render_template(
        "supplier/earlier_answers.html",
        work=work,
        response=work.response,
        looked=looked,
        themes=reuse_views.by_theme(looked, work.response.procurement.language),
        problem=problem,
    )
