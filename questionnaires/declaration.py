"""This file holds what a supplier declares with its response, in versions that never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from questionnaires.wording import Wording

VERSION = "1"
TEXTS: Mapping[str, Wording] = {
    "1": Wording(
        "Ik verklaar namens de leverancier dat deze antwoorden en bewijsstukken waar en volledig "
        "zijn, en dat ik bevoegd ben om de leverancier hiermee te binden.",
        "I declare on behalf of the supplier that these answers and files are true and complete, "
        "and that I am authorised to bind the supplier with them.",
    ),
}
"""By version: a response names the one that was signed. Another text is a next version."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who declared what, when: ``signer`` is the name as typed, ``account`` who was signed in."""

    signer: str
    account: str
    declared_at: datetime
    version: str = VERSION

    @property
    def text(self) -> Wording:
        """What was declared; empty for a version from a later service."""
        return TEXTS.get(self.version, Wording())
