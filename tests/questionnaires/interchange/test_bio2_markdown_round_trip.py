"""Any catalogue, published in any of the ways that Markdown allows, reads back as it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.catalogue import (
    Catalogue,
    Category,
    Control,
    Measure,
    MeasureStatus,
    Source,
)
from questionnaires.interchange.bio2_markdown import read
from questionnaires.wording import Wording

NAMES = {
    Category.BASIC_HYGIENE: "Basishygiëne",
    Category.CHAIN_HYGIENE: "ketenhygiëne",
    Category.GOVERNMENT_RISK: "OVERHEIDSRISICO",
}
WORDS = st.from_regex(r"[a-zëï(‘][a-zé’,;:%&/()=+–0-9-]{0,8}(?:[a-z]_[a-z])?", fullmatch=True)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6)
MARKERS = st.sampled_from(["", "", "- ", "1. ", "23. "])
LINES = st.tuples(MARKERS, SENTENCES)
PARAGRAPHS = st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=1, max_size=3)
LINE_BREAKS = st.sampled_from(["<br>", "<BR/>\n", "<br />", "  \n", "<Br>  \n"])
PARAGRAPH_BREAKS = st.sampled_from(["\n\n", "<br><br>\n", "<br/> <BR />", "  \n\n \n", "\n---\n"])
DRESS = st.sampled_from(["{}", "{}", "**{}**", "*{}*", "_{}_", "[{}](https://x.example/a_b)"])
ASIDES = st.sampled_from(["", "\n!!! note\n    x\n\n", "\n> [!NOTE]\n> x\n\n"])
NOTES = {
    MeasureStatus.NONE: "Geen overheidsmaatregel, zie elders.",
    MeasureStatus.WITHDRAWN: "Vervallen.",
    MeasureStatus.MOVED: "Verplaatst naar {}.",
    MeasureStatus.SEE: "Zie overheidsmaatregel {}.",
}
NUMBERS = st.from_regex(r"[5-8]\.[0-9]{2}\.[0-9]{2}", fullmatch=True)


@st.composite
def rendered_lines(draw, paragraphs):
    """Write paragraphs as Markdown in one of its many ways."""

    def line(marker, words):
        gap = draw(st.sampled_from([" ", "  ", " \n", "\n   "]))
        return marker.replace("-", draw(st.sampled_from("-*"))) + gap.join(
            draw(DRESS).format(word) for word in words
        )

    return draw(PARAGRAPH_BREAKS).join(
        draw(LINE_BREAKS).join(line(*each) for each in paragraph) for paragraph in paragraphs
    )


@st.composite
def measures_with_markdown(draw, number):
    """Draw a measure together with a way to publish it."""
    status = draw(st.sampled_from(MeasureStatus))
    categories = draw(st.frozensets(st.sampled_from(Category)))
    target = draw(NUMBERS) if status in {MeasureStatus.MOVED, MeasureStatus.SEE} else None
    text = ""
    if status is MeasureStatus.ACTIVE:
        paragraphs = draw(PARAGRAPHS)
        text = "\n\n".join(
            "\n".join(marker + " ".join(words) for marker, words in paragraph)
            for paragraph in paragraphs
        )
        body = draw(rendered_lines(paragraphs))
    else:
        body = NOTES[status].format(target)
    names = draw(st.sampled_from([", ", ","])).join(NAMES[each] for each in sorted(categories))
    if names:
        body += (
            draw(st.sampled_from(["\n\n", "<br><br>\n", " ", "\n"])) + f"Draagt bij aan: {names}"
        )
    measure = Measure(number, status, text=Wording(nl=text), categories=categories, target=target)
    space = draw(st.sampled_from(["", " ", "  "]))
    return measure, f"## {number}{space}\n{body}\n{draw(ASIDES)}"


@st.composite
def catalogues_with_markdown(draw):
    """Draw a catalogue together with its publication."""
    edition = draw(st.from_regex(r"[1-9]\.[0-9]{1,2}", fullmatch=True))
    numbers = sorted(draw(st.sets(NUMBERS, min_size=1, max_size=4)))
    pairs = [draw(measures_with_markdown(number)) for number in numbers]
    opening = draw(
        st.sampled_from(
            ["---\nversie: {}\n---\n", "!!! note\n    BIO2 versie {}\n", "> [!NOTE]\n> BIO2 {}\n"]
        )
    )
    controls = sorted({measure.control for measure, _ in pairs})
    catalogue = Catalogue(
        norm="BIO2",
        edition=edition,
        source=Source.OFFICIAL,
        controls=tuple(Control(number) for number in controls),
        measures=tuple(measure for measure, _ in pairs),
    )
    markdown = opening.format(edition) + "\n" + "".join(markdown for _, markdown in pairs)
    return catalogue, draw(st.sampled_from(["", "\ufeff"])) + markdown


@given(catalogues_with_markdown(), st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None)
def test_a_published_catalogue_reads_back_identical(published_catalogue, line_end):
    catalogue, markdown = published_catalogue
    assert read(markdown.replace("\n", line_end).encode()).catalogue == catalogue
