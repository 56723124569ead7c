"""This file packs the body of a Word template with its styles, footer and settings."""

import io
import zipfile
from xml.sax.saxutils import escape

from annex_blocks import paragraph, run
from annex_styles import styles

PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)
MARGIN = 1304
_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def package(name: str, body: str, page: tuple[int, int]) -> bytes:
    """A Word file; the same body gives the same text and markup."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(name),
        "word/document.xml": _document(body, page),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", f"{_OFFICE}/styles", "styles.xml"),
            ("settings", f"{_OFFICE}/settings", "settings.xml"),
            ("footer", f"{_OFFICE}/footer", "footer1.xml"),
        ),
        "word/styles.xml": styles(_W),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer(page[0] - 2 * MARGIN),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for part, content in parts.items():
            target.writestr(
                zipfile.ZipInfo(part, _TIME), _HEAD + content, compress_type=zipfile.ZIP_DEFLATED
            )
    return written.getvalue()


def _document(body: str, page: tuple[int, int]) -> str:
    width, height = page
    orientation = ' w:orient="landscape"' if width > height else ""
    margins = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:document {_W} {_R}><w:body>{body}<w:sectPr><w:footerReference w:type="default"'
        f' r:id="footer"/><w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar {margins} w:header="600" w:footer="500" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


def _footer(width: int) -> str:
    """Of which procurement and revision this is, the digest, and page x of y, on every page."""
    first = "{{ procurement.reference }} · {{ labels.revision }} {{ revision }} · {{ published }}"
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/>{tabs}</w:pPr>{run(first)}'
        f"<w:r><w:tab/></w:r>{run('{{ labels.page }} ')}{_field('PAGE')}"
        f"{run(' {{ labels.of }} ')}{_field('NUMPAGES')}</w:p>"
        f"{paragraph(run('SHA-256 {{ digest }}'), style='Footer')}</w:ftr>"
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        "</w:settings>"
    )


def _core(name: str) -> str:
    title = escape(name.replace("_", " ").capitalize())
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:language>nl-NL</dc:language></cp:coreProperties>"
    )


def _relationships(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types() -> str:
    of_parts = {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        "/word/settings.xml": f"{_MAIN}.settings+xml",
        "/word/footer1.xml": f"{_MAIN}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in of_parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
