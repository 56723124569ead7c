"""This file holds the forms that start a set from an earlier one, or keep it as a template."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField

from supplier_portal.web.fields import LongText, ShortText, required


class CopyForm(FlaskForm):  # type: ignore[misc]
    """What the visitor was shown, so that nothing else comes along, and whether to take more."""

    shown = HiddenField()
    with_profile = BooleanField(
        _l("Take the risk profile along; I check whether it fits this purchase")
    )


class TemplateForm(FlaskForm):  # type: ignore[misc]
    """What a template is called and for, and of which ones it may take the place."""

    name = ShortText(
        _l("Name of the template"),
        required(_l("Give the template a name.")),
        longest=80,
        description=_l("For example: cloud service with personal data."),
    )
    purpose = LongText(
        _l("What is it for?"),
        longest=500,
        description=_l("One line for your colleagues. You may leave it empty."),
    )
    replaces = HiddenField()

    @property
    def replaced(self) -> frozenset[UUID]:
        """The templates that the visitor was told of; what is no id counts for none."""
        try:
            return frozenset(map(UUID, (self.replaces.data or "").split()))
        except ValueError:
            return frozenset()

    def ask_for(self, templates: Iterable[UUID]) -> None:
        """Let the next time that it is sent take the place of these."""
        told_of = " ".join(map(str, templates))
        self.replaces.process(MultiDict({self.replaces.name: told_of}))
