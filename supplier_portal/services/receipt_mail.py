"""This file mails receipts to suppliers, and tells who may sign that a response is ready."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from questionnaires.receipts import ReceiptKind
from questionnaires.wording import Wording
from supplier_portal.mail import Attachment, Letter
from supplier_portal.records.accounts import AccountRecord
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.receipts import ReceiptRecord
from supplier_portal.services import deadlines, jobs, receipts
from supplier_portal.services.actor import Actor
from supplier_portal.services.jobs import JobKind
from supplier_portal.services.receipts import Issuer

_SUBJECTS = {
    ReceiptKind.HANDED_IN: Wording(
        "Ontvangstbewijs {number}: {title} ({reference})",
        "Receipt {number}: {title} ({reference})",
    ),
    ReceiptKind.WITHDRAWN: Wording(
        "Ingetrokken, bewijs {number}: {title} ({reference})",
        "Withdrawn, receipt {number}: {title} ({reference})",
    ),
}
_TEXTS = {
    ReceiptKind.HANDED_IN: Wording(
        """\
Goedendag,

De inschrijving van {supplier} is compleet en op tijd ontvangen:

    {title} ({reference}), van {buyer}

Ontvangen op:

    {received}

Intrekken en opnieuw inleveren kan nog tot en met:

    {deadline}

Het ondertekende ontvangstbewijs zit bij deze mail. Bewaar het. U vindt het ook op:

    {page}

Deze mail is automatisch verstuurd.
""",
        """\
Hello,

The response of {supplier} arrived completely and in time:

    {title} ({reference}), for {buyer}

Received on:

    {received}

You can still withdraw it and hand in again up to and including:

    {deadline}

The signed receipt is attached to this mail. Keep it. You also find it at:

    {page}

This mail was sent automatically.
""",
    ),
    ReceiptKind.WITHDRAWN: Wording(
        """\
Goedendag,

De inschrijving van {supplier} is ingetrokken en wordt niet geopend:

    {title} ({reference}), van {buyer}

Ingetrokken op:

    {received}

Wilt u toch meedoen? Lever dan opnieuw in, uiterlijk op:

    {deadline}

Het ondertekende bewijs zit bij deze mail. U vindt het ook op:

    {page}

Deze mail is automatisch verstuurd.
""",
        """\
Hello,

The response of {supplier} was withdrawn and will not be opened:

    {title} ({reference}), for {buyer}

Withdrawn on:

    {received}

Do you want to take part after all? Then hand in again, at the latest on:

    {deadline}

The signed receipt is attached to this mail. You also find it at:

    {page}

This mail was sent automatically.
""",
    ),
}
_READY_SUBJECT = Wording(
    "Klaar om in te leveren: {title} ({reference})", "Ready to hand in: {title} ({reference})"
)
_READY = Wording(
    """\
Goedendag,

{who} vraagt u om deze inschrijving na te kijken en in te leveren:

    {title} ({reference}), van {buyer}

Dat kan tot en met:

    {deadline}

Kijk haar na en lever haar in op:

    {page}

Deze mail is automatisch verstuurd.
""",
    """\
Hello,

{who} asks you to check this response and hand it in:

    {title} ({reference}), for {buyer}

You can do so up to and including:

    {deadline}

Check it and hand it in at:

    {page}

This mail was sent automatically.
""",
)


def send(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    issued: ReceiptRecord,
    issuer: Issuer,
    *,
    at: datetime,
) -> None:
    """Have a receipt mailed, once, to who handed in or withdrew; the signed file goes with it."""
    receipt = receipts.value_of(issued)
    facts = {
        "number": str(receipt.number),
        "supplier": " ".join(receipt.supplier.split()),
        "received": deadlines.in_words(at, procurement.time_zone, procurement.language),
        "page": issuer.page,
    }
    letter = _letter(
        procurement,
        session.get_one(AccountRecord, actor.account_id).email,
        (_SUBJECTS[receipt.kind], _TEXTS[receipt.kind]),
        facts,
    )
    name = f"receipt-{receipt.number}.json"
    file = Attachment(name, "application/json", receipts.signed(issued).decode())
    jobs.enqueue(
        session,
        JobKind.RECEIPT_MAIL,
        asdict(letter) | {"attachments": [asdict(file)]},
        key=f"{JobKind.RECEIPT_MAIL}:{receipt.number}",
        at=at,
    )


def tell_ready(
    session: Session,
    actor: Actor,
    procurement: ProcurementRecord,
    to: AccountRecord,
    *,
    page: str,
    at: datetime,
) -> None:
    """Tell somebody who may sign that a response waits for that."""
    facts = {"who": " ".join(actor.name.split()), "page": page}
    letter = _letter(procurement, to.email, (_READY_SUBJECT, _READY), facts)
    jobs.enqueue(session, JobKind.READY_MAIL, asdict(letter), at=at)


def _letter(
    procurement: ProcurementRecord,
    to: str,
    texts: tuple[Wording, Wording],
    facts: dict[str, str],
) -> Letter:
    deadline = procurement.deadline_at
    if deadline is None:
        message = "A published procurement has a deadline."
        raise ValueError(message)
    known = {
        # A title may not begin a line of its own: in the subject or the text it would be another.
        "title": " ".join(procurement.title.split()),
        "reference": " ".join(procurement.reference.split()),
        "buyer": " ".join(procurement.organisation.name.split()),
        "deadline": deadlines.in_words(deadline, procurement.time_zone, procurement.language),
        **facts,
    }
    subject, text = (wording.choose(procurement.language).text for wording in texts)
    return Letter(
        to=to,
        subject=subject.format(**known),
        text=text.format(**known),
        language=procurement.language,
    )
