"""This file makes the content of each kind of annex from revisions that a test thought up."""

from datetime import UTC, datetime

from questionnaires.annexes import AnnexKind, Publication, Terms
from questionnaires.annexes.applicability import Explained, Grounds, Listed, applicability
from questionnaires.annexes.change_annex import Earlier, change_annex
from questionnaires.annexes.contract_annex import contract_annex
from questionnaires.annexes.programme import programme
from questionnaires.annexes.questionnaire import questionnaire
from questionnaires.deviations import Asked, Deviation, DeviationKind
from questionnaires.interchange.revision import digest_of
from questionnaires.knowledge.proposals import Proposal
from questionnaires.wording import Language

PUBLISHED_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DEADLINE_AT = datetime(2026, 12, 24, 11, 0, tzinfo=UTC)


def annex_of(kind, revision, earlier, language=Language.DUTCH):
    """Make a content; what is beside a revision is taken from the texts of its requirements."""
    kind = AnnexKind(kind)
    publication = Publication(digest_of(revision), PUBLISHED_AT, DEADLINE_AT)
    facts = (revision, publication, language)
    match kind:
        case AnnexKind.CONTRACT_ANNEX:
            return contract_annex(*facts, Terms.GIBIT)
        case AnnexKind.PROGRAMME:
            return programme(*facts)
        case AnnexKind.QUESTIONNAIRE:
            return questionnaire(*facts)
        case AnnexKind.APPLICABILITY:
            return applicability(*facts, grounds_of(earlier))
        case AnnexKind.CHANGE_ANNEX:
            before = Earlier(earlier, digest_of(earlier), PUBLISHED_AT)
            return change_annex(*facts, before, earlier.purchase.title)


def grounds_of(revision):
    """Make measures and exceptions of the requirements of a revision, asked for or not."""
    requirements = revision.requirements
    return Grounds(
        measures=[
            Listed(item.reference, item.title, is_proposed=True, reason=item.text)
            for item in requirements
        ],
        exceptions=[
            Explained(_dropped(item), item.text.nl) for item in requirements if item.text.nl
        ],
        profile=[(item.title, item.text) for item in requirements],
        at=PUBLISHED_AT,
    )


def _dropped(requirement):
    proposal = Proposal(
        title=requirement.title,
        text=requirement.text,
        kind=requirement.kind,
        weight=requirement.weight,
        not_applicable_allowed=requirement.not_applicable_allowed,
        proof=requirement.proof,
        questions=requirement.questions,
    )
    return Deviation(DeviationKind.DROPPED, Asked(requirement.reference, proposal))
