"""This file has suppliers told by mail, in the transaction in which something happens."""

from datetime import timedelta

import pytest
from factories.world import NOW
from sqlalchemy import func, select

from supplier_portal.records.jobs import JobRecord
from supplier_portal.records.procurements import InvitationRecord
from supplier_portal.services import (
    deadlines,
    inviting,
    jobs,
    notices,
)
from supplier_portal.services.jobs import JobKind, JobState

EMAIL = "jan@leverancier.example"
SIGN_IN = "https://portaal.example/sign-in"


class RolledBackError(Exception):
    pass


@pytest.fixture
def invite(scene):
    """Invite somebody by mail; gives the secret of the link."""

    def run(email=EMAIL, *, at=NOW, breaks_off=False):
        with scene.database.writing.begin() as session:
            token = inviting.invite(
                session,
                scene.buyer.actor,
                scene.procurement(session),
                email=email,
                at=at,
                link_for=_link,
            )
            if breaks_off:
                raise RolledBackError
            return token

    return run


@pytest.fixture
def tell(scene):
    def run(revision=2):
        with scene.database.writing.begin() as session:
            return notices.tell_invitees(
                session,
                scene.procurement(session),
                revision_number=revision,
                sign_in=SIGN_IN,
                at=NOW,
            )

    return run


@pytest.fixture
def letters(scene):
    """The letters that wait, of one kind, by address."""

    def run(kind=JobKind.INVITATION_MAIL):
        with scene.database.reading() as session:
            found = session.scalars(select(JobRecord).where(JobRecord.kind == kind.value))
            return {job.payload["to"]: job.payload for job in found if job.payload}

    return run


def _link(token: str) -> str:
    return f"https://portaal.example/invitation/{token}"


def _expires(invited_at) -> str:
    end = invited_at.replace(second=0) + timedelta(days=30)
    return deadlines.in_words(end, "Europe/Amsterdam", "nl")


def _change(scene, **values):
    with scene.database.writing.begin() as session:
        for name, value in values.items():
            setattr(scene.procurement(session), name, value)


def test_an_invitation_tells_what_it_is_about_until_when_and_how_to_begin(scene, invite, letters):
    token = invite()
    letter = letters()[EMAIL]
    assert letter["subject"] == "Uitnodiging: Zaaksysteem als dienst (REF-1)"
    assert "Organisatie procurement vraagt u" in letter["text"]
    assert f"\n    {_link(token)}\n" in letter["text"]
    until = deadlines.in_words(scene.deadline, "Europe/Amsterdam", "nl")
    assert until.endswith(", Europe/Amsterdam)")
    assert f"\n    {until}\n" in letter["text"]
    assert f"tot {_expires(NOW)}. " in letter["text"]


def test_the_end_of_a_link_is_said_to_the_minute_and_never_too_late(invite, letters):
    moment = NOW.replace(second=0) + timedelta(seconds=59, microseconds=999_999)
    invite(at=moment)
    assert f"tot {_expires(NOW)}. " in letters()[EMAIL]["text"]


def test_a_letter_is_in_the_language_and_the_zone_of_the_procurement(scene, invite, letters):
    _change(scene, language="en", time_zone="America/Curacao")
    invite()
    letter = letters()[EMAIL]
    assert letter["language"] == "en"
    assert letter["subject"].startswith("Invitation: ")
    until = deadlines.in_words(scene.deadline, "America/Curacao", "en")
    assert f"\n    {until}\n" in letter["text"]


def test_an_invitation_that_is_rolled_back_is_not_mailed(scene, invite, everything):
    with pytest.raises(RolledBackError):
        invite(breaks_off=True)
    assert everything("job") == "job: []"
    assert EMAIL not in everything()


def test_without_a_link_nobody_is_mailed(scene, everything):
    scene.world.invitation(scene.buyer, scene.procurement_id, email=EMAIL)
    assert everything("job") == "job: []"


def test_inviting_again_mails_the_new_link_alone(invite, letters, everything):
    old, new = invite(), invite()
    assert _link(new) in letters()[EMAIL]["text"]
    assert old not in everything()
    assert new in everything(), "it waits there, so the old one would show"


def test_no_title_adds_a_line_to_the_head_or_the_text(scene, invite, letters):
    _change(scene, title="Titel\r\nBcc: iedereen@example.nl\n\nNieuwe {link} alinea %s")
    invite()
    letter = letters()[EMAIL]
    one_line = "Titel Bcc: iedereen@example.nl Nieuwe {link} alinea %s (REF-1)"
    assert letter["subject"] == f"Uitnodiging: {one_line}"
    assert f"\n    {one_line}\n" in letter["text"]


def test_everybody_who_was_invited_is_told_once_about_a_change(scene, invite, tell, letters):
    with scene.database.reading() as session:
        before = session.scalar(select(func.count(InvitationRecord.id)))
    tokens = [invite(f"{name}@leverancier.example") for name in ("an", "bo")]
    assert tell() == before + 2
    assert tell() == 0
    told = letters(JobKind.CHANGE_MAIL)
    assert set(told) == {"an@leverancier.example", "bo@leverancier.example", scene.supplier.email}
    for letter in told.values():
        assert letter["subject"] == "Gewijzigde eisen: Zaaksysteem als dienst (REF-1)"
        assert "versie 2" in letter["text"]
        assert f"\n    {SIGN_IN}\n" in letter["text"]
        assert not any(token in letter["text"] for token in tokens)


def test_a_further_change_is_told_again(invite, tell):
    invite()
    assert tell(2) == tell(3) == 2


def test_who_was_invited_to_something_else_is_not_told(scene, invite, tell, letters):
    other = scene.world.published(scene.buyer, reference="ANDERS")
    scene.world.invitation(scene.buyer, other, email="ander@leverancier.example")
    tell()
    assert "ander@leverancier.example" not in letters(JobKind.CHANGE_MAIL)


def test_how_far_the_mail_is_is_told_by_address(scene, invite):
    invite()
    with scene.database.writing.begin() as session:
        assert notices.mail_of(session, scene.procurement(session)) == {EMAIL: JobState.WAITING}
        jobs.finish(session, jobs.lease(session, tuple(JobKind), at=NOW), at=NOW)
        assert notices.mail_of(session, scene.procurement(session)) == {EMAIL: JobState.DONE}


def test_the_newest_mail_is_the_one_about_the_revision_that_counts(scene, invite, tell):
    invite()
    tell()
    with scene.database.writing.begin() as session:
        while lease := jobs.lease(session, [JobKind.CHANGE_MAIL], at=NOW):
            jobs.give_up(session, lease, "refused", at=NOW)
    with scene.database.reading() as session:
        found = notices.mail_of(session, scene.procurement(session), revision_number=2)
    assert found[EMAIL] is JobState.FAILED
