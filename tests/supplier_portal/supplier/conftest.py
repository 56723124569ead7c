"""This file publishes questionnaires of an organisation's own measures for suppliers to answer."""

import pytest

from supplier_portal.services import picking, procurements


@pytest.fixture
def asked(world, in_english):
    """Publishes measures of an organisation's own; gives who answers them, and where."""

    def publish(*measures):
        buyer = world.person("procurement")
        world.person("review", organisation=buyer)
        world.keep(buyer, *measures)
        procurement_id = world.draft(buyer, numbers=("8.08.01",))
        with world.database.writing.begin() as session:
            home = buyer.actor.organisation_id
            found = procurements.of_organisation(session, home, procurement_id)
            numbers = [item.number for item in measures]
            picking.pick(
                session, buyer.actor, found, numbers=(), own_numbers=numbers, at=found.created_at
            )
        world.publish(buyer, procurement_id)
        supplier, response_id = world.supplier(
            buyer, procurement_id, name=f"Aanbieder{len(measures)}"
        )
        return in_english(supplier), f"/supplier/{response_id}"

    return publish
