"""This file makes honest catalogue files of each kind, for hostile ones to be made from."""

import copy
import json
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import yaml
from factories.catalogues import control, oscal
from factories.workbooks import shared, workbook

from questionnaires import knowledge
from questionnaires.catalogue import (
    Catalogue,
    Category,
    Control,
    Group,
    Measure,
    MeasureStatus,
    Source,
    Theme,
)
from questionnaires.interchange import spreadsheet_writing
from questionnaires.wording import Wording

NORMS = Path(__file__).parents[2].parent / "shared" / "norms"
_ABOUT_FILE = "docProps/core.xml"  # holds the moment of writing

MARKDOWN = """\
---
title: Maatregelen
versie: BIO2 v1.4
---
> [!NOTE]
> BIO2 versie 1.4 vervangt 1.3.

!!! warning "Let op"
    Dit is een voorbeeld.

# Deel 2
## 5.01.01
Het **beleid** staat in een [stuk](https://x.example/a_(b)).<br><br>
Het _bestuur_ stelt het vast:
- elk jaar;
- na een *incident*.

Draagt bij aan: basishygiëne, ketenhygiëne
## 5.01.02
Geen overheidsmaatregel.
## 5.02.01
Verplaatst naar 5.01.01.
## 6.03.01
Vervallen.
## 7.04.01
1. Eén.  
2. Twee – drie.<br/>**Draagt bij aan:** OVERHEIDSRISICO
## 8.05.01
Zie overheidsmaatregel 8.09.09
"""  # noqa: W291 - two spaces at the end of a line are a line break in Markdown


def _part(name, prose="", *parts, **more):
    return {"id": f"p-{name}", "name": name, "prose": prose, "parts": list(parts), **more}


OSCAL = oscal(
    control("zz-1", title="Los"),
    groups=[
        {
            "id": "org",
            "title": "Organisation",
            "props": [{"name": "label", "value": "O"}],
            "groups": [
                {
                    "title": "Beleid",
                    "controls": [
                        control(
                            "ac-1",
                            params=[
                                {"id": "ac-1_p1", "values": ["a year", "a month"]},
                                {"id": "ac-1_p2", "label": "people"},
                                {
                                    "id": "ac-1_p3",
                                    "select": {"choice": ["{{ insert: param, ac-1_p2 }}", "no"]},
                                },
                            ],
                            parts=[
                                _part(
                                    "statement",
                                    "Every {{ insert: param, ac-1_p1 }} [all](#x):",
                                    _part("item", "look;", props=[{"name": "label", "value": "a"}]),
                                    _part("item", "tell {{ insert: param, ac-1_p3 }}."),
                                ),
                                _part("guidance", "Think.\n\nThen act."),
                                _part("assessment-method", "Ask."),
                            ],
                            controls=[
                                control(
                                    "ac-1.1",
                                    props=[{"name": "sort-id", "value": "ac-01.01"}],
                                    links=[{"href": "#ac-1", "rel": "related"}],
                                )
                            ],
                        )
                    ],
                }
            ],
            "controls": [
                control(
                    "ac-2",
                    props=[{"name": "status", "value": "withdrawn"}],
                    links=[
                        {"href": "#ac-1", "rel": "moved-to"},
                        {"href": "#gone", "rel": "incorporated-into"},
                    ],
                )
            ],
        }
    ],
    params=[{"id": "all", "label": "all", "props": [{"name": "x", "value": "y"}]}],
    metadata={
        "props": [{"name": "language", "value": "nl"}],
        "links": [{"href": "https://x.example", "rel": "canonical"}],
        "roles": [{"id": "r", "title": "R"}],
    },
    **{"back-matter": {"resources": [{"uuid": "u", "title": "Stuk"}]}},
)

LIBRARY = {
    "urn": "urn:x:library:norm",
    "locale": "nl",
    "ref_id": "norm",
    "name": "Eigen norm (v2.1)",
    "version": 7,
    "objects": {
        "framework": {
            "urn": "urn:x:framework:norm",
            "ref_id": "Norm",
            "name": "Eigen norm",
            "description": "Versie 2.3 van onze norm",
            "requirement_nodes": [
                {
                    "urn": "urn:x:node:m",
                    "assessable": False,
                    "ref_id": "M",
                    "name": "Mensen",
                    "translations": {"en": {"name": "People"}},
                },
                {
                    "urn": "urn:x:node:m1",
                    "parent_urn": "urn:x:node:m",
                    "assessable": False,
                    "ref_id": "M.1",
                    "name": "Toegang",
                },
                {
                    "urn": "urn:x:node:m11",
                    "parent_urn": "urn:x:node:m1",
                    "assessable": True,
                    "ref_id": "M.1.1",
                    "name": "Sleutels",
                    "description": "Wie gaat, geeft de sleutel terug.\nOok van de fiets.",
                    "annotation": "Elke dag.",
                    "implementation_groups": ["ketenhygiëne", "IG1"],
                    "translations": {"en": {"description": "Return the key.", "name": "Keys"}},
                },
                {"urn": "urn:x:node:5.10.01", "assessable": True, "description": "Los."},
            ],
        }
    },
}


def _wording(text):
    return Wording(text, f"{text} (en)")


SMALL = Catalogue(
    norm="Eigen norm",
    edition="1.10",
    source=Source.OFFICIAL,
    groups=(Group("g1", _wording("Groep")),),
    controls=(
        Control("AC-1", _wording("Toegang"), "g1", Theme.PEOPLE),
        Control("5.20", _wording("Inkoop"), "g1"),
    ),
    measures=(
        Measure(
            number="AC-1.a",
            status=MeasureStatus.ACTIVE,
            title=_wording("Sleutel"),
            text=_wording("=1+1 is geen som;\nmaar een “tekst”."),
            categories=frozenset(Category),
            control_number="AC-1",
            explicit_theme=Theme.PEOPLE,
        ),
        Measure("5.20.01", MeasureStatus.MOVED, _wording("Weg"), target="5.20.02"),
        Measure("5.20.02", MeasureStatus.ACTIVE, _wording("Hier"), _wording("Tekst")),
    ),
)


@cache
def markdown_files() -> tuple[bytes, ...]:
    """Own Markdown, then the published editions where these are at hand."""
    published = sorted(NORMS.glob("bio2-*.md"))
    return (MARKDOWN.encode(), *(file.read_bytes() for file in published))


@cache
def csv_files() -> tuple[bytes, ...]:
    """A small sheet as CSV, then one as large as the BIO2."""
    large = knowledge.load().catalogue()
    return tuple(map(spreadsheet_writing.to_csv, (SMALL, large)))


@cache
def workbooks() -> tuple[dict[str, bytes], ...]:
    """Workbooks by their parts: three small ones, then one as large as the BIO2."""
    written = (
        spreadsheet_writing.to_xlsx(SMALL),
        shared(workbook()),
        spreadsheet_writing.template(),
        spreadsheet_writing.to_xlsx(knowledge.load().catalogue()),
    )
    return tuple(map(_parts_of, written))


def oscal_tree() -> dict:
    """An OSCAL catalogue as plain data that may be spoiled."""
    return copy.deepcopy(OSCAL)


def library_tree() -> dict:
    """A library of CISO Assistant likewise."""
    return copy.deepcopy(LIBRARY)


def as_yaml(tree) -> str:
    """A tree in YAML, written as people do."""
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def as_flow(tree) -> str:
    """A tree in JSON, which is YAML as well."""
    return json.dumps(tree)


def _parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != _ABOUT_FILE}
