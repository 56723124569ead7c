"""This file tailors each requirement of a set, and takes one out."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaires.errors import InvalidQuestionError, InvalidRequirementError
from questionnaires.requirement_sets import Requirement
from supplier_portal.procurement.asked_form import AskedForm, RequirementAskedForm
from supplier_portal.procurement.blueprint import pages
from supplier_portal.procurement.routes.exceptions import after_a_change
from supplier_portal.procurement.routes.procurements import standing_of
from supplier_portal.procurement.tailor_forms import DropForm, MoveForm, TailorForm
from supplier_portal.services import asking, editions, requirement_sets
from supplier_portal.services.errors import ChangedMeanwhileError, NotFoundError, NotInNormError
from supplier_portal.services.procurements import Procurement
from supplier_portal.services.requirement_sets import Line, Tailoring
from supplier_portal.web import transaction
from supplier_portal.web.access import actor
from supplier_portal.web.formatting import told


@pages.route("/<uuid:procurement_id>/requirements/<identifier>", methods=["GET", "POST"])
def tailor(procurement_id: UUID, identifier: str) -> str | Response:
    """Change the text, kind and weight of one requirement, or name another norm's measure."""
    standing = standing_of(procurement_id)
    requirement_sets.refuse_published(transaction.session(), standing.procurement)
    line = _line(standing.procurement, identifier)
    norms = _other_norms(line.requirement)
    form = TailorForm(list(norms), data=TailorForm.shown(line, standing.procurement.language))
    is_changed = False
    if form.validate_on_submit():
        tailoring = form.tailoring(
            norms, standing.procurement.language, line.requirement.equivalence
        )
        try:
            _tailor(standing.procurement, identifier, tailoring, form.version.data)
        except InvalidRequirementError as error:
            form.weight.errors = [told(error)]
        except NotInNormError as error:
            form.other_number.errors = [told(error)]
        except ChangedMeanwhileError as error:
            # What was typed stays in the form, the other's text stands beside it.
            form.text.errors = [told(error)]
            form.version.renew(line.version)
            is_changed = True
        else:
            flash(gettext("Requirement %(number)s is saved.", number=identifier))
            return after_a_change(standing.procurement)
    return render_template(
        "procurement/tailor.html",
        form=form,
        standing=standing,
        requirement=line.requirement,
        is_changed=is_changed,
    )


@pages.route("/<uuid:procurement_id>/requirements/<identifier>/asked", methods=["GET", "POST"])
def ask(procurement_id: UUID, identifier: str) -> str | Response:
    """Change the questions of one requirement, and the proof that is asked for it."""
    standing = standing_of(procurement_id)
    requirement_sets.refuse_published(transaction.session(), standing.procurement)
    line = _line(standing.procurement, identifier)
    requirement = line.requirement
    texts = AskedForm.shown_asked(requirement.questions, requirement.proof)
    form = RequirementAskedForm(
        before=requirement.questions,
        proof_before=requirement.proof,
        data={"version": line.version, **texts},
    )
    problem, is_changed = "", False
    if form.validate_on_submit():
        is_changed = form.version.data != line.version
        problem = _asked(standing.procurement, line, form)
        if not problem:
            flash(gettext("Requirement %(number)s is saved.", number=identifier))
            return after_a_change(standing.procurement)
    return render_template(
        "procurement/ask.html",
        form=form,
        is_changed=is_changed,
        problem=problem,
        standing=standing,
        requirement=requirement,
    )


@pages.post("/<uuid:procurement_id>/requirements/<identifier>/move")
def move(procurement_id: UUID, identifier: str) -> Response:
    """Put a requirement in another place of the set."""
    form = MoveForm()
    if not form.validate():
        raise NotFoundError
    procurement = standing_of(procurement_id).procurement
    asking.move(
        transaction.session(),
        actor(),
        procurement,
        identifier,
        place=form.place.data,
        at=transaction.received_at(),
    )
    flash(gettext("Requirement %(number)s is moved.", number=identifier))
    address = url_for("procurement.requirements", procurement_id=procurement_id)
    return redirect(f"{address}#{identifier}")


@pages.post("/<uuid:procurement_id>/requirements/<identifier>/drop")
def drop(procurement_id: UUID, identifier: str) -> Response:
    """Take a requirement out of the set."""
    form = DropForm()
    if not form.validate():
        raise NotFoundError
    procurement = standing_of(procurement_id).procurement
    requirement_sets.drop(
        transaction.session(),
        actor(),
        procurement,
        _line(procurement, identifier).requirement.identifier,
        version=form.version.data,
        at=transaction.received_at(),
    )
    flash(gettext("Requirement %(number)s is dropped.", number=identifier))
    return after_a_change(procurement)


def _asked(procurement: Procurement, line: Line, form: RequirementAskedForm) -> str:
    """Keep questions and proof, or say why they cannot be."""
    try:
        asking.ask(
            transaction.session(),
            actor(),
            procurement,
            line.requirement.identifier,
            questions=form.asked(),
            proof=form.proof(),
            version=form.version.data,
            at=transaction.received_at(),
        )
    except ChangedMeanwhileError as error:
        form.version.renew(line.version)
        return told(error)
    except (InvalidRequirementError, InvalidQuestionError) as error:
        return told(error)
    return ""


def _tailor(procurement: Procurement, identifier: str, tailoring: Tailoring, version: int) -> None:
    requirement_sets.tailor(
        transaction.session(),
        actor(),
        procurement,
        identifier,
        tailoring=tailoring,
        version=version,
        at=transaction.received_at(),
    )


def _other_norms(requirement: Requirement) -> dict[str, tuple[str, str]]:
    """The norms that a measure can be taken from beside its own: norm and edition by name.

    The one that the requirement names already stays to be chosen.
    """
    stored = editions.stored(transaction.session())
    other = requirement.equivalence
    named = {other.name: (other.norm, other.edition)} if other else {}
    found = {item.name: (item.norm, item.edition) for item in stored}
    return {
        name: (norm, edition)
        for name, (norm, edition) in {**found, **named}.items()
        if norm != requirement.reference.norm
    }


def _line(procurement: Procurement, identifier: str) -> Line:
    for line in requirement_sets.lines(transaction.session(), procurement):
        if line.requirement.identifier == identifier:
            return line
    raise NotFoundError
