"""This file lays out the content of an annex as sheets: one requirement, row or change a line.

A cell keeps the texts it was made of beside what it says, so that a text that got no cell is seen.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.annexes import AnnexContent

_NARROW, _MIDDLE, _WIDE = 16, 28, 60
_WIDTHS = {
    **dict.fromkeys(
        ("text", "guidance", "before", "after", "difference", "value", "question", "answer"), _WIDE
    ),
    **dict.fromkeys(("proof", "reason", "evidence", "equivalence", "options", "digest"), _WIDE),
    **dict.fromkeys(("title", "theme", "item", "what", "source", "published"), _MIDDLE),
}
_CHOICES = {"kind", "applicable"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and the texts of the content that it was made of."""

    text: str
    made_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its heading; of one with a choice only what is in it may be chosen."""

    heading: str
    width: int
    has_choice: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(content: AnnexContent) -> list[Sheet]:
    """Lay out a content: its particulars first, then what this kind of document has."""
    laid_out = _LAYOUTS[content["kind"]]
    return [_particulars(content), *laid_out(content)]


def _particulars(content: AnnexContent) -> Sheet:
    labels, procurement = content["labels"], content["procurement"]
    earlier = content.get("earlier", {})
    lines = [
        ("procurement", procurement["title"]),
        ("reference", procurement["reference"]),
        ("buyer", procurement["buyer"]),
        *((name, content[name]) for name in ("revision", "catalogue", "published", "digest")),
        *((name, content.get(name, "")) for name in ("deadline", "ask_by", "reason", "rank")),
        ("earlier", earlier.get("revision", "")),
        ("earlier_published", earlier.get("published", "")),
        ("earlier_digest", earlier.get("digest", "")),
        *(("introduction", text) for text in content.get("introduction", ())),
        *(("scoring", text) for text in content.get("scoring", ())),
    ]
    rows = [{"item": _fixed(labels[name]), "value": text} for name, text in lines if text]
    return _sheet(labels, "contents", ("item", "value"), rows)


def _contract_annex(content: AnnexContent) -> list[Sheet]:
    labels = content["labels"]
    clauses = _sheet(labels, "clauses", ("number", "title", "text", "source"), content["clauses"])
    return [clauses, _requirements(content)]


def _programme(content: AnnexContent) -> list[Sheet]:
    scale = [{"fraction": grade["fraction"], "grade": grade["label"]} for grade in content["scale"]]
    return [
        _requirements(content),
        _sheet(content["labels"], "scale", ("fraction", "grade"), scale),
    ]


def _questionnaire(content: AnnexContent) -> list[Sheet]:
    questions = [
        {
            "number": question["item"],
            "question": question["text"],
            "guidance": question["guidance"],
            "kind": question["kind"],
            "options": _lines(question["options"]),
        }
        for theme in content["themes"]
        for requirement in theme["requirements"]
        for question in requirement["questions"]
    ]
    columns = ("number", "question", "guidance", "kind", "options")
    return [_requirements(content), _sheet(content["labels"], "questions", columns, questions)]


def _applicability(content: AnnexContent) -> list[Sheet]:
    labels = content["labels"]
    columns = ("number", "title", "applicable", "reason", "requirement")
    return [
        _sheet(labels, "profile", ("question", "answer"), content["profile"]),
        _sheet(labels, "rows", columns, content["rows"]),
        _sheet(labels, "exceptions", ("number", "title", "what", "reason"), content["exceptions"]),
    ]


def _change_annex(content: AnnexContent) -> list[Sheet]:
    labels = content["labels"]
    rows = []
    for change in content["changes"]:
        what = {"number": change["identifier"], "title": change["title"], "what": change["what"]}
        fields = [
            {
                "change": field["label"],
                "before": field["before"],
                "after": field["after"],
                "difference": _difference(labels, field["pieces"]),
            }
            for field in change["fields"]
        ]
        first, *others = fields or [{}]
        # The requirement is named on each of its lines, so that a filter finds them all.
        named = {name: _fixed(text) for name, text in what.items()}
        rows += [what | first, *(named | other for other in others)]
    columns = ("number", "title", "what", "change", "before", "after", "difference")
    return [_sheet(labels, "changes", columns, rows)]


def _clarifications(content: AnnexContent) -> list[Sheet]:
    labels, notas = content["labels"], content["notas"]
    told = [item for nota in notas for item in nota["clarifications"]]
    about = {"requirement": "", "title": _fixed(labels["general"])}
    rows = [item if item["requirement"] else item | about for item in told]
    columns = ("number", "requirement", "title", "question", "answer")
    listed = [nota | {"nota": nota["number"]} for nota in notas]
    return [
        _sheet(labels, "clarifications", columns, rows),
        _sheet(labels, "nota", ("nota", "published", "revision", "digest"), listed),
    ]


_LAYOUTS: Mapping[str, Callable[[AnnexContent], list[Sheet]]] = {
    "contract_annex": _contract_annex,
    "programme": _programme,
    "questionnaire": _questionnaire,
    "applicability": _applicability,
    "change_annex": _change_annex,
    "clarifications": _clarifications,
}


def _requirements(content: AnnexContent) -> Sheet:
    rows = []
    for theme in content["themes"]:
        for place, requirement in enumerate(theme["requirements"]):
            rows.append(
                requirement
                | {
                    "number": requirement["identifier"],
                    "theme": theme["title"] if place == 0 else _fixed(theme["title"]),
                    "proof": _proof(requirement["proof"]),
                }
            )
    columns = ("theme", "number", "reference", "title", "text", "guidance")
    judged = ("kind", "weight", "proof", "evidence", "equivalence")
    return _sheet(content["labels"], "requirements", (*columns, *judged), rows)


def _sheet(
    labels: Mapping[str, str],
    name: str,
    keys: Iterable[str],
    rows: Iterable[Mapping[str, Any]],
) -> Sheet:
    columns = tuple(
        Column(labels[key], _WIDTHS.get(key, _NARROW), has_choice=key in _CHOICES) for key in keys
    )
    cells = tuple(tuple(_cell(row.get(key, "")) for key in keys) for row in rows)
    return Sheet(labels[name], columns, cells)


def _cell(value: str | Cell) -> Cell:
    return value if isinstance(value, Cell) else Cell(value, (value,))


def _fixed(text: str) -> Cell:
    """A cell that says a text once more, or one of our own."""
    return Cell(text, ())


def _lines(texts: Iterable[str]) -> Cell:
    return Cell("\n".join(texts), tuple(texts))


def _proof(proofs: Iterable[Mapping[str, str]]) -> Cell:
    return Cell(
        "\n".join(f"{proof['level']}: {proof['text']}" for proof in proofs),
        tuple(text for proof in proofs for text in (proof["level"], proof["text"])),
    )


def _difference(labels: Mapping[str, str], pieces: Iterable[Mapping[str, str]]) -> Cell:
    said = (
        piece["text"] if piece["mark"] == "kept" else f"[{labels[piece['mark']]}:{piece['text']}]"
        for piece in pieces
    )
    return Cell("".join(said), tuple(piece["text"] for piece in pieces))
