"""This file lets the world of the tests hand in and take back, with receipts."""

from supplier_portal.services import responses, submissions, withdrawals
from supplier_portal.services.receipts import Issuer
from supplier_portal.services.submissions import Signing
from supplier_portal.services.withdrawals import TakingBack


class HandingIn:
    """What a world does with responses at their end; each method is one committed transaction."""

    def issuer(self) -> Issuer:
        """Who issues receipts."""
        page = "https://portaal.example/ontvangstbewijs"
        return Issuer(self.settings.organisation, self.settings.receipt_key, page)

    def signing(self, signer="Anna Jansen", **shown) -> Signing:
        """With what a response is handed in."""
        return Signing(signer, self.issuer(), **shown)

    def hand_in(self, supplier, response_id, *, at) -> str:
        """Hand a response in; gives its digest."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            return submissions.submit(
                session, supplier.actor, response, self.signing(), received_at=at
            ).digest

    def take_back(self, supplier, response_id, *, at) -> None:
        """Take back what was handed in last."""
        with self.database.writing.begin() as session:
            response = responses.of_supplier(session, supplier.actor, response_id)
            last = submissions.last_of(session, response)
            what = TakingBack(last.id, self.issuer())
            withdrawals.withdraw(session, supplier.actor, response, what, received_at=at)
