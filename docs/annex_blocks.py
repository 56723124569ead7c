"""This file writes the pieces that Word templates are made of, as WordprocessingML."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr


def run(text: str, *, bold: bool = False) -> str:
    """A run of text."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def heading(level: int, text: str) -> str:
    """A heading that a screen reader knows as one."""
    return paragraph(run(text), style=f"Heading{level}")


def labelled(label: str, value: str, style: str = "") -> str:
    """A value with its name before it."""
    return paragraph(
        run(f"{{{{ labels.{label} }}}}: ", bold=True), run(f"{{{{ {value} }}}}"), style=style
    )


def statement(text: str) -> str:
    """A paragraph that docxtpl takes away, and with it decides on the paragraphs that follow."""
    return paragraph(run(f"{{%p {text} %}}"))


def each(name: str, of: str, *inner: str) -> str:
    """Paragraphs or tables for every member of a list."""
    return f"{statement(f'for {name} in {of}')}{''.join(inner)}{statement('endfor')}"


def where(condition: str, *inner: str, otherwise: str = "") -> str:
    """Paragraphs that are there where there is something to say."""
    other = f"{statement('else')}{otherwise}" if otherwise else ""
    return f"{statement(f'if {condition}')}{''.join(inner)}{other}{statement('endif')}"


def table(
    caption: str, widths: Sequence[int], heads: Sequence[str], rows: str, *, described: str = ""
) -> str:
    """A table with a header row that every page repeats, a caption and a description."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = row(widths, [f"{{{{ labels.{name} }}}}" for name in heads], is_head=True)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Annex"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/>"
        f"<w:tblDescription w:val={quoteattr(described or caption)}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>" + paragraph(style="AfterTable")
    )


def row(
    widths: Sequence[int], texts: Iterable[str], *, is_head: bool = False, may_split: bool = False
) -> str:
    """A row of cells with a text each; one with long texts may run on over a page."""
    style = "TableHead" if is_head else "TableText"
    cells = "".join(
        cell(width, paragraph(run(text), style=style))
        for width, text in zip(widths, texts, strict=True)
    )
    rules = "" if may_split else "<w:cantSplit/>"
    rules += "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr>{rules}</w:trPr>{cells}</w:tr>"


def cell(width: int, inner: str, *, columns: int = 1) -> str:
    """A cell that may take more than one column."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>'


def each_row(name: str, of: str, widths: Sequence[int], fields: Sequence[str]) -> str:
    """A row for every member of a list."""
    inner = row(widths, [f"{{{{ {name}.{field} }}}}" for field in fields])
    return rows_between(f"for {name} in {of}", inner, "endfor", widths)


def rows_between(start: str, inner: str, end: str, widths: Sequence[int]) -> str:
    """Rows between two that docxtpl takes away, and with it decides on those between them."""
    statements = (paragraph(run(f"{{%tr {text} %}}")) for text in (start, end))
    first, last = (
        f"<w:tr>{cell(sum(widths), inside, columns=len(widths))}</w:tr>" for inside in statements
    )
    return f"{first}{inner}{last}"


def marked(mark: str, properties: str, before: str, after: str) -> str:
    """A piece of text that stayed, came or went: told in words too, for who cannot see it."""
    inner = "".join(
        f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        for text in (before, "{{ piece.text }}", after)
        if text
    )
    start = f"{{%r if piece.mark == '{mark}' %}}"
    return f"{run(start)}{inner}{run('{%r endif %}')}"
