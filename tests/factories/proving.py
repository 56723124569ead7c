"""This file lets the world of the tests show requirements with files of a supplier's vault."""

from factories.asking import NOW

from supplier_portal.services import evidence, responses
from supplier_portal.storage import FolderStore


class Proving:
    """What a world does with evidence; each method is one committed transaction."""

    def proof(self, supplier, response_id, *, content, name="bewijs.pdf", at=NOW, **more):
        """Attach a file to a requirement; gives the id of that."""
        with self.database.writing.begin() as session:
            return evidence.attach(
                session,
                supplier.actor,
                responses.of_supplier(session, supplier.actor, response_id),
                more.pop("requirement", "BIO2-8.08.01"),
                name=name,
                content=content,
                store=FolderStore(self.settings.evidence_folder),
                received_at=at,
                **more,
            ).id

    def unprove(self, supplier, response_id, evidence_id, *, at=NOW):
        """Take a file out of a response."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            evidence.remove(session, supplier.actor, response, evidence_id, received_at=at)
