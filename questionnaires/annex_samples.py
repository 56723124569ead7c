"""This file gives a small content of each kind of document, to try a template with.

Everything that can be in a content is in its sample, so that a sample also says what a template
may ask for.
"""

from collections.abc import Callable
from typing import Any

from questionnaires.annexes import AnnexKind
from questionnaires.annexes.labels import labels
from questionnaires.wording import Language

_Say = Callable[[str, str], str]
_DIGEST = "5f2c" * 16
_EARLIER = "91ab" * 16


def sample(kind: str, language: str) -> dict[str, Any]:
    """The sample of a kind of document in one language."""
    say = _nl if language == "nl" else _en
    return {
        "kind": kind,
        "language": "en-GB" if language == "en" else "nl-NL",
        "labels": labels(AnnexKind(kind), Language(language), _ABOUT.get(AnnexKind(kind), "")),
        "procurement": {
            "reference": "IT-2026-014",
            "title": say("Zaaksysteem R&D <proef>", "Case system R&D <trial>"),
            "buyer": say("Gemeente Voorbeeld", "Municipality of Example"),
        },
        "revision": "2",
        "catalogue": "BIO2 1.3",
        "published": "2026-03-02 09:15 UTC",
        "digest": _DIGEST,
        **_OWN[AnnexKind(kind)](say),
    }


def _nl(nl: str, _: str) -> str:
    return nl


def _en(_: str, en: str) -> str:
    return en


def _contract_annex(say: _Say) -> dict[str, Any]:
    return {
        "rank": say(
            "Bij tegenstrijdigheid gaat deze bijlage voor.",
            "Where they differ, this annex prevails.",
        ),
        "clauses": [
            {
                "number": "1",
                "title": say("Jaarlijks bewijs", "Yearly proof"),
                "text": say(
                    "De leverancier laat elk jaar zien dat de maatregelen werken.",
                    "The supplier shows every year that the measures work.",
                ),
                "source": "BIO2 5.20.03",
            },
            {
                "number": "2",
                "title": say("Einde van de opdracht", "End of the assignment"),
                "text": say(
                    "De leverancier geeft alle gegevens terug en wist ze daarna.",
                    "The supplier returns all data and then destroys them.",
                ),
                "source": "BIO2 5.20.01",
            },
        ],
        "themes": _themes(say),
    }


def _programme(say: _Say) -> dict[str, Any]:
    return {
        **_in_time(say),
        "introduction": [
            say("Dit programma hoort bij de aanvraag.", "This is part of the request.")
        ],
        "scoring": [
            say(
                "Punten zijn gewicht maal score: 10 x 60 % = 6.",
                "Points are weight times score: 10 x 60 % = 6.",
            )
        ],
        "scale": [
            {"fraction": "0 %", "label": say("geen antwoord", "no answer")},
            {"fraction": "100 %", "label": say("volledig", "complete")},
        ],
        "themes": _themes(say),
    }


def _questionnaire(say: _Say) -> dict[str, Any]:
    themes = _themes(say)
    for theme in themes:
        for requirement in theme["requirements"]:
            requirement["questions"] = _questions(requirement["identifier"], say)
    return {**_in_time(say), "themes": themes}


def _in_time(say: _Say) -> dict[str, str]:
    return {
        "deadline": say("12 mei 2026 om 14:00 uur", "12 May 2026 at 14:00"),
        "ask_by": say("25 april 2026 om 14:00 uur", "25 April 2026 at 14:00"),
    }


def _questions(identifier: str, say: _Say) -> list[dict[str, Any]]:
    return [
        {
            "item": f"{identifier}.q1",
            "text": say("Hoe vaak controleert u dit?", "How often do you check this?"),
            "guidance": say("Tel het afgelopen jaar.", "Count the past year."),
            "kind": say("Eén keuze", "One choice"),
            "options": [say("elke maand", "every month"), say("elk jaar", "every year")],
        }
    ]


def _applicability(say: _Say) -> dict[str, Any]:
    return {
        "profile": [
            {"question": say("Wat koopt u?", "What do you buy?"), "answer": say("Cloud", "Cloud")}
        ],
        "rows": [
            {
                "number": "5.20.03",
                "title": say("Bewijs van beveiliging", "Proof of security"),
                "applicable": say("Ja", "Yes"),
                "reason": say("Hoort bij cloud.", "Goes with cloud."),
                "requirement": "BIO2-5.20.03",
            },
            {
                "number": "7.04.01",
                "title": say("Toezicht op het terrein", "Watch over the grounds"),
                "applicable": say("Nee", "No"),
                "reason": say("Er is geen terrein.", "There are no grounds."),
                "requirement": "",
            },
        ],
        "exceptions": [
            {
                "number": "8.08.01",
                "title": say("Kwetsbaarheden", "Vulnerabilities"),
                "what": say("Weggelaten", "Left out"),
                "reason": say("De dienst draait bij ons.", "The service runs with us."),
            }
        ],
    }


def _change_annex(say: _Say) -> dict[str, Any]:
    before = say("Binnen 5 dagen.", "Within 5 days.")
    after = say("Binnen 2 dagen.", "Within 2 days.")
    return {
        "earlier": {"revision": "1", "digest": _EARLIER, "published": "2026-02-01 10:00 UTC"},
        "reason": say("Een vraag van een leverancier.", "A question of a supplier."),
        "changes": [
            {
                "identifier": "BIO2-8.08.01",
                "title": say("Kwetsbaarheden", "Vulnerabilities"),
                "what": say("Gewijzigd", "Changed"),
                "fields": [
                    {
                        "label": say("Eis", "Requirement"),
                        "before": before,
                        "after": after,
                        "pieces": [
                            {"mark": "kept", "text": before[:7]},
                            {"mark": "removed", "text": "5"},
                            {"mark": "added", "text": "2"},
                            {"mark": "kept", "text": before[8:]},
                        ],
                    }
                ],
            }
        ],
    }


def _clarifications(say: _Say) -> dict[str, Any]:
    return {
        "notas": [
            {
                "number": "1",
                "published": "2026-03-02 09:15 UTC",
                "revision": "2",
                "digest": _DIGEST,
                "clarifications": [
                    {
                        "number": "1.1",
                        "requirement": "BIO2-5.20.03",
                        "title": say("Bewijs van beveiliging", "Proof of security"),
                        "question": say("Mag dit in het Engels?", "May this be in English?"),
                        "answer": say("Ja, dat mag & kan.", "Yes, it may & can."),
                    },
                    {
                        "number": "1.2",
                        "requirement": "",
                        "title": "",
                        "question": "",
                        "answer": say(
                            "De begindatum is 1 juli.\nDe einddatum blijft gelijk.",
                            "The starting date is 1 July.\nThe end date stays the same.",
                        ),
                    },
                ],
            }
        ]
    }


def _themes(say: _Say) -> list[dict[str, Any]]:
    return [
        {
            "title": say("Organisatie", "Organisation"),
            "requirements": [
                _requirement(
                    "BIO2-5.20.03", say("Bewijs van beveiliging", "Proof of security"), say
                ),
                _requirement("BIO2-5.21.01", say("Onderaannemers", "Sub-suppliers"), say),
            ],
        },
        {
            "title": say("Technologie", "Technology"),
            "requirements": [
                _requirement("BIO2-8.08.01", say("Kwetsbaarheden", "Vulnerabilities"), say)
            ],
        },
    ]


def _requirement(identifier: str, title: str, say: _Say) -> dict[str, Any]:
    subject = title.lower()
    return {
        "identifier": identifier,
        "reference": identifier.replace("-", " 1.3, "),
        "title": title,
        "text": say(
            f"De leverancier regelt {subject} & toont dat aan.",
            f"The supplier arranges {subject} & shows so.",
        ),
        "guidance": say(f"Beschrijf {subject} kort.", f"Describe {subject} briefly."),
        "kind": say("Wens", "Scored"),
        "weight": "10,00",
        "proof": [
            {"level": say("Opzet", "Design"), "text": say("Het beleid.", "The policy.")},
            {"level": say("Werking", "Operation"), "text": say("Een verslag.", "A report.")},
        ],
        "evidence": say("Voeg een bestand toe.", "Attach a file."),
        "equivalence": say("Vervangt A.5 van NEN 7510.", "Replaces A.5 of NEN 7510."),
    }


_OWN = {
    AnnexKind.CONTRACT_ANNEX: _contract_annex,
    AnnexKind.PROGRAMME: _programme,
    AnnexKind.APPLICABILITY: _applicability,
    AnnexKind.QUESTIONNAIRE: _questionnaire,
    AnnexKind.CHANGE_ANNEX: _change_annex,
    AnnexKind.CLARIFICATIONS: _clarifications,
}
_ABOUT = {AnnexKind.CLARIFICATIONS: "1"}
