"""This file writes the letters to somebody about the own account, in both languages at once."""

from datetime import datetime

from supplier_portal.mail import Letter
from supplier_portal.services import deadlines

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

_LINK_SUBJECT = "Kies een nieuw wachtwoord / Choose a new password"
_LINK = """\
Goedendag,

Iemand, waarschijnlijk u, vroeg om een nieuw wachtwoord voor uw account. Kies het met deze link:

    {link}

De link werkt één keer, tot {tot}.
Heeft u hier niet om gevraagd? Doe dan niets: uw wachtwoord blijft zoals het is.

--

Hello,

Somebody, probably you, asked for a new password for your account. Choose it with the link above.

The link works once, until {until}.
You did not ask for this? Then do nothing: your password stays as it is.

Deze mail is automatisch verstuurd. This mail was sent automatically.
"""
_CHANGED_SUBJECT = "Uw wachtwoord is gewijzigd / Your password was changed"
_CHANGED = """\
Goedendag,

Het wachtwoord van uw account is zojuist gewijzigd. Wie met het oude was ingelogd, is uitgelogd.

Heeft u dit niet zelf gedaan? Kies dan meteen een ander wachtwoord, met "Wachtwoord vergeten?" op
de pagina waar u inlogt, en meld het aan wie deze dienst beheert.

--

Hello,

The password of your account was changed just now. Whoever was signed in with the old one is signed
out.

You did not do this yourself? Then choose another password at once, with "Forgotten your password?"
on the page where you sign in, and tell who manages this service.

Deze mail is automatisch verstuurd. This mail was sent automatically.
"""
_ZONE = "Europe/Amsterdam"


def password_link(to: str, *, link: str, expires: datetime) -> Letter:
    """Give somebody the way to choose another password; ``link`` is secret."""
    # A whole minute reads better, and the one before is never too late.
    end = expires.replace(second=0, microsecond=0)
    tot, until = (deadlines.in_words(end, _ZONE, language) for language in ("nl", "en"))
    text = _LINK.format(link=link, tot=tot, until=until)
    return Letter(to=to, subject=_LINK_SUBJECT, text=text, language="nl")


def password_changed(to: str) -> Letter:
    """Tell somebody that the password is another one now; who did not do it is warned."""
    return Letter(to=to, subject=_CHANGED_SUBJECT, text=_CHANGED, language="nl")


def factor_reset(to: str) -> Letter:
    """Tell somebody that the second factor is gone; an account has no language of its own."""
    return Letter(to=to, subject=_RESET_SUBJECT, text=_RESET, language="nl")
