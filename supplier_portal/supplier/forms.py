"""This file holds the forms of the supplier beside those of the questions themselves."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from supplier_portal.web.fields import VersionField


class EvidenceForm(FlaskForm):
    """One file."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))])


class TakeUpForm(FlaskForm):
    """With which revision the supplier goes on: the one that was shown."""

    number = VersionField()


class SubmitForm(FlaskForm):
    """The declaration with which a response is handed in, under the revision that was shown."""

    revision = IntegerField(widget=HiddenInput())
    is_true = BooleanField(
        _l("I declare that these answers are true and that I may hand them in."),
        [DataRequired(_l("Confirm the declaration to hand in the response."))],
    )
