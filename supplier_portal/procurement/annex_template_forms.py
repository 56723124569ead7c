"""This file holds the forms with which an organisation keeps its own Word templates."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectChoice

from supplier_portal.web.fields import VersionField

TRY, KEEP = "try", "keep"


class AnnexTemplateForm(FlaskForm):  # type: ignore[misc]
    """The file of a template, and whether it is tried or kept."""

    version = VersionField()
    file = FileField(_l("Word template"), [FileRequired(_l("Choose a file."))])
    act = RadioField(
        _l("What should happen with it?"),
        choices=[
            SelectChoice(TRY, _l("Only try it: give a document with made-up content")),
            SelectChoice(KEEP, _l("Keep it: documents made from now on use it")),
        ],
        default=TRY,
    )


class WithdrawTemplateForm(FlaskForm):  # type: ignore[misc]
    """Only the button, and the version it was about."""

    version = VersionField()
