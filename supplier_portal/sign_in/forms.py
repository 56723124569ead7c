"""This file holds the forms of people who are not signed in yet."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField

from supplier_portal.web.fields import EMAIL, NewPassword, ShortText, required


class SignInForm(FlaskForm):
    """Mail address and password."""

    email = ShortText(
        _l("Mail address"),
        required(_l("Enter your mail address.")),
        EMAIL,
        longest=254,
        render_kw={"type": "email", "autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [required(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class LinkForm(FlaskForm):
    """The mail address of who forgot the password."""

    email = ShortText(
        _l("Mail address"),
        required(_l("Enter your mail address.")),
        EMAIL,
        longest=254,
        render_kw={"type": "email", "autocomplete": "username"},
    )


class NewPasswordForm(FlaskForm):
    """Another password than the one that was forgotten."""

    new_password = NewPassword(
        _l("New password"), description=_l("At least 12 characters, for example four words.")
    )


class CodeForm(FlaskForm):
    """What proves somebody beside the password."""

    code = ShortText(
        _l("Code"),
        required(_l("Enter a code.")),
        longest=60,
        description=_l("The six digits that your app shows now, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code"},
    )


class SetUpForm(FlaskForm):
    """The first code of an app, and the password of who is signed in already."""

    code = ShortText(
        _l("Code"),
        required(_l("Enter the code that the app shows.")),
        longest=20,
        description=_l("The six digits that the app shows now."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    password = PasswordField(
        _l("Your password"),
        [required(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class ClaimForm(FlaskForm):
    """Who takes up an invitation."""

    name = ShortText(
        _l("Your name"),
        required(_l("Enter your name.")),
        render_kw={"autocomplete": "name"},
    )
    organisation = ShortText(
        _l("Name of your organisation"),
        required(_l("Enter the name of your organisation.")),
        render_kw={"autocomplete": "organization"},
    )
    password = NewPassword(
        _l("Choose a password"),
        description=_l("At least 12 characters. You need it to come back later."),
    )


class ColleagueClaimForm(ClaimForm):
    """Who takes up the invitation of a colleague: the organisation is known."""

    organisation = None  # type: ignore[assignment]
