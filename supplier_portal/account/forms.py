"""This file holds the forms by which people change what proves who they are."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField

from supplier_portal.web.fields import NewPassword, ShortText, required


def _present_password() -> PasswordField:
    return PasswordField(
        _l("Your present password"),
        [required(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class ChangePasswordForm(FlaskForm):
    """The present password, and another."""

    password = _present_password()
    new_password = NewPassword(
        _l("New password"), description=_l("At least 12 characters, for example four words.")
    )


class RenewCodesForm(FlaskForm):
    """What proves that it is the person themselves who asks for other recovery codes."""

    password = _present_password()
    code = ShortText(
        _l("Code"),
        required(_l("Enter a code.")),
        longest=60,
        description=_l("The six digits that your app shows now, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code"},
    )
