"""This file tells the story of the demonstration: what happened, in its order, and when."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from supplier_portal.demo import buying, content, supplying
from supplier_portal.demo.stage import Stage
from supplier_portal.services import catalogues
from supplier_portal.services.actor import Actor

STEPS = 9


def tell(stage: Stage, step: Callable[[], None]) -> str:
    """Play all of it, and give the secret of an invitation that nobody has used yet."""
    catalogue_id = catalogues.load_own(stage.session, at=stage.ago(days=60)).catalogue_id
    buying.hire_staff(stage, at=stage.ago(days=60))
    buyer, reviewer = (stage.actor(person) for person in content.staff())
    step()
    _one_opened(stage, buyer, reviewer, catalogue_id, step)
    secret = _one_running(stage, buyer, reviewer, catalogue_id, step)
    buying.start(
        stage,
        buyer,
        content.procurement("draft"),
        catalogue_id=catalogue_id,
        at=stage.ago(days=2),
    )
    step()
    return secret


def _one_opened(
    stage: Stage, buyer: Actor, reviewer: Actor, catalogue_id: UUID, step: Callable[[], None]
) -> None:
    """A procurement that closed yesterday, was opened today, and is half judged."""
    facts = content.procurement("opened")
    found = buying.start(stage, buyer, facts, catalogue_id=catalogue_id, at=stage.ago(days=40))
    closed = buying.publish(stage, buyer, reviewer, found, closes_in_days=-1, at=stage.ago(days=25))
    step()
    before_closing = (timedelta(days=5), timedelta(days=3), timedelta(minutes=40))
    for supplier, early in zip(content.suppliers(), before_closing, strict=True):
        email = supplier.account.email
        secret = buying.invite(stage, buyer, found, email, at=stage.ago(days=25))
        supplying.take_up(stage, supplier, secret, at=stage.ago(days=24))
        supplying.answer(stage, supplier, found, at=closed - early - timedelta(hours=3))
        supplying.hand_in(stage, supplier, found, at=closed - early)
        step()
    buying.open_and_judge_half(stage, reviewer, found)
    step()


def _one_running(
    stage: Stage, buyer: Actor, reviewer: Actor, catalogue_id: UUID, step: Callable[[], None]
) -> str:
    """A procurement with two weeks to go: one response is handed in, one is half-way."""
    facts = content.procurement("running")
    found = buying.start(stage, buyer, facts, catalogue_id=catalogue_id, at=stage.ago(days=20))
    buying.publish(stage, buyer, reviewer, found, closes_in_days=14, at=stage.ago(days=7))
    ready, half_way = content.suppliers()[:2]
    for supplier in (ready, half_way):
        email = supplier.account.email
        secret = buying.invite(stage, buyer, found, email, at=stage.ago(days=7))
        supplying.take_up(stage, supplier, secret, at=stage.ago(days=6))
    supplying.answer(stage, ready, found, at=stage.ago(days=2))
    supplying.hand_in(stage, ready, found, at=stage.ago(days=1))
    step()
    supplying.answer(stage, half_way, found, part=supplying.HALF, at=stage.ago(days=1))
    step()
    return buying.invite(stage, buyer, found, content.newcomer(), at=stage.now)
