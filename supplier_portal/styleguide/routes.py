"""This file shows the style guide, in development only."""

from flask import Blueprint, render_template, request
from flask_babel import gettext

from questionnaires.catalogue import Theme
from supplier_portal.styleguide import examples
from supplier_portal.styleguide.forms import ExampleForm, wrong_form
from supplier_portal.web import transaction
from supplier_portal.web.access import public

pages = Blueprint("styleguide", __name__)


@pages.get("/styleguide")
@public
def show() -> str:
    """Every component in every state, in the visitor's language."""
    now = transaction.received_at()
    return render_template(
        "styleguide/show.html",
        form=ExampleForm(formdata=None),
        wrong=wrong_form(),
        tasks=examples.tasks(),
        steps=examples.steps_half_way(),
        lines=examples.lines(now),
        shown=examples.table(request.args),
        statuses=examples.STATUSES,
        shares=examples.shares(),
        progress=examples.progress(),
        charts=examples.charts(),
        deadlines=examples.deadlines(now),
        now=now,
        themes=list(Theme),
        parts=examples.parts(),
        changed=examples.changed(),
        long_word=gettext("Information-security management system"),
    )
