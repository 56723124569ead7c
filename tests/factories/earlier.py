"""This file gives a supplier of the tests what it handed in before, in other procurements."""

from factories.world import NOW, Person, World

from supplier_portal.records.responses import ResponseRecord
from supplier_portal.services import answers, invitations, responses
from supplier_portal.services.answers import Write


def invited_again(world: World, buyer: Person, supplier: Person, procurement_id, *, at=NOW):
    """A supplier with an account takes up another invitation; gives its response."""
    token = world.invitation(buyer, procurement_id, email=supplier.email, at=at)
    with world.database.writing.begin() as session:
        invitations.claim(session, token, None, at=at, origin="test")
        found = session.query(ResponseRecord).filter_by(
            procurement_id=procurement_id, organisation_id=supplier.actor.organisation_id
        )
        return found.one().id


def handed_in_before(
    world: World,
    buyer: Person,
    supplier: Person,
    entries=None,
    *,
    at=NOW,
    reference="EERDER",
    **more,
):
    """A response that was handed in elsewhere, with these answers over the best ones."""
    procurement_id = world.published(buyer, reference=reference, at=at, **more)
    response_id = invited_again(world, buyer, supplier, procurement_id, at=at)
    world.answer(supplier, response_id, at=at)
    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, supplier.actor, response_id)
        kept = answers.stored(session, response)
        for item, entry in (entries or {}).items():
            write = Write(entry, kept[item].version)
            answers.save(session, supplier.actor, response, item, write, received_at=at)
    world.submit(supplier, response_id, at=at)
    return response_id
