"""This file holds a form with a field of every kind, to show them with and without an error."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectChoice

from supplier_portal.web.fields import LocalTimeField, LongText, ShortText, WeightField


class ExampleForm(FlaskForm):
    """A field of every kind."""

    short = ShortText(_l("One line"), description=_l("What to fill in, before the field."))
    long = LongText(_l("More lines"))
    weight = WeightField(_l("Points"))
    moment = LocalTimeField(_l("Date and time"))
    kind = RadioField(
        _l("A choice"),
        choices=[SelectChoice("one", _l("The first")), SelectChoice("two", _l("The second"))],
        default="one",
    )
    tick = BooleanField(_l("Something to confirm"))
    file = FileField(_l("File"))


def wrong_form() -> ExampleForm:
    """The same form, of another name, in which every field is wrong."""
    form = ExampleForm(prefix="wrong-", formdata=None)
    for field in form:
        if field.id != "wrong-csrf_token":
            field.errors = [_l("Say what is wrong and what to do.")]
    return form
