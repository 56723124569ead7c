"""This file writes the letters that the service sends, in the language of their procurement."""

from collections.abc import Mapping
from datetime import datetime

from questionnaires.wording import Wording
from supplier_portal.mail import Letter
from supplier_portal.records.procurements import InvitationRecord, ProcurementRecord
from supplier_portal.services import deadlines

_INVITATION_SUBJECT = Wording(
    "Uitnodiging: {title} ({reference})", "Invitation: {title} ({reference})"
)
_INVITATION = Wording(
    """\
Goedendag,

{buyer} vraagt u om antwoord op vragen over informatiebeveiliging bij:

    {title} ({reference})

Antwoorden kan tot en met:

    {deadline}
{asking}
Begin met deze link:

    {link}

De link werkt één keer, tot {expires}. Hij is alleen voor u: stuur hem niet door.
Werkt de link niet meer? Vraag {buyer} om een nieuwe uitnodiging.

Deze mail is automatisch verstuurd.
""",
    """\
Hello,

{buyer} asks you to answer questions about information security for:

    {title} ({reference})

You can answer up to and including:

    {deadline}
{asking}
Start with this link:

    {link}

The link works once, until {expires}. It is for you only: do not pass it on.
Does the link no longer work? Ask {buyer} for a new invitation.

This mail was sent automatically.
""",
)
_ASKING = Wording(
    "\nVragen stellen kan tot en met:\n\n    {ask_by}\n",
    "\nYou can ask questions up to and including:\n\n    {ask_by}\n",
)
_CHANGE_SUBJECT = Wording(
    "Gewijzigde eisen: {title} ({reference})", "Changed requirements: {title} ({reference})"
)
_CHANGE = Wording(
    """\
Goedendag,

{buyer} heeft de eisen gewijzigd bij:

    {title} ({reference})

Nu geldt versie {revision}. Log in om te zien wat er anders is, ook als u al antwoord gaf:

    {sign_in}

Heeft u nog geen account? Gebruik dan eerst de link in uw uitnodiging.

Antwoorden kan tot en met:

    {deadline}

Deze mail is automatisch verstuurd.
""",
    """\
Hello,

{buyer} changed the requirements for:

    {title} ({reference})

Version {revision} now counts. Sign in to see what is different, also if you answered already:

    {sign_in}

Do you have no account yet? Then use the link in your invitation first.

You can answer up to and including:

    {deadline}

This mail was sent automatically.
""",
)
_DEADLINE_SUBJECT = Wording("Meer tijd: {title} ({reference})", "More time: {title} ({reference})")
_DEADLINE = Wording(
    """\
Goedendag,

{buyer} heeft de deadline verschoven van:

    {title} ({reference})

Antwoorden kan nu tot en met:

    {deadline}

Eerst was dat:

    {was}

Deze mail is automatisch verstuurd.
""",
    """\
Hello,

{buyer} moved the deadline of:

    {title} ({reference})

You can now answer up to and including:

    {deadline}

Before, this was:

    {was}

This mail was sent automatically.
""",
)

_NOTA_SUBJECT = Wording(
    "Nota van inlichtingen {number}: {title} ({reference})",
    "Clarifications {number}: {title} ({reference})",
)
_NOTA = Wording(
    """\
Goedendag,

{buyer} heeft vragen beantwoord bij:

    {title} ({reference})

Nota van inlichtingen {number} is er nu voor alle leveranciers. Log in om hem te lezen:

    {sign_in}

Heeft u nog geen account? Gebruik dan eerst de link in uw uitnodiging.

Antwoorden op de vragenlijst kan tot en met:

    {deadline}

Deze mail is automatisch verstuurd.
""",
    """\
Hello,

{buyer} answered questions about:

    {title} ({reference})

Clarifications {number} are there now, for every supplier. Sign in to read them:

    {sign_in}

Do you have no account yet? Then use the link in your invitation first.

You can answer the questionnaire up to and including:

    {deadline}

This mail was sent automatically.
""",
)


def invitation(procurement: ProcurementRecord, invited: InvitationRecord, *, link: str) -> Letter:
    """Invite somebody to answer; ``link`` is the secret way in."""
    # A whole minute reads better, and the one before is never too late.
    expires = invited.expires_at.replace(second=0, microsecond=0)
    facts = {
        "link": link,
        "expires": _moment(procurement, expires),
        "asking": _asking(procurement),
    }
    return about(procurement, invited.email, (_INVITATION_SUBJECT, _INVITATION), facts)


def change(
    procurement: ProcurementRecord, invited: InvitationRecord, *, revision: int, sign_in: str
) -> Letter:
    """Tell somebody that was invited that other requirements count now; holds no secret."""
    facts = {"revision": str(revision), "sign_in": sign_in}
    return about(procurement, invited.email, (_CHANGE_SUBJECT, _CHANGE), facts)


def deadline_moved(
    procurement: ProcurementRecord, invited: InvitationRecord, *, was: datetime
) -> Letter:
    """Tell somebody that was invited until when there is time now, and until when there was."""
    facts = {"was": _moment(procurement, was)}
    return about(procurement, invited.email, (_DEADLINE_SUBJECT, _DEADLINE), facts)


def nota(
    procurement: ProcurementRecord, invited: InvitationRecord, *, number: int, sign_in: str
) -> Letter:
    """Tell somebody that was invited that questions were answered; holds no secret."""
    facts = {"number": str(number), "sign_in": sign_in}
    return about(procurement, invited.email, (_NOTA_SUBJECT, _NOTA), facts)


def _asking(procurement: ProcurementRecord) -> str:
    """Until when one can ask, in lines of its own; nothing when that was not set."""
    ask_by = procurement.ask_by_at
    if ask_by is None:
        return ""
    text = _ASKING.choose(procurement.language).text
    return text.format(ask_by=_moment(procurement, ask_by))


def about(
    procurement: ProcurementRecord,
    to: str,
    texts: tuple[Wording, Wording],
    facts: Mapping[str, str],
    *,
    unsubscribe: str = "",
) -> Letter:
    """A letter about a procurement, in its language, with what each tells: subject and text."""
    subject, text = (wording.choose(procurement.language).text for wording in texts)
    known = {
        # A title may not begin a line of its own: in the subject or the text it would be another.
        "title": " ".join(procurement.title.split()),
        "reference": " ".join(procurement.reference.split()),
        "buyer": " ".join(procurement.organisation.name.split()),
        "deadline": _moment(procurement, procurement.deadline_at),
        **facts,
    }
    return Letter(
        to=to,
        subject=subject.format(**known),
        text=text.format(**known),
        language=procurement.language,
        unsubscribe=unsubscribe,
    )


def _moment(procurement: ProcurementRecord, moment: datetime | None) -> str:
    if moment is None:
        message = "A published procurement has a deadline."
        raise ValueError(message)
    return deadlines.in_words(moment, procurement.time_zone, procurement.language)
