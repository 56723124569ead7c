"""This file writes the letters that only the people of a supplier get."""

from questionnaires.wording import Wording
from supplier_portal.mail import Letter
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.team import ColleagueInvitationRecord
from supplier_portal.services import deadlines, letters

_ZONE = "Europe/Amsterdam"
_COLLEAGUE = (
    Wording("Werk mee aan de antwoorden van {organisation}", "Help {organisation} answer"),
    Wording(
        """\
Goedendag,

{by} van {organisation} vraagt u om mee te werken aan vragenlijsten over informatiebeveiliging.

Maak uw account met deze link:

    {link}

De link werkt één keer, tot {expires}. Hij is alleen voor u: stuur hem niet door.
Kent u {organisation} niet? Dan hoeft u niets te doen.

Deze mail is automatisch verstuurd.
""",
        """\
Hello,

{by} of {organisation} asks you to help answer questionnaires about information security.

Make your account with this link:

    {link}

The link works once, until {expires}. It is for you only: do not pass it on.
You do not know {organisation}? Then you need not do anything.

This mail was sent automatically.
""",
    ),
)
_REMINDER_SUBJECT = Wording("Herinnering: {title} ({reference})", "Reminder: {title} ({reference})")
_CLOSING = Wording(
    """
Geen herinneringen meer? Zet ze uit met deze link. Andere post over dit inkooptraject blijft komen:

    {stop}

Deze mail is automatisch verstuurd.
""",
    """
No more reminders? Stop them with this link. You still get other mail about this procurement:

    {stop}

This mail was sent automatically.
""",
)
_NOT_COME = Wording(
    """\
Goedendag,

{buyer} heeft u uitgenodigd voor:

    {title} ({reference})

Antwoorden kan tot en met:

    {deadline}

U begint met de link in uw uitnodiging. Werkt die niet meer? Vraag {buyer} om een nieuwe.
""",
    """\
Hello,

{buyer} invited you for:

    {title} ({reference})

You can answer up to and including:

    {deadline}

You start with the link in your invitation. Does it no longer work? Ask {buyer} for a new one.
""",
)
_NOT_HANDED_IN = Wording(
    """\
Goedendag,

Uw organisatie heeft nog niet ingeleverd voor:

    {title} ({reference})

Dat kan tot en met:

    {deadline}

Nog open vragen: {open}. Log in om verder te gaan:

    {sign_in}
""",
    """\
Hello,

Your organisation has not yet handed in its response for:

    {title} ({reference})

You can do so up to and including:

    {deadline}

Questions still open: {open}. Sign in to go on:

    {sign_in}
""",
)


def colleague(invited: ColleagueInvitationRecord, *, by: str, link: str) -> Letter:
    """Ask a colleague to join; ``link`` is the secret way in."""
    # A whole minute reads better, and the one before is never too late.
    expires = invited.expires_at.replace(second=0, microsecond=0)
    known = {
        "organisation": " ".join(invited.organisation.name.split()),
        "by": " ".join(by.split()),
        "link": link,
        "expires": deadlines.in_words(expires, _ZONE, invited.language),
    }
    subject, text = (wording.choose(invited.language).text for wording in _COLLEAGUE)
    return Letter(
        to=invited.email,
        subject=subject.format(**known),
        text=text.format(**known),
        language=invited.language,
    )


def not_come(procurement: ProcurementRecord, *, to: str, stop: str) -> Letter:
    """Remind somebody who was invited and did not come yet; ``stop`` ends reminders."""
    return _reminder(procurement, to, _NOT_COME, {"stop": stop})


def not_handed_in(
    procurement: ProcurementRecord, *, to: str, questions: int, sign_in: str, stop: str
) -> Letter:
    """Remind somebody of a response that is not handed in, with how many questions are open."""
    facts = {"open": str(questions), "sign_in": sign_in, "stop": stop}
    return _reminder(procurement, to, _NOT_HANDED_IN, facts)


def _reminder(
    procurement: ProcurementRecord, to: str, text: Wording, facts: dict[str, str]
) -> Letter:
    whole = Wording(text.nl + _CLOSING.nl, text.en + _CLOSING.en)
    return letters.about(
        procurement, to, (_REMINDER_SUBJECT, whole), facts, unsubscribe=facts["stop"]
    )
