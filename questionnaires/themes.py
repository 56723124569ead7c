"""This file says what the four themes are called in documents and on sheets."""

from questionnaires.catalogue import Theme
from questionnaires.wording import Wording

THEMES = {
    Theme.ORGANISATIONAL: Wording("Organisatie", "Organisation"),
    Theme.PEOPLE: Wording("Mensen", "People"),
    Theme.PHYSICAL: Wording("Fysieke beveiliging", "Physical security"),
    Theme.TECHNOLOGICAL: Wording("Technologie", "Technology"),
}
