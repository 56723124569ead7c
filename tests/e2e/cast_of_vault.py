"""This file fills the vault of a supplier for the browser's tests."""

from dataclasses import replace
from datetime import date, timedelta

from factories.files import pdf
from factories.world import NOW

from questionnaires.evidence import Particulars
from questionnaires.proving import Demonstration
from questionnaires.requirement_sets import ProofType
from supplier_portal.evidence_settings import Quota
from supplier_portal.services import evidence, responses, uploads, vault
from supplier_portal.storage import FolderStore

REPORT = Particulars(
    title="ISAE 3402 type II, hosting en beheer, onderzocht over twaalf maanden",
    proof_type=ProofType.ASSURANCE_REPORT,
    issuer="Kantoor Proefwaarde Accountants en Adviseurs",
    scope="Hosting in twee rekencentra in Nederland, en het beheer daarvan.",
    covers_from=date(2026, 1, 1),
    covers_until=date(2026, 12, 31),
    valid_until=date(2099, 12, 31),
)
OLD = replace(
    REPORT, title="ISO 27001", proof_type=ProofType.CERTIFICATE, valid_until=date(2020, 1, 1)
)
SOON = replace(
    REPORT,
    title="Penetratietest van de webtoepassing",
    proof_type=ProofType.PENETRATION_TEST,
    valid_until=(NOW + timedelta(days=3)).date(),
)


def fill(world, settings, person, response_id) -> dict[str, str]:
    """Things of several kinds, used and unused; gives the addresses of two of them."""
    store = FolderStore(settings.evidence_folder)
    quota = Quota()
    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, person.actor, response_id)
        kept = [
            vault.keep(
                session,
                person.actor,
                uploads.take_in(f"{told.title[:9]}.pdf", pdf(told.title), store),
                told,
                quota=quota,
                at=NOW,
            )
            for told in (REPORT, OLD, SOON, replace(OLD, title="Oud beleid"))
        ]
        for version in (kept[0], kept[2]):
            evidence.attach_version(
                session,
                person.actor,
                response,
                "BIO2-5.20.03",
                item_id=version.item_id,
                number=1,
                levels=(Demonstration.EXISTENCE, Demonstration.OPERATION),
                quota=quota,
                received_at=NOW,
            )
        told = replace(REPORT, scope="Hosting in drie rekencentra in Nederland.")
        vault.correct(session, person.actor, kept[0].item_id, told, version=1, at=NOW)
        vault.withdraw(session, person.actor, kept[3].item_id, version=1, at=NOW)
        return {
            "vault item": f"/supplier/vault/{kept[0].item_id}",
            "withdrawn item": f"/supplier/vault/{kept[3].item_id}",
        }
