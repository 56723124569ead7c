"""This file lets hypothesis think up catalogues of any norm, and spoil the files they are in."""

import json
from itertools import count

from hypothesis import strategies as st

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
from questionnaires.errors import UnreadableFileError
from questionnaires.wording import Wording

_SIGNS = st.sampled_from(
    [*"abz AZ09=+-@'\"＝;,\t\n<>&_é€Ω漢\u00ad\u200b🙂", "=1+1", "_x0041_", "''="]
)
_LINES = st.lists(_SIGNS, max_size=12).map("".join).map(str.strip)
_NAMES = st.text("abcXYZ =+@;,'é", min_size=1, max_size=15).map(str.strip).filter(bool)


def wordings(texts=_LINES):
    return st.builds(Wording, texts, texts)


@st.composite
def catalogues(draw):
    """A catalogue as a sheet can hold it: groups, controls and measures in one order."""
    numbers = map("{:02}".format, count(1))
    groups = [Group(f"g{n}", draw(wordings())) for n in range(draw(st.integers(0, 2)))]
    controls, measures = [], []
    for group in groups or [None]:
        for _ in range(draw(st.integers(1, 2))):
            number = draw(st.sampled_from(["5.{}", "AC-{}", "A({})"])).format(next(numbers))
            theme = draw(st.none() | st.sampled_from(Theme))
            key = group and group.key
            controls.append(Control(number, draw(wordings()), key, theme))
            ranks = range(1, draw(st.integers(1, 3)) + 1)
            measures += [draw(_measures(f"{number}.{rank:02}", number, theme)) for rank in ranks]
    return Catalogue(
        norm=" ".join(draw(_NAMES).split()) or "N",
        edition=" ".join(draw(_NAMES).split()) or "1",
        source=Source.OFFICIAL,
        controls=tuple(controls),
        measures=tuple(measures),
        groups=tuple(groups),
    )


def _measures(number, control, theme):
    return st.builds(
        Measure,
        number=st.just(number),
        status=st.sampled_from(MeasureStatus),
        title=wordings(),
        text=wordings(),
        categories=st.frozensets(st.sampled_from(Category)),
        target=st.none() | st.just("5.01.01"),
        control_number=st.just(None if control.startswith("5.") else control),
        explicit_theme=st.just(theme),
    )


@st.composite
def spoiled(draw, content: bytes, pieces: tuple[bytes, ...] = ()):
    """The bytes of a file with a few of them changed, doubled, taken away or put in between."""
    spoilt = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(spoilt)))
        length = draw(st.integers(0, 40))
        put = draw(st.binary(max_size=6) | st.sampled_from([b"", *pieces]))
        kept = bytes(spoilt[start : start + length]) if draw(st.booleans()) else b""
        spoilt[start : start + length] = kept + put + kept
    return bytes(spoilt)


def refused_or_read(read, content: bytes):
    """Read a file; nothing may happen but a reading or a refusal with its words."""
    try:
        reading = read(content)
    except UnreadableFileError as error:
        refusal, said = error, [str(error)]
    else:
        refusal, said = None, [str(warning) for warning in reading.warnings]
        assert reading.catalogue.measures
    assert [text for text in said if not text or "%(" in text] == []
    assert all(text.encode() for text in said)
    return refusal or reading


def oscal(*controls, groups=(), metadata=None, **more) -> dict:
    """An OSCAL catalogue in JSON with as little as must be."""
    about = {
        "title": "Norm",
        "version": "1",
        "oscal-version": "1.1.3",
        "last-modified": "2026-11-01T00:00:00Z",
        **(metadata or {}),
    }
    catalog = {"uuid": "u", "metadata": about, "controls": list(controls), "groups": list(groups)}
    return {"catalog": {**catalog, **more}}


def control(key="ac-1", *, title="Title", **more) -> dict:
    label = {"name": "label", "value": key.upper()}
    return {"id": key, "title": title, "props": [label, *more.pop("props", ())], **more}


def as_json(document) -> bytes:
    return json.dumps(document).encode()
