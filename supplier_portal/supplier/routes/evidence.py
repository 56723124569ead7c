"""This file shows requirements with files: a new one, or one that the vault holds already."""

import re
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from questionnaires.errors import UnsafeTextError
from questionnaires.requirement_sets import Requirement
from supplier_portal.services import evidence, responses, uploads, vault_items
from supplier_portal.services.errors import (
    AlreadyInVaultError,
    ChangedMeanwhileError,
    NotFoundError,
    QuotaError,
    UnacceptableFileError,
)
from supplier_portal.supplier import taking_in, vault_views, views
from supplier_portal.supplier.blueprint import pages
from supplier_portal.supplier.vault_forms import AttachForm, ChooseForm, chosen_levels
from supplier_portal.web import files, transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told

Answer = str | Response | tuple[str, int]
_CHOSEN = "chosen-"
_VERSION = re.compile(r"([0-9a-f-]{36})\.([0-9]{1,9})")


@pages.route("/<uuid:response_id>/requirements/<requirement>/evidence", methods=["GET", "POST"])
def attach(response_id: UUID, requirement: str) -> Answer:
    """Attach a new file to a requirement; what is accepted is told beforehand."""
    asked = _asked(response_id, requirement)
    form = _upload_form(asked)
    status, double = 200, None
    if form.validate_on_submit():
        try:
            with taking_in.stored(form.file) as upload:
                record = evidence.attach_upload(
                    transaction.session(),
                    actor(),
                    responses.of_supplier(transaction.session(), actor(), response_id),
                    requirement,
                    upload=upload,
                    particulars=form.particulars(upload.name),
                    levels=chosen_levels(form.levels),
                    quota=files.quota(),
                    received_at=transaction.received_at(),
                )
        except AlreadyInVaultError as error:
            form.file.errors = [told(error) + " " + gettext("It is chosen for you below.")]
            status, double = 400, error.facts["item"]
        except (UnacceptableFileError, UnsafeTextError, QuotaError) as error:
            form.file.errors = [told(error)]
            status = 400
        else:
            flash(gettext("%(name)s is attached.", name=record.name))
            return taking_in.done(_back(response_id, asked))
    return _page(response_id, asked, form, double=double), status


@pages.post("/<uuid:response_id>/requirements/<requirement>/evidence/from-vault")
def attach_from_vault(response_id: UUID, requirement: str) -> Answer:
    """Attach to a requirement what the vault holds already."""
    asked = _asked(response_id, requirement)
    form = ChooseForm(prefix=_CHOSEN)
    _offer(form, asked, [])
    if form.validate():
        try:
            record = _attach_chosen(form, response_id, requirement)
        except (ChangedMeanwhileError, QuotaError) as error:
            form.item.errors = [told(error)]
        else:
            flash(gettext("%(name)s is attached.", name=record.name))
            return redirect(_back(response_id, asked))
    return _page(response_id, asked, _upload_form(asked, is_empty=True), form), 400


def _attach_chosen(form: ChooseForm, response_id: UUID, requirement: str) -> evidence.Evidence:
    found = _VERSION.fullmatch(form.item.data)
    if found is None:
        raise NotFoundError
    return evidence.attach_version(
        transaction.session(),
        actor(),
        responses.of_supplier(transaction.session(), actor(), response_id),
        requirement,
        item_id=UUID(found[1]),
        number=int(found[2]),
        levels=chosen_levels(form.levels),
        quota=files.quota(),
        received_at=transaction.received_at(),
    )


@pages.post("/<uuid:response_id>/evidence/<uuid:evidence_id>/remove")
def remove(response_id: UUID, evidence_id: UUID) -> Response:
    """Take a file out of the response."""
    work = views.workspace(response_id)
    record = evidence.remove(
        transaction.session(),
        actor(),
        work.response,
        evidence_id,
        received_at=transaction.received_at(),
    )
    flash(gettext("%(name)s is removed. It stays in your vault.", name=record.name))
    requirement = work.questionnaire.revision.by_identifier.get(record.requirement)
    if requirement is None:
        return redirect(url_for("supplier.show", response_id=response_id))
    return redirect(_back(response_id, requirement))


@pages.get("/<uuid:response_id>/evidence/<uuid:evidence_id>")
def download(response_id: UUID, evidence_id: UUID) -> Response:
    """One's own file back."""
    work = views.workspace(response_id)
    record = evidence.one_of(transaction.session(), work.response, evidence_id)
    return files.stored_file(record.stored_as, name=record.name, media_type=record.media_type)


def _asked(response_id: UUID, identifier: str) -> Requirement:
    """The requirement that is to be shown, read before the database is locked for writing."""
    with transaction.reading_session() as session:
        response = responses.of_supplier(session, actor(), response_id)
        revision = responses.questionnaire_of(response).revision
    found = revision.by_identifier.get(identifier)
    if found is None:
        raise NotFoundError
    return found


def _upload_form(asked: Requirement, *, is_empty: bool = False) -> AttachForm:
    form = AttachForm(formdata=None) if is_empty else AttachForm()
    form.offer(item.level for item in vault_views.levels_asked(asked))
    return form


def _offer(form: ChooseForm, asked: Requirement, lines: list[vault_views.Line]) -> None:
    form.offer(
        [SelectChoice(f"{line.id}.{line.number}", line.told.title) for line in lines],
        [item.level for item in vault_views.levels_asked(asked)],
    )


def _items() -> list[vault_items.Item]:
    return vault_items.all_of(transaction.session(), actor())


def _page(
    response_id: UUID,
    asked: Requirement,
    form: AttachForm,
    chosen: ChooseForm | None = None,
    *,
    double: object = None,
) -> str:
    work = views.workspace(response_id)
    lines = vault_views.offered(_items(), asked, work.deadline)
    if chosen is None:
        chosen = ChooseForm(formdata=None, prefix=_CHOSEN)
        chosen.levels.data = form.levels.data
        chosen.item.data = next(
            (f"{line.id}.{line.number}" for line in lines if line.id == double), None
        )
    _offer(chosen, asked, lines)
    return render_template(
        "supplier/attach.html",
        form=form,
        chosen=chosen,
        lines=lines,
        response=work.response,
        requirement=asked,
        levels=vault_views.levels_asked(asked),
        kinds=uploads.KINDS,
        largest=uploads.LARGEST_MEGABYTES,
        quota=files.quota(),
        attached=sum(
            file.requirement == asked.identifier
            for file in evidence.all_of(transaction.session(), work.response)
        ),
    )


def _back(response_id: UUID, requirement: Requirement) -> str:
    theme = requirement.theme.value
    address = url_for("supplier.section", response_id=response_id, theme=theme)
    return f"{address}#{requirement.identifier}"
