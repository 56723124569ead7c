"""This file shows a supplier its vault, and keeps what is put there, replaced and corrected."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import UnsafeTextError
from questionnaires.evidence import Particulars, Validity
from questionnaires.proving import LIGHT_TO_HEAVY
from supplier_portal.services import uploads, vault_items, vault_uses
from supplier_portal.services import vault as keeping
from supplier_portal.services.errors import (
    AlreadyInVaultError,
    ChangedMeanwhileError,
    NotFoundError,
    QuotaError,
    UnacceptableFileError,
)
from supplier_portal.supplier import taking_in, vault_views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.vault_forms import (
    CorrectForm,
    ReplaceForm,
    UploadForm,
    WithdrawForm,
)
from supplier_portal.web import files, transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told

Answer = str | Response | tuple[str, int]
_REFUSALS = (UnacceptableFileError, UnsafeTextError, AlreadyInVaultError, QuotaError)


@pages.get("/vault")
def vault() -> str:
    """Everything in the vault, by type and by whether it still holds."""
    kind, state = request.args.get("type", ""), request.args.get("validity", "")
    found = vault_views.of_vault()
    return render_template(
        "supplier/vault.html",
        lines=vault_views.filtered(found, kind, state),
        is_any=bool(found),
        kinds=tuple(reversed(LIGHT_TO_HEAVY)),
        states=tuple(Validity),
        kind=kind,
        state=state,
        kept=vault_items.bytes_kept(transaction.session(), actor().organisation_id),
        quota=files.quota(),
        is_scanning=files.is_scanning(),
    )


@pages.route("/vault/add", methods=["GET", "POST"])
def add_to_vault() -> Answer:
    """Put a file in the vault, with what it is."""
    form = UploadForm()
    status = 200
    if form.validate_on_submit():
        try:
            with taking_in.stored(form.file) as upload:
                kept = keeping.keep(
                    transaction.session(),
                    actor(),
                    upload,
                    form.particulars(upload.name),
                    quota=files.quota(),
                    at=transaction.received_at(),
                )
        except _REFUSALS as error:
            form.file.errors = [told(error)]
            status = 400
        else:
            flash(gettext("%(title)s is in your vault.", title=kept.title))
            return taking_in.done(url_for("supplier.vault_item", item_id=kept.item_id))
    return render_template("supplier/add_to_vault.html", form=form, **_told_beforehand()), status


@pages.get("/vault/<uuid:item_id>")
def vault_item(item_id: UUID) -> str:
    """One thing with its versions, and where it is used."""
    session = transaction.session()
    item = vault_items.one_of(session, actor(), item_id)
    deadlines = vault_uses.last_deadlines(session, actor(), at=transaction.received_at())
    [line] = vault_views.lines([item], deadlines)
    return render_template(
        "supplier/vault_item.html",
        item=item,
        line=line,
        versions=[
            (version, vault_items.told_by(version), version.stored_as == item.newest.stored_as)
            for version in reversed(item.versions)
        ],
        uses=vault_uses.of_item(session, actor(), item_id),
    )


@pages.route("/vault/<uuid:item_id>/correct", methods=["GET", "POST"])
def correct_in_vault(item_id: UUID) -> Answer:
    """Tell something else of the newest file, as a next version."""
    session = transaction.session()
    item = _changeable(item_id)
    shown = vault_items.told_by(item.newest)
    facts = {name: getattr(shown, name) for name in shown.__slots__}
    kind = shown.proof_type.value if shown.proof_type else ""
    form = CorrectForm(data={**facts, "proof_type": kind, "version": item.newest.number})
    status, overtaken = 200, None
    if form.validate_on_submit():
        try:
            kept = keeping.correct(
                session,
                actor(),
                item_id,
                form.particulars(item.newest.name),
                version=form.version.data,
                at=transaction.received_at(),
            )
        except ChangedMeanwhileError as error:
            overtaken = _show_again(form, form.title, item_id, error)
            status = 409
        else:
            flash(gettext("%(title)s is corrected.", title=kept.title))
            return redirect(url_for("supplier.vault_item", item_id=item_id))
    page = render_template(
        "supplier/correct_in_vault.html", form=form, item=item, overtaken=overtaken
    )
    return page, status


@pages.route("/vault/<uuid:item_id>/replace", methods=["GET", "POST"])
def replace_in_vault(item_id: UUID) -> Answer:
    """Put a new file in the place of the newest, such as next year's certificate."""
    with transaction.reading_session() as session:
        item = vault_items.one_of(session, actor(), item_id)
    if item.withdrawn_at is not None:
        raise NotFoundError
    form = ReplaceForm(data={"version": item.newest.number, "title": item.title})
    status, overtaken = 200, None
    if form.validate_on_submit():
        try:
            with taking_in.stored(form.file) as upload:
                kept = keeping.replace(
                    transaction.session(),
                    actor(),
                    item_id,
                    upload,
                    form.particulars(upload.name),
                    version=form.version.data,
                    quota=files.quota(),
                    at=transaction.received_at(),
                )
        except _REFUSALS as error:
            form.file.errors = [told(error)]
            status = 400
        except ChangedMeanwhileError as error:
            overtaken = _show_again(form, form.file, item_id, error)
            status = 409
        else:
            flash(gettext("%(title)s has a new file.", title=kept.title))
            return taking_in.done(url_for("supplier.vault_item", item_id=item_id))
    return render_template(
        "supplier/replace_in_vault.html",
        form=form,
        item=item,
        overtaken=overtaken,
        **_told_beforehand(),
    ), status


@pages.post("/vault/<uuid:item_id>/withdraw")
def withdraw_from_vault(item_id: UUID) -> Response:
    """Offer a thing no more; where it is used it stays."""
    form = WithdrawForm()
    if not form.validate():
        raise ChangedMeanwhileError
    item = keeping.withdraw(
        transaction.session(),
        actor(),
        item_id,
        version=form.version.data,
        at=transaction.received_at(),
    )
    flash(gettext("%(title)s is withdrawn. Where it is used it stays.", title=item.title))
    return redirect(url_for("supplier.vault"))


@pages.get("/vault/<uuid:item_id>/versions/<int:number>")
def vault_file(item_id: UUID, number: int) -> Response:
    """The file of one version."""
    version = vault_items.version_of(transaction.session(), actor(), item_id, number)
    return files.stored_file(version.stored_as, name=version.name, media_type=version.media_type)


def _changeable(item_id: UUID) -> vault_items.Item:
    item = vault_items.one_of(transaction.session(), actor(), item_id)
    if item.withdrawn_at is not None:
        raise NotFoundError
    return item


def _show_again(
    form: CorrectForm | ReplaceForm, field: object, item_id: UUID, error: ChangedMeanwhileError
) -> Particulars:
    """Keep what was typed, to follow on the version made meanwhile; gives what that one tells."""
    field.errors = [told(error)]  # type: ignore[attr-defined]
    newest = vault_items.one_of(transaction.session(), actor(), item_id).newest
    form.version.renew(newest.number)
    return vault_items.told_by(newest)


def _told_beforehand() -> dict[str, object]:
    """What a page with an upload says of what is accepted."""
    return {
        "kinds": uploads.KINDS,
        "largest": uploads.LARGEST_MEGABYTES,
        "quota": files.quota(),
    }
