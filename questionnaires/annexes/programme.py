"""This file writes the programme of requirements that goes with a tender."""

from questionnaires.annexes import AnnexContent, AnnexKind, Publication
from questionnaires.annexes.labels import say
from questionnaires.annexes.lines import figure, in_time, particulars, themes
from questionnaires.requirement_sets import RequirementKind
from questionnaires.revisions import Revision, total_weight
from questionnaires.wording import Language, Wording

_INTRODUCTION = (
    Wording(
        "Dit programma van eisen zegt wat {buyer} van de leverancier vraagt om informatie te"
        " beschermen. Het hoort bij de aanbestedingsstukken van {reference}.",
        "This programme says what {buyer} asks of the supplier to protect information. It belongs"
        " to the tender documents of {reference}.",
    ),
    Wording(
        "Een eis geldt voor elke inschrijving: wie er niet aan voldoet, komt niet in aanmerking."
        " Een wens levert punten op. Informatie is ter kennisneming.",
        "A mandatory requirement holds for every offer: whoever does not meet it cannot be"
        " awarded the contract. A scored requirement earns points. Information is there to be"
        " read.",
    ),
    Wording(
        "Elke eis en wens heeft een vast nummer. Gebruik dat nummer in vragen en antwoorden.",
        "Every requirement has a fixed number. Use it in questions and answers.",
    ),
    Wording(
        "Waar een certificaat of rapport is genoemd, is een gelijkwaardig bewijs ook goed.",
        "Where a certificate or report is named, equivalent proof is accepted too.",
    ),
)
_KNOCK_OUTS = Wording(
    "Eisen ({number}) worden apart van de punten beoordeeld: voldoet, voldoet niet, of nog te"
    " verifiëren.",
    "Mandatory requirements ({number}) are judged apart from the points: meets, does not meet, or"
    " to be verified.",
)
_SCORED = (
    Wording(
        "Met de wensen ({number}) zijn samen {points} punten te verdienen. Achter elke wens staat"
        " hoeveel.",
        "The scored requirements ({number}) can earn {points} points together. Each says how many.",
    ),
    Wording(
        "Een wens levert zijn punten op naar het deel dat is verdiend: het gewogen gemiddelde van"
        " de vragen erbij. Een vraag zonder antwoord telt als nul.",
        "A requirement earns its points by the share that was gained: the weighted mean of its"
        " questions. A question without an answer counts as zero.",
    ),
    Wording(
        "De totaalscore is het aantal verdiende punten gedeeld door het aantal te verdienen"
        " punten, maal honderd. Andere inschrijvingen hebben daar geen invloed op.",
        "The total is the number of points gained divided by the number that can be gained, times"
        " a hundred. Other offers have no influence on it.",
    ),
)


def programme(revision: Revision, publication: Publication, language: Language) -> AnnexContent:
    """Give the content of the programme of requirements, with how answers are scored."""
    facts = {
        "buyer": revision.purchase.buyer,
        "reference": revision.purchase.reference,
    }
    return {
        **particulars(AnnexKind.PROGRAMME, revision, publication, language),
        **in_time(publication, language),
        "introduction": [say(text, language).format(**facts) for text in _INTRODUCTION],
        "scoring": _scoring(revision, language),
        "scale": [
            {
                "fraction": f"{figure(grade.fraction * 100, language)} %",
                "label": say(grade.label, language),
            }
            for grade in revision.scale
        ],
        "themes": themes(revision.requirements, language),
    }


def _scoring(revision: Revision, language: Language) -> list[str]:
    kinds = [requirement.kind for requirement in revision.requirements]
    told = []
    if knock_outs := kinds.count(RequirementKind.KNOCK_OUT):
        told.append(say(_KNOCK_OUTS, language).format(number=knock_outs))
    if scored := kinds.count(RequirementKind.SCORED):
        facts = {"number": scored, "points": figure(total_weight(revision.requirements), language)}
        told.extend(say(text, language).format(**facts) for text in _SCORED)
    return told
