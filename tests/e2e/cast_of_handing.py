"""This file makes the suppliers that are about to hand in, have withdrawn, or only prepare."""

from uuid import UUID

from factories.files import pdf
from factories.world import NOW, Person, World

from questionnaires.handing_in import ResponseUse
from supplier_portal.services import evidence, procurements, receipts, responses
from supplier_portal.services.rights import Right
from supplier_portal.storage import FolderStore

NUMBERS = ("5.20.03", "5.20.05", "8.08.01", "8.28.01", "8.31.01")


def handing_in(world: World, settings, buyer: Person, people: dict) -> dict[str, str]:
    """Everybody, by a short name, and the address of their response."""
    offered = world.published(buyer, reference="H", numbers=NUMBERS)
    prepared = world.draft(buyer, reference="V", numbers=NUMBERS)
    with world.database.writing.begin() as session:
        home = buyer.actor.organisation_id
        found = procurements.of_organisation(session, home, prepared)
        procurements.set_use(session, buyer.actor, found, ResponseUse.PREPARED, at=NOW)
    world.publish(buyer, prepared)
    places = {}
    for name, procurement_id, is_best in (
        ("weak", offered, False),
        ("withdrew", offered, True),
        ("preparing", prepared, True),
        ("prepared", prepared, True),
    ):
        people[name], response_id = world.supplier(buyer, procurement_id, name=name)
        world.answer(people[name], response_id, best=is_best)
        _attach(world, settings, people[name], response_id)
        places[name] = f"/supplier/{response_id}"
    for name in ("withdrew", "prepared"):
        world.submit(people[name], UUID(places[name].rpartition("/")[2]))
    withdrew = UUID(places["withdrew"].rpartition("/")[2])
    with world.database.reading() as session:
        response = responses.of_supplier(session, people["withdrew"].actor, withdrew)
        [issued] = receipts.all_of(session, response)
        places["withdrawn receipt"] = f"{places['withdrew']}/receipts/{issued.number}"
    world.withdraw(people["withdrew"], withdrew)
    people["colleague"] = world.person(
        "supplier", organisation=people["weak"], rights=(Right.TEAM,)
    )
    return places


def _attach(world: World, settings, person: Person, response_id) -> None:
    with world.database.writing.begin() as session:
        evidence.attach(
            session,
            person.actor,
            responses.of_supplier(session, person.actor, response_id),
            "BIO2-8.08.01",
            name="Beleid voor kwetsbaarheden, definitief.pdf",
            content=pdf("handing"),
            store=FolderStore(settings.evidence_folder),
            received_at=NOW,
        )
