"""This file takes a procurement from its judgements to its archive, a milestone at a time."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import InvalidReasonError, UnsafeTextError
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.lifecycle_forms import ContractForm, DecideForm, WithdrawForm
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.services import judgements, lifecycle, requirement_sets, scorecards
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.judgements import OpenedResponse
from supplier_portal.services.procurements import Standing
from supplier_portal.services.states import Milestone
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.fields import LongText
from supplier_portal.web.formatting import told


@pages.route("/<uuid:procurement_id>/decision", methods=["GET", "POST"])
def decide(procurement_id: UUID) -> str | Response:
    """The milestones after the opening, and the decision itself."""
    standing = _opened(procurement_id)
    form = _decide_form(standing)
    if form.validate_on_submit():

        def act() -> None:
            lifecycle.decide(
                transaction.session(),
                actor(),
                standing.procurement,
                winner=form.chosen,
                reason=form.reason.data,
                at=transaction.received_at(),
            )

        if _done(act, form.reason):
            flash(gettext("The decision is kept. Tell every supplier now, all at once."))
            return redirect(url_for("procurement.decide", procurement_id=procurement_id))
    return _page(standing, form)


@pages.post("/<uuid:procurement_id>/decision/notified")
def notify(procurement_id: UUID) -> Response:
    """Say that every supplier was sent the decision."""
    procurement = _opened(procurement_id).procurement
    lifecycle.notify(transaction.session(), actor(), procurement, at=transaction.received_at())
    flash(gettext("Kept: everybody was told."))
    return redirect(url_for("procurement.decide", procurement_id=procurement_id))


@pages.post("/<uuid:procurement_id>/decision/contracted")
def contract(procurement_id: UUID) -> str | Response:
    """Say that the contract is closed."""
    standing = _opened(procurement_id)
    form = ContractForm()

    def act() -> None:
        lifecycle.contract(
            transaction.session(),
            actor(),
            standing.procurement,
            reason=form.reason.data or "",
            is_undisputed=form.is_undisputed.data,
            at=transaction.received_at(),
        )

    if form.validate_on_submit() and _done(act, form.reason):
        flash(gettext("Kept: the contract is closed."))
        return redirect(url_for("procurement.decide", procurement_id=procurement_id))
    return _page(standing, contract_form=form)


@pages.post("/<uuid:procurement_id>/decision/withdrawn")
def withdraw_award(procurement_id: UUID) -> str | Response:
    """Say that no contract follows on the award."""
    standing = _opened(procurement_id)
    form = WithdrawForm()

    def act() -> None:
        lifecycle.withdraw_award(
            transaction.session(),
            actor(),
            standing.procurement,
            reason=form.why.data,
            at=transaction.received_at(),
        )

    if form.validate_on_submit() and _done(act, form.why):
        flash(gettext("Kept: no contract follows."))
        return redirect(url_for("procurement.decide", procurement_id=procurement_id))
    return _page(standing, withdraw_form=form)


@pages.post("/<uuid:procurement_id>/decision/archived")
def archive(procurement_id: UUID) -> Response:
    """Put the procurement away."""
    procurement = _opened(procurement_id).procurement
    lifecycle.archive(transaction.session(), actor(), procurement, at=transaction.received_at())
    flash(gettext("The procurement is archived."))
    return redirect(url_for("procurement.decide", procurement_id=procurement_id))


def _opened(procurement_id: UUID) -> Standing:
    standing = standing_of(procurement_id)
    if not standing.state.is_opened:
        raise NotFoundError
    return standing


def _done(act: Callable[[], None], field: LongText) -> bool:
    """Reach a milestone, or put on the field why its reason will not do."""
    try:
        act()
    except (InvalidReasonError, UnsafeTextError) as error:
        field.errors = [told(error)]
        return False
    return True


def _decide_form(standing: Standing) -> DecideForm:
    """The form of a decision, with what was typed if it is what was sent."""
    is_sent = request.endpoint == "procurement.decide"
    form = DecideForm() if is_sent else DecideForm(formdata=None)
    form.offer((item.id, item.supplier) for item in _responses(standing))
    return form


def _responses(standing: Standing) -> list[OpenedResponse]:
    return list(judgements.opened_of(transaction.session(), standing.procurement))


def _page(
    standing: Standing,
    form: DecideForm | None = None,
    *,
    contract_form: ContractForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> str:
    session, opened = transaction.session(), _responses(standing)
    reached = lifecycle.reached(session, standing.procurement)
    notified = reached.get(Milestone.NOTIFIED)
    cards = scorecards.of_all(session, opened)
    return render_template(
        "procurement/decision.html",
        standing=standing,
        form=form or _decide_form(standing),
        contract_form=contract_form or ContractForm(formdata=None),
        withdraw_form=withdraw_form or WithdrawForm(formdata=None),
        reached={kind.value: reached.get(kind) for kind in Milestone},
        is_free=bool(notified and notified.until and notified.until <= transaction.received_at()),
        opened=opened,
        cards=cards,
        newest=requirement_sets.newest_number(session, standing.procurement.id),
        waiting=sum(card.waiting for card in cards.values()),
    )
