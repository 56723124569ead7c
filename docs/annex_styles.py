"""This file holds the few styles that the Word templates use; a house style changes these alone."""

from dataclasses import dataclass

_BLACK, _DARK, _GREY = "000000", "154273", "4A5568"
_LINE, _HEAD = "8A94A6", "E8EEF5"
_NAMES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "ListBullet": "List Bullet",
    "Footer": "footer",
}
_KEPT_WITH_NEXT = {"Heading1", "Heading2", "Heading3", "ListHead", "Question"}


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: its size in half points, and the space before and after it."""

    key: str
    size: int
    before: int
    after: int
    colour: str = _BLACK
    is_bold: bool = False
    indent: str = ""
    level: str = ""

    @property
    def xml(self) -> str:
        keep = "<w:keepNext/><w:keepLines/>" if self.key in _KEPT_WITH_NEXT else ""
        level = f'<w:outlineLvl w:val="{self.level}"/>' if self.level else ""
        name = _NAMES.get(self.key, self.key)
        bold = "<w:b/>" if self.is_bold else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.key}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>{keep}'
            f'<w:spacing w:before="{self.before}" w:after="{self.after}"/>{self.indent}{level}'
            f'</w:pPr><w:rPr>{bold}<w:color w:val="{self.colour}"/><w:sz w:val="{self.size}"/>'
            f'<w:szCs w:val="{self.size}"/></w:rPr></w:style>'
        )


_INDENTED = '<w:ind w:left="284"/>'
_PARAGRAPHS = (
    _Style("Title", 44, 0, 120, _DARK, is_bold=True),
    _Style("Lead", 24, 0, 240, _GREY),
    _Style("Heading1", 32, 400, 120, _DARK, is_bold=True, level="0"),
    _Style("Heading2", 26, 320, 80, _DARK, is_bold=True, level="1"),
    _Style("Heading3", 22, 280, 60, _DARK, is_bold=True, level="2"),
    _Style("Guidance", 20, 0, 80, indent=_INDENTED),
    _Style("Meta", 18, 0, 80, _GREY),
    _Style("ListHead", 18, 80, 20, _GREY),
    _Style("ListBullet", 19, 0, 40, indent=_INDENTED),
    _Style("Question", 21, 160, 60),
    _Style("Option", 20, 0, 40, indent='<w:ind w:left="568" w:hanging="284"/>'),
    _Style("TableHead", 19, 40, 40, _DARK, is_bold=True),
    _Style("TableText", 19, 40, 40),
    _Style("AfterTable", 12, 0, 0),
    _Style("Footer", 15, 0, 20, _GREY),
)


def styles(namespace: str) -> str:
    """All styles; the language of the first is replaced by that of the content."""
    return (
        f"<w:styles {namespace}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="nl-NL" w:eastAsia="nl-NL"'
        ' w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        f"{''.join(style.xml for style in _PARAGRAPHS)}{_table()}</w:styles>"
    )


def _table() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Annex"><w:name w:val="Annex"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD}"/></w:tcPr></w:tblStylePr></w:style>'
    )
