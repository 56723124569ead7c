"""This file makes the supplier that handed in elsewhere before, long ago and lately."""

from datetime import timedelta

from factories.earlier import handed_in_before, invited_again
from factories.world import NOW, Person, World

from questionnaires.answers import OpenText
from supplier_portal.services import answers, responses
from supplier_portal.services.answers import Write

OPEN = "BIO2-5.20.05.q3"
NUMBERS = ("5.20.03", "5.20.05", "8.08.01", "8.28.01", "8.31.01")
THEN = OpenText("Wij melden binnen een uur, per telefoon.\nDaarna volgt een verslag.")
NOW_SAID = OpenText("Wij melden binnen een half uur.")


def returning(world: World, buyer: Person, people: dict) -> dict[str, str]:
    """A supplier with earlier answers, of which some are stale, and one that it gave anew."""
    present = world.published(buyer, reference="T", numbers=NUMBERS)
    people["returning"], response_id = world.supplier(buyer, present, name="Terug")
    long_ago = NOW - timedelta(days=400)
    reworded = world.draft(buyer, reference="T1", numbers=NUMBERS, at=long_ago)
    for number in ("5.20.05", "8.31.01"):
        world.tailor(buyer, reworded, number, text="Toen anders gevraagd.")
    world.publish(buyer, reworded, at=long_ago)
    earlier = invited_again(world, buyer, people["returning"], reworded, at=long_ago)
    world.answer(people["returning"], earlier, at=long_ago)
    world.submit(people["returning"], earlier, at=long_ago)
    handed_in_before(
        world,
        buyer,
        people["returning"],
        {OPEN: THEN},
        reference="T2",
        numbers=("5.20.05", "8.08.01"),
    )
    with world.database.writing.begin() as session:
        response = responses.of_supplier(session, people["returning"].actor, response_id)
        write = Write(NOW_SAID, 0)
        answers.save(session, people["returning"].actor, response, OPEN, write, received_at=NOW)
    return {"returning": f"/supplier/{response_id}"}
