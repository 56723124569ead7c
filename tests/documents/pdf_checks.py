"""This file judges whether a PDF can be kept (PDF/A-2a) and heard (PDF/UA-1).

veraPDF cannot be had from the package registries. typst itself refuses what these standards forbid;
here is checked, with other libraries, what it wrote: ``pdfua`` (12 checks of PDF/UA), qpdf's
syntax check, and the rules below, which are those that a change of our templates could break.
"""

import io
from itertools import pairwise

import pdfua
import pikepdf

# pdfua 0.1.3 stumbles over the whole numbers of typst in this one; the rules below have it instead.
_STUMBLES = {"UA-14-001"}
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_SHOWS = {"Tj", "TJ"}
_ROWS = {"THead", "TBody", "TFoot"}


def problems_of(document, tmp_path):
    """Say everything that is wrong with a PDF; empty when nothing is."""
    path = tmp_path / "judged.pdf"
    path.write_bytes(document)
    with pikepdf.open(io.BytesIO(document)) as pdf:
        own = [
            *pdf.check_pdf_syntax(),
            *_of_catalogue(pdf),
            *_of_metadata(pdf),
            *_of_fonts(pdf),
            *_of_marks(pdf),
            *_of_structure(pdf),
        ]
    return own + _by_pdfua(path)


def elements(pdf):
    """Every element of the structure, in order, with its kind."""
    todo = [pdf.Root.StructTreeRoot.K]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Array):
            todo.extend(reversed(node.as_list()))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield str(node.S)[1:], node
            todo.append(node.get("/K", pikepdf.Array()))


def _by_pdfua(path):
    report = pdfua.validate(str(path))
    skipped = [item for item in report.outcomes if item.skipped_reason]
    return [
        *(f"{finding.rule_id}: {finding.message}" for finding in report.findings),
        *(f"{item.rule_id} not judged" for item in skipped if item.rule_id not in _STUMBLES),
    ]


def _of_catalogue(pdf):
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked as tagged"
    if not root.get("/Lang"):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    intents = root.get("/OutputIntents", [])
    if not any(intent.S == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in intents):
        yield "no colour profile"
    yield from (f"{name} is not allowed" for name in ("/AA", "/AcroForm") if name in root)
    if "/JavaScript" in root.get("/Names", {}) or pdf.is_encrypted:
        yield "scripts or encryption"
    if "/ID" not in pdf.trailer:
        yield "no identifier"


def _of_metadata(pdf):
    with pdf.open_metadata() as metadata:
        claimed = [metadata.get(f"{_PDFA}part"), metadata.get(f"{_PDFA}conformance")]
        if claimed != ["2", "A"] or metadata.get(f"{_PDFUA}part") != "1":
            yield f"claims no PDF/A-2a and PDF/UA-1: {claimed}"
        if not metadata.get("dc:title"):
            yield "no title"


def _of_fonts(pdf):
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            if "/ToUnicode" not in font:
                yield f"{font.BaseFont} tells no letters"
            descriptor = font.DescendantFonts[0].FontDescriptor
            if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"{font.BaseFont} is not embedded"


def _of_marks(pdf):
    """Whatever shows text is part of the structure, or is said to be no content."""
    known = {(part, page) for _, node in elements(pdf) for part, page in _parts(node)}
    for number, page in enumerate(pdf.pages):
        marks = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BMC", "BDC"}:
                marks.append(instruction.operands)
            elif operator == "EMC":
                marks.pop()
            elif operator in _SHOWS and not any(
                _has_place(mark, page.obj.objgen, known) for mark in marks
            ):
                yield f"page {number + 1} shows text outside the structure"


def _parts(node):
    kids = node.get("/K", pikepdf.Array())
    for kid in kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield kid, node.Pg.objgen
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield int(kid.MCID), kid.get("/Pg", node.get("/Pg")).objgen


def _has_place(mark, page, known):
    if str(mark[0]) == "/Artifact":
        return True
    properties = mark[1] if len(mark) > 1 else None
    is_part = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
    return is_part and (int(properties.MCID), page) in known


def _of_structure(pdf):
    kinds = [kind for kind, _ in elements(pdf)]
    if kinds.count("Title") != 1:
        yield "not one title"
    levels = [int(kind[1]) for kind in kinds if kind[0] == "H" and kind[1:].isdigit()]
    if levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels)):
        yield f"levels of headings are skipped: {levels}"
    for kind, node in elements(pdf):
        if kind == "Table":
            yield from _of_table(node)


def _of_table(table):
    parts = table.K.as_list()
    rows = [row for part in parts if str(part.S)[1:] in _ROWS for row in part.K.as_list()]
    cells = [row.K.as_list() for row in rows]
    if any(str(cell.S) != "/TH" for cell in cells[0]):
        yield "a table without a heading row"
    if len({len(row) for row in cells}) != 1:
        yield "rows of a table differ in length"
    scopes = [cell.A[0].get("/Scope") for cell in cells[0] if "/A" in cell]
    if scopes != ["/Column"] * len(cells[0]):
        yield "a heading that is of no column"
