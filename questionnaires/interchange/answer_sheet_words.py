"""This file says what the sheets of an offline questionnaire are called, and explains them."""

from enum import StrEnum

from questionnaires.questions import QuestionKind
from questionnaires.wording import Wording

FORMAT = "supplier-portal/answer-sheet/1"
DATA = "portal"
QUESTIONS = Wording("Vragen", "Questions")
EXPLANATION = Wording("Uitleg", "How it works")


class Field(StrEnum):
    """What a column of the questions holds; the last two are hidden."""

    ITEM = "item"
    THEME = "theme"
    REFERENCE = "reference"
    REQUIREMENT = "requirement"
    QUESTION = "question"
    KIND = "kind"
    GUIDANCE = "guidance"
    OPTIONS = "options"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    COMPENSATION = "compensation"
    CLAIM = "claim"
    STATE = "state"
    KEY = "key"
    VERSION = "version"


class AnswerState(StrEnum):
    """How an item stood when the sheet was made."""

    ANSWERED = "answered"
    OPEN = "open"
    TO_CONFIRM = "to_confirm"
    NOT_ASKED = "not_asked"
    OPTIONAL = "optional"


HEADINGS = {
    Field.ITEM: Wording("Nummer", "Number"),
    Field.THEME: Wording("Thema", "Theme"),
    Field.REFERENCE: Wording("Verwijzing", "Reference"),
    Field.REQUIREMENT: Wording("Eis of wens", "Requirement"),
    Field.QUESTION: Wording("Vraag", "Question"),
    Field.KIND: Wording("Hoe te antwoorden", "How to answer"),
    Field.GUIDANCE: Wording("Hulp", "Guidance"),
    Field.OPTIONS: Wording("Opties", "Options"),
    Field.CHOICE: Wording("Keuze", "Choice"),
    Field.NUMBER: Wording("Getal", "Figure"),
    Field.TEXT: Wording("Tekst of toelichting", "Text or explanation"),
    Field.COMPENSATION: Wording("Compenserende maatregel", "Compensating measure"),
    Field.CLAIM: Wording("Niet van toepassing", "Not applicable"),
    Field.STATE: Wording("Stand", "State"),
    Field.KEY: Wording("_key", "_key"),
    Field.VERSION: Wording("_version", "_version"),
}
STATES = {
    AnswerState.ANSWERED: Wording("beantwoord", "answered"),
    AnswerState.OPEN: Wording("nog niet beantwoord", "not answered yet"),
    AnswerState.TO_CONFIRM: Wording(
        "gegeven voordat de eis veranderde; bevestig op de pagina of wijzig hier",
        "given before the requirement changed; confirm it on the page or change it here",
    ),
    AnswerState.NOT_ASKED: Wording("nu niet gevraagd", "not asked now"),
    AnswerState.OPTIONAL: Wording("alleen als het zo is", "only if it is so"),
}
KINDS = {
    QuestionKind.SINGLE_CHOICE: Wording(
        "Kies één optie uit de lijst. Een toelichting mag.",
        "Choose one option from the list. You may explain it.",
    ),
    QuestionKind.MULTI_CHOICE: Wording(
        "Kies alles wat geldt: per kolom “Keuze” één optie. Een toelichting mag.",
        "Choose all that apply: one option in each column “Choice”. You may explain it.",
    ),
    QuestionKind.VALUE: Wording(
        "Vul een getal in. Een toelichting mag.", "Fill in a number. You may explain it."
    ),
    QuestionKind.OPEN: Wording("Antwoord in eigen woorden.", "Answer in your own words."),
}
CLAIM_QUESTION = Wording("Geldt dit niet voor uw aanbod?", "Does this not apply to what you offer?")
CLAIM_KIND = Wording(
    "Alleen als het niet geldt: kies “ja” en schrijf de reden. De vragen hieronder "
    "hoeven dan niet.",
    "Only if it does not apply: choose “yes” and write the reason. The questions below can then "
    "stay open.",
)
RANGE = Wording("Van {minimum} tot {maximum}", "From {minimum} to {maximum}")
ONLY_AFTER = Wording(
    "Alleen als bij {question} is gekozen: {options}.",
    "Only if this was chosen at {question}: {options}.",
)
CUT = Wording(" […] De hele tekst staat in het portaal.", " […] The whole text is in the portal.")
NOT_IN_THE_LIST = Wording("Kies een optie uit de lijst.", "Choose an option from the list.")
NO_NUMBER = Wording(
    "Vul een getal in, zoals 12 of 12,5. Geen procentteken en geen eenheid.",
    "Fill in a number, such as 12 or 12.5. No percent sign and no unit.",
)
PARTICULARS = (
    Wording("Inkooptraject", "Procurement"),
    Wording("Kenmerk", "Reference"),
    Wording("Inkoper", "Buyer"),
    Wording("Versie van de eisen", "Revision of the requirements"),
    Wording("Gemaakt op", "Made on"),
    Wording("Deadline", "Deadline"),
)
STEPS = (
    Wording(
        "Vul op het blad “Vragen” de witte cellen in. De grijze cellen staan vast.",
        "Fill in the white cells on the sheet “Questions”. The grey cells are fixed.",
    ),
    Wording(
        "Staat er een lijst bij een cel, kies daar dan uit. Mag u meer kiezen, neem dan voor elke "
        "keuze een eigen kolom.",
        "Where a cell has a list, choose from it. Where you may choose more, take a column for "
        "each choice.",
    ),
    Wording(
        "Een lege cel die al leeg was, verandert niets. Maakt u een antwoord leeg dat er al was, "
        "dan vragen wij eerst of dat zo bedoeld is.",
        "An empty cell that was empty already changes nothing. If you empty an answer that was "
        "there, we first ask whether you mean it.",
    ),
    Wording(
        "Sorteren en filteren mag. Kolommen die u toevoegt, lezen wij niet.",
        "You may sort and filter. Columns that you add are not read.",
    ),
    Wording(
        "Bewaar het bestand als werkmap (XLSX) en upload het in het portaal. U ziet dan eerst rij "
        "voor rij wat er verandert. Pas als u dat bevestigt, worden uw antwoorden opgeslagen.",
        "Save the file as a workbook (XLSX) and upload it in the portal. You first see row by row "
        "what would change. Only when you confirm that, your answers are stored.",
    ),
    Wording(
        "Uw collega's kunnen intussen verder werken. Heeft een collega hetzelfde antwoord "
        "gewijzigd, dan ziet u beide en kiest u.",
        "Your colleagues can go on meanwhile. If a colleague changed the same answer, you see both "
        "and choose.",
    ),
    Wording(
        "Bewijsstukken horen niet in dit bestand. Voeg ze toe in het portaal.",
        "Evidence does not belong in this file. Attach it in the portal.",
    ),
    Wording(
        "Dit bestand bevat uw antwoorden. Geef het alleen aan wie ze mag zien. Inleveren doet u in "
        "het portaal, voor de deadline.",
        "This file holds your answers. Give it only to who may see them. You hand in through the "
        "portal, before the deadline.",
    ),
)
