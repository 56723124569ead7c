"""This file lets a supplier check everything once more, hand it in, and take it back."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires import declaration
from questionnaires.handing_in import ResponseUse
from supplier_portal.services import (
    evidence,
    responses,
    signers,
    submissions,
    withdrawals,
)
from supplier_portal.services.errors import NotFoundError
from supplier_portal.services.receipts import Issuer
from supplier_portal.services.rights import Right
from supplier_portal.services.submissions import Signing
from supplier_portal.services.withdrawals import TakingBack
from supplier_portal.supplier import review, views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.forms import ReadyForm, SubmitForm, WithdrawForm
from supplier_portal.supplier.views import Workspace
from supplier_portal.web import transaction
from supplier_portal.web.access import actor, needs
from supplier_portal.web.addresses import public_address


@pages.route("/<uuid:response_id>/submit", methods=["GET", "POST"])
def submit(response_id: UUID) -> str | Response:
    """The whole response on one page, what is missing from it, and the button that hands it in."""
    work = views.workspace(response_id)
    if work.is_submitted and not work.is_outdated:
        return redirect(url_for("supplier.receipt", response_id=response_id))
    form = SubmitForm(data={"revision": work.response.revision.number, "round": work.round})
    if request.method == "POST":
        responses.refuse_late(work.response, work.received_at)
    if form.validate_on_submit():
        _hand_in(work, form)
        flash(_done(work))
        return redirect(url_for("supplier.receipt", response_id=response_id))
    return _review_page(work, form)


def _hand_in(work: Workspace, form: SubmitForm) -> None:
    signing = Signing(
        form.signer.data or "",
        issuer_for(work.response.id),
        revision=form.revision.data,
        round=form.round.data,
    )
    submissions.submit(
        transaction.session(), actor(), work.response, signing, received_at=work.received_at
    )


def _done(work: Workspace) -> str:
    if work.response.procurement.use == ResponseUse.PREPARED:
        return str(
            gettext("Your response is finished. Now hand in its PDF at the official platform.")
        )
    return str(gettext("Your response is handed in."))


def _review_page(work: Workspace, form: SubmitForm) -> str:
    session = transaction.session()
    files = evidence.references(session, work.response)
    return render_template(
        "supplier/submit.html",
        form=form,
        ready=ReadyForm(),
        work=work,
        response=work.response,
        outlook=review.outlook(work, files),
        sections=review.sections(work, files),
        declared=declaration.TEXTS[declaration.VERSION],
        is_prepared=work.response.procurement.use == ResponseUse.PREPARED,
        may_sign=actor().may(Right.SIGN),
        signers=signers.of_organisation(session, actor()),
        told_at=signers.told_at(session, work.response),
    )


@pages.post("/<uuid:response_id>/ready")
def ready(response_id: UUID) -> Response:
    """Tell who may hand in that the response waits for that."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    told = signers.tell_ready(
        session,
        actor(),
        response,
        page=public_address("supplier.submit", response_id=response_id),
        at=transaction.received_at(),
    )
    names = ", ".join(account.name for account in told)
    flash(gettext("%(names)s get a mail that the response is ready.", names=names))
    return redirect(url_for("supplier.submit", response_id=response_id))


@pages.route("/<uuid:response_id>/withdraw", methods=["GET", "POST"])
@needs(Right.SIGN)
def withdraw(response_id: UUID) -> str | Response:
    """What withdrawing means, and the button that does it."""
    session = transaction.session()
    response = responses.of_supplier(session, actor(), response_id)
    last = submissions.last_of(session, response)
    form = WithdrawForm(data={"submission": last and str(last.id)})
    if request.method == "POST":
        responses.refuse_late(response, transaction.received_at())
    if form.validate_on_submit():
        what = TakingBack(_id_in(form), issuer_for(response_id))
        withdrawals.withdraw(
            session, actor(), response, what, received_at=transaction.received_at()
        )
        flash(gettext("Your response is withdrawn. You can change it and hand it in again."))
        return redirect(url_for("supplier.receipt", response_id=response_id))
    if last is None:
        raise NotFoundError
    return render_template(
        "supplier/withdraw.html",
        form=form,
        response=response,
        last=last,
        received_at=transaction.received_at(),
        is_open=not responses.is_late(response, transaction.received_at()),
    )


def issuer_for(response_id: UUID) -> Issuer:
    """Who issues the receipts of this installation, and where this supplier finds its own."""
    return Issuer(
        current_app.config["ORGANISATION"],
        current_app.config["RECEIPT_KEY"],
        public_address("supplier.receipt", response_id=response_id),
    )


def _id_in(form: WithdrawForm) -> UUID:
    try:
        return UUID(form.submission.data or "")
    except ValueError as error:
        raise NotFoundError from error
