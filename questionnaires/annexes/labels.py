"""This file holds what every annex calls its parts, in Dutch and in English."""

from questionnaires.annexes import AnnexKind
from questionnaires.deviations import DeviationKind
from questionnaires.equivalences import Relation
from questionnaires.proving import ProofMoment
from questionnaires.questions import QuestionKind
from questionnaires.requirement_sets import ProofType, RequirementKind
from questionnaires.revision_changes import Part, RequirementChangeKind
from questionnaires.wording import Language, Wording

HEADINGS = {
    AnnexKind.CONTRACT_ANNEX: Wording(
        "Bijlage informatiebeveiliging bij de overeenkomst",
        "Information-security annex to the contract",
    ),
    AnnexKind.PROGRAMME: Wording(
        "Programma van eisen informatiebeveiliging",
        "Programme of information-security requirements",
    ),
    AnnexKind.QUESTIONNAIRE: Wording(
        "Vragenlijst informatiebeveiliging", "Information-security questionnaire"
    ),
    AnnexKind.APPLICABILITY: Wording(
        "Verklaring van toepasselijkheid", "Statement of applicability"
    ),
    AnnexKind.CHANGE_ANNEX: Wording("Wijzigingen in de eisen", "Changes to the requirements"),
    AnnexKind.CLARIFICATIONS: Wording("Nota van inlichtingen", "Clarifications"),
}
_NOTES = {
    AnnexKind.CONTRACT_ANNEX: Wording(
        "Deze bijlage hoort bij de overeenkomst en wordt met haar ondertekend.",
        "This annex belongs to the contract and is signed with it.",
    ),
    AnnexKind.PROGRAMME: Wording(
        "Dit document hoort bij de aanbestedingsstukken.",
        "This document belongs to the tender documents.",
    ),
    AnnexKind.QUESTIONNAIRE: Wording(
        "Dit document is om te lezen. Beantwoord de vragen in het leveranciersportaal.",
        "This document is for reading. Answer the questions in the supplier portal.",
    ),
    AnnexKind.APPLICABILITY: Wording(
        "Alleen voor intern gebruik. Geef dit document niet aan leveranciers.",
        "For internal use only. Do not give this document to suppliers.",
    ),
    AnnexKind.CHANGE_ANNEX: Wording(
        "Dit document zegt wat er is veranderd sinds de vorige versie.",
        "This document says what has changed since the earlier revision.",
    ),
    AnnexKind.CLARIFICATIONS: Wording(
        "Dit document hoort bij de aanbestedingsstukken. Alle leveranciers krijgen hetzelfde.",
        "This document belongs to the tender documents. Every supplier gets the same.",
    ),
}
REQUIREMENT_KINDS = {
    RequirementKind.KNOCK_OUT: Wording("Eis", "Mandatory"),
    RequirementKind.SCORED: Wording("Wens", "Scored"),
    RequirementKind.INFORMATIVE: Wording("Informatie", "Information"),
}
QUESTION_KINDS = {
    QuestionKind.SINGLE_CHOICE: Wording("Kies één antwoord", "Choose one answer"),
    QuestionKind.MULTI_CHOICE: Wording("Kies alles wat geldt", "Choose all that apply"),
    QuestionKind.VALUE: Wording("Geef een getal", "Give a number"),
    QuestionKind.OPEN: Wording("Antwoord in eigen woorden", "Answer in your own words"),
}
PROOF_LEVELS = {
    "design": Wording("Opzet", "Design"),
    "existence": Wording("Bestaan", "Existence"),
    "operation": Wording("Werking", "Operation"),
}
PROOF_TYPES = {
    ProofType.OWN_STATEMENT: Wording("een eigen verklaring", "an own statement"),
    ProofType.POLICY: Wording("beleid", "a policy"),
    ProofType.CERTIFICATE: Wording(
        "een certificaat met verklaring van toepasselijkheid",
        "a certificate with its statement of applicability",
    ),
    ProofType.ASSURANCE_REPORT: Wording(
        "een assurancerapport (ISAE 3402 of SOC 2 type II)",
        "an assurance report (ISAE 3402 or SOC 2 type II)",
    ),
    ProofType.PENETRATION_TEST: Wording("een penetratietest", "a penetration test"),
    ProofType.AUDIT_REPORT: Wording("een auditrapport", "an audit report"),
    ProofType.DEMONSTRATION: Wording("een demonstratie", "a demonstration"),
}
MOMENTS = {
    ProofMoment.AT_OFFER: Wording("bij de inschrijving", "with the offer"),
    ProofMoment.AT_VERIFICATION: Wording(
        "bij de verificatie van de winnaar", "when the winner is checked"
    ),
    ProofMoment.YEARLY: Wording("elk jaar", "every year"),
}
RELATIONS = {
    Relation.REPLACES: Wording("Vervangt", "Replaces"),
    Relation.COMBINED_WITH: Wording("Gecombineerd met", "Combined with"),
}
DEVIATIONS = {
    DeviationKind.DROPPED: Wording("niet gevraagd", "not asked"),
    DeviationKind.WEAKENED: Wording("minder streng gevraagd", "asked less strictly"),
    DeviationKind.REPLACED: Wording("vervangen door een andere norm", "replaced by another norm"),
    DeviationKind.HEAVIER_PROOF: Wording("zwaarder bewijs gevraagd", "heavier proof asked"),
}
PARTS = {
    Part.TITLE: Wording("Titel", "Title"),
    Part.TEXT: Wording("Tekst", "Text"),
    Part.GUIDANCE: Wording("Toelichting", "Guidance"),
    Part.KIND: Wording("Soort", "Kind"),
    Part.WEIGHT: Wording("Punten", "Points"),
    Part.NOT_APPLICABLE: Wording("Mag niet van toepassing zijn", "May be not applicable"),
    Part.DESIGN: Wording("Bewijs van opzet", "Proof of design"),
    Part.EXISTENCE: Wording("Bewijs van bestaan", "Proof of existence"),
    Part.OPERATION: Wording("Bewijs van werking", "Proof of operation"),
    Part.QUESTION: Wording("Vraag", "Question"),
    Part.EQUIVALENCE: Wording("Andere norm", "Other norm"),
    Part.PROOF_TYPES: Wording("Soorten bewijs", "Kinds of proof"),
    Part.RELATION: Wording("Verhouding tot de andere norm", "Relation to the other norm"),
    Part.DETAILS: Wording("Andere kenmerken", "Other details"),
}
CHANGES = {
    RequirementChangeKind.ADDED: Wording("Toegevoegd", "Added"),
    RequirementChangeKind.DROPPED: Wording("Vervallen", "Removed"),
    RequirementChangeKind.CHANGED: Wording("Gewijzigd", "Changed"),
}
LANGUAGES = {
    Language.DUTCH: Wording("Nederlands", "Dutch"),
    Language.ENGLISH: Wording("Engels", "English"),
}
YES, NO = Wording("Ja", "Yes"), Wording("Nee", "No")

_LABELS = {
    "added": Wording("toegevoegd", "added"),
    "after": Wording("Nieuwe tekst", "New text"),
    "answer": Wording("Antwoord", "Answer"),
    "applicable": Wording("Van toepassing", "Applicable"),
    "ask_by": Wording("Vragen stellen tot en met", "Questions until and including"),
    "before": Wording("Oude tekst", "Old text"),
    "buyer": Wording("Opdrachtgever", "Buyer"),
    "catalogue": Wording("Normenkader", "Catalogue"),
    "change": Wording("Onderdeel", "Part"),
    "changes": Wording("Wijzigingen", "Changes"),
    "clarifications": Wording("Vragen en antwoorden", "Questions and answers"),
    "clauses": Wording("Afspraken", "Clauses"),
    "content_hash": Wording("Hash van de inhoud (SHA-256)", "Hash of the content (SHA-256)"),
    "contents": Wording("Gegevens", "Particulars"),
    "continued": Wording("Vervolg", "Continued"),
    "deadline": Wording("Inschrijven tot en met", "Offers until and including"),
    "difference": Wording("Verschil", "Difference"),
    "digest": Wording("Digest (SHA-256)", "Digest (SHA-256)"),
    "earlier": Wording("Vorige versie", "Earlier revision"),
    "earlier_digest": Wording("Digest van de vorige versie", "Digest of the earlier revision"),
    "earlier_published": Wording("Vorige versie gepubliceerd", "Earlier revision published"),
    "equivalence": Wording("Andere norm", "Other norm"),
    "evidence": Wording("Ten minste te tonen", "To be shown at least"),
    "exceptions": Wording("Uitzonderingen", "Exceptions"),
    "from_buyer": Wording("Mededeling van de opdrachtgever", "Told by the buyer"),
    "fraction": Wording("Deel van de punten", "Share of the points"),
    "general": Wording("Het inkooptraject als geheel", "The procurement as a whole"),
    "grade": Wording("Waardering", "Grade"),
    "guidance": Wording("Toelichting", "Guidance"),
    "introduction": Wording("Inleiding", "Introduction"),
    "item": Wording("Gegeven", "Item"),
    "kind": Wording("Soort", "Kind"),
    "no_changes": Wording(
        "Aan de eisen zelf is niets veranderd.", "Nothing has changed in the requirements."
    ),
    "no_exceptions": Wording("Er zijn geen uitzonderingen.", "There are no exceptions."),
    "nota": Wording("Nota van inlichtingen", "Clarifications"),
    "number": Wording("Nummer", "Number"),
    "of": Wording("van", "of"),
    "options": Wording("Antwoorden", "Answers"),
    "page": Wording("Pagina", "Page"),
    "procurement": Wording("Inkooptraject", "Procurement"),
    "profile": Wording("Risicoprofiel", "Risk profile"),
    "proof": Wording("Gevraagd bewijs", "Proof asked"),
    "published": Wording("Gepubliceerd", "Published"),
    "question": Wording("Vraag", "Question"),
    "questions": Wording("Vragen", "Questions"),
    "rank": Wording("Verhouding tot andere voorwaarden", "Relation to other terms"),
    "reason": Wording("Reden", "Reason"),
    "reference": Wording("Kenmerk", "Reference"),
    "removed": Wording("vervallen", "removed"),
    "requirement": Wording("Eis", "Requirement"),
    "requirements": Wording("Beveiligingseisen", "Security requirements"),
    "revision": Wording("Versie", "Revision"),
    "rows": Wording("Maatregelen", "Measures"),
    "scale": Wording("Schaal voor open antwoorden", "Scale for open answers"),
    "scoring": Wording("Zo wordt er beoordeeld", "How answers are scored"),
    "source": Wording("Bron", "Source"),
    "text": Wording("Tekst", "Text"),
    "theme": Wording("Thema", "Theme"),
    "title": Wording("Onderwerp", "Subject"),
    "value": Wording("Waarde", "Value"),
    "weight": Wording("Punten", "Points"),
    "what": Wording("Wat wijkt af", "What departs"),
}


def labels(kind: AnnexKind, language: Language, about: str = "") -> dict[str, str]:
    """What a document of this kind calls its parts; ``about`` goes on with its heading."""
    named = {"heading": HEADINGS[kind], "note": _NOTES[kind], **_LABELS}
    told = {name: say(label, language) for name, label in named.items()}
    return told | {"heading": f"{told['heading']} {about}".rstrip()}


def say(wording: Wording, language: Language) -> str:
    """A text in the language of the document, or else in the other one."""
    return wording.choose(language).text
