"""What awaits a supplier: questions, proofs and time, with the answers so far."""

from factories.requirements import NO, YES, open_question, question, requirement

from questionnaires.answers import NotApplicable
from questionnaires.awaiting import awaiting
from questionnaires.questions import Condition
from questionnaires.requirement_sets import Proof, ProofType

FOLLOW_UP = open_question("b", shown_when=Condition("a", ("yes",)))
PROOF = Proof(
    design_types=(ProofType.POLICY,),
    existence_types=(ProofType.DEMONSTRATION,),
    operation_types=(ProofType.OWN_STATEMENT,),
)


def asking(**more):
    return requirement(questions=(question("a"), FOLLOW_UP), **more)


def test_a_question_that_may_appear_counts_apart_and_in_the_most_only():
    found = awaiting([asking()], {})
    assert (found.questions, found.may_appear) == (1, 1)
    assert (found.least_minutes, found.most_minutes) == (2, 35)


def test_an_answer_decides_what_awaits():
    asked = asking()
    key = asked.item(asked.questions[0])
    appeared, ruled_out = awaiting([asked], {key: YES}), awaiting([asked], {key: NO})
    assert (appeared.questions, appeared.may_appear, appeared.least_minutes) == (2, 0, 12)
    assert (ruled_out.questions, ruled_out.may_appear, ruled_out.most_minutes) == (1, 0, 5)


def test_what_is_claimed_not_to_apply_asks_nothing():
    asked = asking(proof=PROOF, not_applicable_allowed=True)
    found = awaiting([asked], {asked.identifier: NotApplicable("Wij leveren geen hardware.")})
    assert (found.questions, found.proofs, found.later_proofs, found.most_minutes) == (0, 0, 0, 0)


def test_a_proof_that_is_asked_later_takes_no_time_now():
    bare, proven = awaiting([asking()], {}), awaiting([asking(proof=PROOF)], {})
    assert (proven.proofs, proven.later_proofs) == (1, 2)
    assert proven.least_minutes - bare.least_minutes == 5
    assert proven.most_minutes - bare.most_minutes == 30
