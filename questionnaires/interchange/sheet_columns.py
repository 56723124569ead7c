"""This file says which columns a sheet with a catalogue has, in order, and what they may hold."""

import re
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.catalogue import MeasureStatus
from questionnaires.wording import Wording


class Field(StrEnum):
    """What one row tells about a measure, by the name above its column."""

    NORM = "norm"
    EDITION = "editie"
    NUMBER = "nummer"
    TITLE = "titel"
    TEXT = "tekst"
    THEME = "thema"
    GROUP = "groep"
    CONTROL = "beheersmaatregel"
    STATUS = "status"
    TARGET = "verwijst naar"
    CATEGORIES = "categorie"
    TITLE_EN = "titel (en)"
    TEXT_EN = "tekst (en)"
    CONTROL_TITLE = "titel beheersmaatregel"
    CONTROL_TITLE_EN = "titel beheersmaatregel (en)"
    GROUP_TITLE = "titel groep"
    GROUP_TITLE_EN = "titel groep (en)"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: whether it must be filled in, and what for."""

    field: Field
    meaning: Wording
    is_required: bool = False


COLUMNS = (
    Column(
        Field.NORM,
        Wording(
            "Naam van de norm, ten hoogste 40 tekens. De eerste rij is genoeg.",
            "Name of the norm, at most 40 characters. The first row is enough.",
        ),
        is_required=True,
    ),
    Column(
        Field.EDITION,
        Wording(
            "Editie van de norm, ten hoogste 20 tekens. De eerste rij is genoeg.",
            "Edition of the norm, at most 20 characters. The first row is enough.",
        ),
        is_required=True,
    ),
    Column(
        Field.NUMBER,
        Wording(
            "Nummer van de maatregel, ten hoogste 20 letters, cijfers, punten, streepjes en "
            "haakjes. Elk nummer staat er één keer.",
            "Number of the measure, at most 20 letters, digits, points, dashes and brackets. "
            "Each number stands there once.",
        ),
        is_required=True,
    ),
    Column(Field.TITLE, Wording("Korte titel in het Nederlands.", "Short title in Dutch.")),
    Column(Field.TEXT, Wording("Tekst in het Nederlands.", "Text in Dutch.")),
    Column(
        Field.THEME,
        Wording(
            "Organisatie, Mensen, Fysiek of Technologie, of het cijfer 5, 6, 7 of 8. Leeg: wat "
            "het nummer zegt, of anders Organisatie.",
            "Organisation, People, Physical or Technology, or the digit 5, 6, 7 or 8. Empty: "
            "what the number tells, or else Organisation.",
        ),
    ),
    Column(
        Field.GROUP,
        Wording(
            "Hoofdstuk of familie, als de norm die heeft: een korte naam.",
            "Chapter or family, if the norm has these: a short name.",
        ),
    ),
    Column(
        Field.CONTROL,
        Wording(
            "Nummer van de beheersmaatregel erboven. Leeg: bij 5.20.03 is dat 5.20, anders het "
            "nummer zelf.",
            "Number of the control above it. Empty: for 5.20.03 that is 5.20, else the number "
            "itself.",
        ),
    ),
    Column(
        Field.STATUS,
        Wording(
            "actief, geen, vervallen, verplaatst of zie. Leeg: actief.",
            "actief (active), geen (none), vervallen (withdrawn), verplaatst (moved) or zie "
            "(see). Empty: active.",
        ),
    ),
    Column(
        Field.TARGET,
        Wording(
            "Het nummer waarheen dit is verplaatst, of dat men moet zien.",
            "The number this moved to, or that one must see.",
        ),
    ),
    Column(
        Field.CATEGORIES,
        Wording(
            "basishygiëne, ketenhygiëne, overheidsrisico; meer dan één met een komma ertussen.",
            "basishygiëne (basic hygiene), ketenhygiëne (chain hygiene), overheidsrisico "
            "(government risk); more than one with a comma between.",
        ),
    ),
    Column(Field.TITLE_EN, Wording("Korte titel in het Engels.", "Short title in English.")),
    Column(Field.TEXT_EN, Wording("Tekst in het Engels.", "Text in English.")),
    Column(
        Field.CONTROL_TITLE,
        Wording(
            "Titel van de beheersmaatregel; één keer is genoeg.",
            "Title of the control; once is enough.",
        ),
    ),
    Column(
        Field.CONTROL_TITLE_EN,
        Wording("Die titel in het Engels.", "That title in English."),
    ),
    Column(
        Field.GROUP_TITLE,
        Wording("Titel van de groep; één keer is genoeg.", "Title of the group; once is enough."),
    ),
    Column(Field.GROUP_TITLE_EN, Wording("Die titel in het Engels.", "That title in English.")),
)

STATUSES = {
    MeasureStatus.ACTIVE: "actief",
    MeasureStatus.NONE: "geen",
    MeasureStatus.WITHDRAWN: "vervallen",
    MeasureStatus.MOVED: "verplaatst",
    MeasureStatus.SEE: "zie",
}

# A program for sheets takes a text that begins so for a formula; an apostrophe in front stops it.
_LIKE_A_FORMULA = re.compile("'*[=+\\-@＝＋－＠]")


def disarmed(text: str) -> str:
    """Give a text as it may stand in CSV without becoming a formula."""
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def rearmed(cell: str) -> str:
    """Give the text that was disarmed."""
    is_disarmed = cell.startswith("'") and _LIKE_A_FORMULA.match(cell)
    return cell[1:] if is_disarmed else cell
