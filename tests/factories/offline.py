"""This file lets the world of the tests fill in a questionnaire offline."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from factories.asking import NOW

from supplier_portal.services import answer_sheets, responses


@dataclass(frozen=True)
class Sheet:
    """A questionnaire that was uploaded, and what its page showed of it."""

    id: UUID
    content: bytes
    shown: str


NO_SHEET = Sheet(uuid4(), b"", "")


class Offline:
    """What a world does with workbooks; each method is one committed transaction."""

    def sheet(self, supplier, response_id, *, at=NOW) -> Sheet:
        """The questionnaire as a workbook, uploaded as it is."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            content = answer_sheets.made(session, response, at=at)
            read = answer_sheets.read(content)
            upload_id = answer_sheets.keep(
                session,
                supplier.actor,
                response,
                name="vragenlijst.xlsx",
                content=content,
                sheet=read,
                received_at=at,
            )
            looked = answer_sheets.look(session, response, read, with_other=False)
            return Sheet(upload_id, content, looked.shown)
