"""This file writes the letters to somebody about the own account, in both languages at once."""

from supplier_portal.mail import Letter

_RESET_SUBJECT = "Uw tweede factor is verwijderd / Your second factor was removed"
_RESET = """\
Goedendag,

Wie deze dienst beheert, heeft de tweede factor van uw account verwijderd. U bent overal uitgelogd.
Als u weer inlogt, kunt u een nieuwe instellen.

Heeft u hier niet om gevraagd? Meld het dan meteen aan wie deze dienst beheert.

--

Hello,

Who manages this service removed the second factor of your account. You are signed out everywhere.
When you sign in next you can set up a new one.

You did not ask for this? Then tell who manages this service at once.

Deze mail is automatisch verstuurd. This mail was sent automatically.
"""


def factor_reset(to: str) -> Letter:
    """Tell somebody that the second factor is gone; an account has no language of its own."""
    return Letter(to=to, subject=_RESET_SUBJECT, text=_RESET, language="nl")
