"""This file writes the annex to the contract: clauses, and the requirements they make binding."""

from questionnaires.annexes import AnnexContent, AnnexKind, Publication, Terms
from questionnaires.annexes.clauses import load
from questionnaires.annexes.labels import say
from questionnaires.annexes.lines import particulars, themes
from questionnaires.revisions import Revision
from questionnaires.wording import Language


def contract_annex(
    revision: Revision, publication: Publication, language: Language, terms: Terms = Terms.NONE
) -> AnnexContent:
    """Give the content of the contract annex; ``terms`` are the general terms beside it."""
    known = load()
    buyer = revision.purchase.buyer
    return {
        **particulars(AnnexKind.CONTRACT_ANNEX, revision, publication, language),
        "rank": say(known.ranks[terms], language).format(buyer=buyer),
        "clauses": [
            {
                "number": str(number),
                "title": say(clause.title, language),
                "text": say(clause.text, language).format(buyer=buyer),
                "source": clause.source,
            }
            for number, clause in enumerate(known.clauses, start=1)
        ],
        "themes": themes(revision.requirements, language),
    }
