"""This file prepares what the pages of an import show: the limits, and what a file would bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from flask_babel import gettext

from questionnaires.catalogue import Catalogue, Measure, MeasureStatus
from questionnaires.interchange import markdown_text, reading, yaml_text
from questionnaires.interchange.reading import Reading
from questionnaires.wording import Wording
from supplier_portal.web.names import name_of

KINDS = ".md, .json, .xlsx, .csv, .yaml"
_MOST_WARNINGS = 50
_SAMPLE = 5
_SAMPLE_LENGTH = 300
LIMITS: Mapping[str, int] = {
    "file": reading.MAXIMUM_FILE_MEGABYTES,
    "yaml": yaml_text.MAXIMUM_YAML_MEGABYTES,
    "markdown": markdown_text.MAXIMUM_MEBIBYTES,
    "measures": reading.MAXIMUM_MEASURES,
    "text": reading.MAXIMUM_TEXT,
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file would bring in: how much of what, the first measures, and what is odd."""

    catalogue: Catalogue
    counts: Sequence[tuple[str, int]]
    sample: Sequence[Measure]
    warnings: Sequence[str]
    more_warnings: int


def brought(found: Reading) -> Brought:
    """Prepare what was read from a file."""
    shown = [warning.told(gettext) for warning in found.warnings[:_MOST_WARNINGS]]
    return Brought(
        catalogue=found.catalogue,
        counts=_counts(found.catalogue),
        sample=[_shortened(measure) for measure in found.catalogue.measures[:_SAMPLE]],
        warnings=shown,
        more_warnings=len(found.warnings) - len(shown),
    )


def _counts(catalogue: Catalogue) -> list[tuple[str, int]]:
    numbers = [
        (gettext("Measure numbers: %(status)s", status=name_of(status)), catalogue.count(status))
        for status in MeasureStatus
    ]
    categorised = sum(bool(measure.categories) for measure in catalogue.measures)
    return [
        (gettext("Groups"), len(catalogue.groups)),
        (gettext("Controls"), len(catalogue.controls)),
        (gettext("Measure numbers"), len(catalogue.measures)),
        *numbers,
        (gettext("Measure numbers with a category"), categorised),
    ]


def _shortened(measure: Measure) -> Measure:
    return replace(measure, text=Wording(_short(measure.text.nl), _short(measure.text.en)))


def _short(text: str) -> str:
    return shorten(text, _SAMPLE_LENGTH, placeholder="…")
