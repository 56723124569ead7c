"""This file has a content of each kind of document, small, with every part filled in."""

from copy import deepcopy

KINDS = (
    "contract_annex",
    "programme",
    "questionnaire",
    "applicability",
    "change_annex",
    "clarifications",
)
_NAMES = """
added after answer applicable ask_by before buyer catalogue change changes clarifications clauses
content_hash contents continued deadline difference digest earlier earlier_digest
earlier_published equivalence evidence exceptions fraction from_buyer general grade guidance
introduction item kind no_changes no_exceptions nota number of options page procurement profile
proof published question questions rank reason reference removed requirement requirements revision
rows scale scoring source text theme title value weight what
""".split()  # noqa: SIM905 - sixty words are easier to read without quotes
LABELS = {
    "heading": "Bijlage beveiligingseisen",
    "note": "Deze bijlage hoort bij de overeenkomst.",
    **{name: name.replace("_", " ").capitalize() for name in _NAMES},
}
_QUESTION = {
    "item": "BIO2-5.20.03.q1",
    "text": "Hoe toont u dit aan?",
    "guidance": "Noem het rapport.",
    "kind": "Meerkeuze",
    "options": ["Met een rapport", "Met een certificaat", "Niet"],
}
_REQUIREMENT = {
    "identifier": "BIO2-5.20.03",
    "reference": "BIO2 1.3, 5.20.03",
    "title": "Aantonen van de werking",
    "text": "De leverancier toont elk jaar aan dat a < b & c > d.\nTweede regel met “aanhaling”.",
    "guidance": "Een rapport van een onafhankelijke partij volstaat.",
    "kind": "Wens",
    "weight": "7,50",
    "proof": [
        {"level": "Opzet", "text": "Een beschrijving."},
        {"level": "Werking", "text": "Een rapport over een jaar."},
    ],
    "evidence": "Lever een bestand aan.",
    "equivalence": "Of gelijkwaardig.",
}
_BARE = {
    "identifier": "BIO2-5.21.01",
    "reference": "BIO2 1.3, 5.21.01",
    "title": "Onderleveranciers",
    "text": "=1+1 is geen formule, en #set is geen opdracht; {{ 7*7 }} blijft staan.",
    "guidance": "",
    "kind": "Eis",
    "weight": "",
    "proof": [],
    "evidence": "",
    "equivalence": "",
}
_PROFILE = [{"question": "Gaat er staatsgeheim doorheen?", "answer": "Nee"}]
_PIECES = [
    {"mark": "kept", "text": "Elk"},
    {"mark": "removed", "text": " jaar"},
    {"mark": "added", "text": " kwartaal"},
    {"mark": "kept", "text": " een rapport."},
]


def content_of(kind: str) -> dict:
    """Give a content of this kind that a test may change."""
    return deepcopy(_common(kind) | _PARTS[kind]())


def _common(kind):
    return {
        "kind": kind,
        "language": "nl-NL",
        "labels": LABELS,
        "procurement": {
            "reference": "INK-2026-07",
            "title": "Zaaksysteem",
            "buyer": "Gemeente Voorbeeld",
        },
        "revision": "2",
        "catalogue": "BIO2 1.3",
        "published": "maandag 23 november 2026 12:00 (CET, Europe/Amsterdam)",
        "digest": "0123456789abcdef" * 4,
    }


def _themes(*, with_questions=False):
    extra = {"questions": [_QUESTION]} if with_questions else {}
    return [
        {"title": "Organisatie", "requirements": [_REQUIREMENT | extra]},
        {"title": "Technologie", "requirements": [_BARE | ({"questions": []} if extra else {})]},
    ]


def _contract_annex():
    return {
        "rank": "Deze bijlage gaat voor op de algemene voorwaarden.",
        "clauses": [
            {
                "number": "1",
                "title": "Toetsing",
                "text": "De opdrachtgever mag toetsen.",
                "source": "BIO2 5.20.03",
            }
        ],
        "themes": _themes(),
    }


def _programme():
    return {
        "deadline": "2026-12-24 12:00 (Europe/Amsterdam)",
        "ask_by": "2026-12-07 12:00 (Europe/Amsterdam)",
        "introduction": ["Dit is het programma van eisen.", "Lees het goed."],
        "scoring": ["Punten zijn gewicht maal deel."],
        "scale": [
            {"fraction": "0 %", "label": "Niet"},
            {"fraction": "100 %", "label": "Helemaal"},
        ],
        "themes": _themes(),
    }


def _questionnaire():
    return {
        "deadline": "2026-12-24 12:00 (Europe/Amsterdam)",
        "ask_by": "2026-12-07 12:00 (Europe/Amsterdam)",
        "themes": _themes(with_questions=True),
    }


def _applicability():
    return {
        "profile": _PROFILE,
        "rows": [
            {
                "number": "5.20.03",
                "title": "Aantonen van de werking",
                "applicable": "Ja",
                "reason": "Volgt uit het risicoprofiel.",
                "requirement": "BIO2-5.20.03",
            },
            {
                "number": "7.01.01",
                "title": "Zonering",
                "applicable": "Nee",
                "reason": "Er wordt niets op locatie gedaan.",
                "requirement": "",
            },
        ],
        "exceptions": [
            {
                "number": "5.22.01",
                "title": "Jaarlijkse beoordeling",
                "what": "Weggelaten",
                "reason": "De overeenkomst duurt drie maanden.",
            }
        ],
    }


def _change_annex():
    return {
        "earlier": {"revision": "1", "digest": "f" * 64, "published": "2026-11-01 09:00 UTC"},
        "reason": "Naar aanleiding van de nota van inlichtingen.",
        "changes": [
            {
                "identifier": "BIO2-5.20.03",
                "title": "Aantonen van de werking",
                "what": "Gewijzigd",
                "fields": [
                    {
                        "label": "Tekst",
                        "before": "Elk jaar een rapport.",
                        "after": "Elk kwartaal een rapport.",
                        "pieces": _PIECES,
                    }
                ],
            },
            {
                "identifier": "BIO2-5.21.01",
                "title": "Onderleveranciers",
                "what": "Vervallen",
                "fields": [],
            },
        ],
    }


def _clarifications():
    moment = "maandag 23 november 2026 12:00 (CET, Europe/Amsterdam)"
    return {
        "notas": [
            {
                "number": "1",
                "published": moment,
                "revision": "1",
                "digest": "e" * 64,
                "clarifications": [
                    {
                        "number": "1.1",
                        "requirement": "",
                        "title": "",
                        "question": "Mag het ook in het Engels?\nEn in het Fries?",
                        "answer": "Ja, a < b & c > d mag ook.",
                    },
                    {
                        "number": "1.2",
                        "requirement": "BIO2-5.20.03",
                        "title": "Aantonen van de werking",
                        "question": "Hoe vaak?",
                        "answer": "Elk jaar.",
                    },
                ],
            },
            {
                "number": "2",
                "published": moment,
                "revision": "2",
                "digest": "0123456789abcdef" * 4,
                "clarifications": [
                    {
                        "number": "2.1",
                        "requirement": "",
                        "title": "",
                        "question": "",
                        "answer": "De begindatum is 1 juli.",
                    }
                ],
            },
        ],
    }


_PARTS = {
    "contract_annex": _contract_annex,
    "programme": _programme,
    "questionnaire": _questionnaire,
    "applicability": _applicability,
    "change_annex": _change_annex,
    "clarifications": _clarifications,
}
