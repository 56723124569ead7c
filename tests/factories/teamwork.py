"""This file lets the world of the tests work together at one supplier."""

from factories.asking import NOW

from supplier_portal.services import assignments, colleagues, notes, reminders, responses
from supplier_portal.services.colleagues import Colleague


class Teamwork:
    """What colleagues do for each other; each method is one committed transaction."""

    def note(self, supplier, response_id, text, requirement=notes.GENERAL, *, at=NOW):
        """Write to colleagues about a response; gives the id of the note."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            return notes.write(session, supplier.actor, response, requirement, text, received_at=at)

    def colleague_link(self, person, *, email="bas@leverancier.example", at=NOW) -> str:
        """Invite a colleague; gives the secret of the link."""
        found = []
        with self.database.writing.begin() as session:
            colleagues.invite(
                session,
                person.actor,
                Colleague(email),
                link_for=lambda token: found.append(token) or f"https://portaal.example/{token}",
                at=at,
            )
        return found[0]

    def reminder_link(self, email: str) -> str:
        """An address that reminders go to; gives the secret of the link that stops them."""
        secret = self.settings.secret_key
        with self.database.writing.begin() as session:
            reminders.choose(session, email, is_wanted=True, secret=secret, at=NOW)
        return reminders.token_of(email, secret)

    def notes(self, supplier, response_id, requirement=notes.GENERAL):
        """What colleagues wrote to each other about a requirement."""
        with self.database.reading() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            return list(notes.about(session, response).get(requirement, []))

    def remove_note(self, supplier, response_id, note_id, *, at=NOW):
        """Take a note back."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            return notes.remove(session, supplier.actor, response, note_id, received_at=at)

    def assign(self, supplier, response_id, wanted, *, version=0, at=NOW):
        """Say which colleague sees to which theme."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            assignments.assign(
                session, supplier.actor, response, wanted, version=version, received_at=at
            )
