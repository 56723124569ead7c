"""This file keeps sets as templates of the organisation, and takes templates away."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.procurement.template_forms import TemplateForm
from supplier_portal.services import copying, requirement_sets, set_templates
from supplier_portal.services.errors import EmptySetError, TakesPlaceError
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.route("/<uuid:procurement_id>/template", methods=["GET", "POST"])
def save_template(procurement_id: UUID) -> str | Response:
    """Keep the set as it is now under a name, to start others from."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    lines = requirement_sets.lines(session, standing.procurement)
    if not lines:
        raise EmptySetError
    templates = set_templates.all_of(session, actor())
    own = next((item for item in templates if item.procurement_id == procurement_id), None)
    form = TemplateForm(data={"name": own.name, "purpose": own.purpose} if own else {})
    if form.validate_on_submit():
        try:
            kept = set_templates.save(
                session,
                actor(),
                standing.procurement,
                name=form.name.data,
                purpose=form.purpose.data or "",
                replaces=form.replaced,
                at=transaction.received_at(),
            )
        except TakesPlaceError as error:
            form.name.errors = [told(error)]
            others = set_templates.in_the_way(
                session, actor(), standing.procurement, form.name.data
            )
            form.ask_for(other.id for other in others)
        else:
            flash(gettext("The set is kept as the template %(name)s.", name=kept.name))
            return redirect(url_for("procurement.requirements", procurement_id=procurement_id))
    return render_template(
        "procurement/save_template.html",
        standing=standing,
        lines=lines,
        own=own,
        templates=templates,
        form=form,
    )


@pages.post("/<uuid:procurement_id>/templates/<uuid:template_id>/remove")
def remove_template(procurement_id: UUID, template_id: UUID) -> Response:
    """Take a template away, seen from the procurement that the visitor works on."""
    session = transaction.session()
    standing = standing_of(procurement_id)
    name = set_templates.remove(session, actor(), template_id, at=transaction.received_at())
    flash(gettext("The template %(name)s is removed.", name=name))
    is_empty = not copying.is_filled(session, standing.procurement)
    is_to_choose = is_empty and not standing.state.is_published
    page = "procurement.copy_set" if is_to_choose else "procurement.save_template"
    return redirect(url_for(page, procurement_id=procurement_id))
