"""This file sets the content of an annex as a PDF that can be kept (PDF/A) and heard (PDF/UA).

typst sets it from our own templates; a text is data and never source. Under these standards typst
refuses a letter that none of its fonts has, and the finished document is read back as a screen
reader would, so no letter is lost without a word.
"""

import json
import re
from pathlib import Path
from typing import Any, cast

import font_source_sans_pro
import typst
from babel.dates import get_month_names

from questionnaires.annexes import AnnexContent, content_hash
from supplier_portal import resources
from supplier_portal.documents import letters
from supplier_portal.documents.printing import printed_texts, refuse_loss
from supplier_portal.documents.proof import LostTextError
from supplier_portal.documents.tagged_text import text_of

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_FONTS = typst.Fonts(
    include_system_fonts=False,  # a document looks the same on every machine
    font_paths=[Path(font_source_sans_pro.__file__).parent / "files"],
)
_NOWHERE = Path("/nonexistent")  # our templates import no packages, so none may be looked for
_MISSING = re.compile(r'the text (?:contains the disallowed codepoint )?`"(.+?)"`', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_AS_TYPST_KNOWS = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n", "\ufeff": None})
_DATE = re.compile(r"\b(\d{1,2}) ([^\W\d]+) (\d{4})\b")
_UNDATED = {"year": 2000, "month": 1, "day": 1}
_REMEMBERED = 10
_NOTHING = b""
_EMPTY = typst.Compiler(_NOTHING, font_paths=_FONTS)


def render(content: AnnexContent) -> bytes:
    """Set a content as PDF; the same content gives the same bytes.

    Raises UnprintableTextError for a letter that cannot be set, and LostTextError when a text of
    the content does not come back out of the document.
    """
    document = typeset(content)
    found, texts = text_of(document), printed_texts(_as_told(content))
    letters.refuse_told_twice(found, texts)
    refuse_loss(found, texts)
    return document


def typeset(content: AnnexContent) -> bytes:
    """Set a content as PDF without the proof; raises UnprintableTextError or LostTextError."""
    told = _as_told(content)
    texts = printed_texts(told)
    letters.refuse_right_to_left(texts)
    compiler = typst.Compiler(
        root=resources.ANNEXES,
        font_paths=_FONTS,
        sys_inputs={"content": _json(told), "made": _json(_made(told, content_hash(content)))},
        package_path=_NOWHERE,
        package_cache_path=_NOWHERE,
    )
    template = resources.ANNEXES / f"{content['kind']}.typ"
    try:
        document = compiler.compile(template, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as error:
        missing = _MISSING.search(str(error))
        if missing is None:
            message = f"typst cannot set this document: {error}"
            raise LostTextError(message) from error
        raise letters.without_font(_unescaped(missing[1]), texts) from error
    finally:
        _forget()
    return cast("bytes", document)


def _forget() -> None:
    """Let go of what typst keeps of its last ten documents: a gigabyte after ten large ones."""
    for _ in range(_REMEMBERED + 1):
        _EMPTY.compile(_NOTHING, format="pdf")


def _as_told(part: Any) -> Any:  # noqa: ANN401 - a part of a content
    """Give the content with every line end as typst knows it, and every tab as a space."""
    if isinstance(part, str):
        return part.translate(_AS_TYPST_KNOWS)
    if isinstance(part, dict):
        return {key: _as_told(value) for key, value in part.items()}
    return [_as_told(value) for value in part]


def _made(content: AnnexContent, hash_of_content: str) -> dict[str, Any]:
    """Give what a template need not work out itself: properties, header and footer."""
    language, region = content["language"].split("-")
    procurement, labels = content["procurement"], content["labels"]
    heading = labels["heading"]
    return {
        "title": " ".join(f"{heading} – {procurement['title']}".split()),
        "author": procurement["buyer"],
        "keywords": [content["digest"], hash_of_content],
        "date": _date_of(content),
        "language": language,
        "region": region,
        "header": f"{procurement['reference']} · {heading}",
        "footer": f"{labels['revision']} {content['revision']} · {content['digest']}",
    }


def _date_of(content: AnnexContent) -> dict[str, int]:
    """Give the day of publication: a document that is made again later is the same document."""
    found = _DATE.search(content["published"])
    months = get_month_names("wide", locale=content["language"].replace("-", "_"))
    numbers = {name: number for number, name in months.items()}
    if found is None or found[2] not in numbers:
        return _UNDATED
    return {"year": int(found[3]), "month": numbers[found[2]], "day": int(found[1])}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
