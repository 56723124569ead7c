"""This file makes a document with a template of the organisation itself, and proves it whole."""

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.annexes import AnnexContent, content_hash
from questionnaires.errors import TemplateFailsError, translatable
from questionnaires.placeholders import obligatory
from supplier_portal.documents import confined
from supplier_portal.documents.proof import LostTextError
from supplier_portal.documents.word_text import text_of

_LARGEST_UNPACKED = 100_000_000
_LONGEST_PROPERTY = 255
_LOSES = translatable(
    "A document made with this template does not hold all it should: part of it is lost, or in "
    "another order. Look at what stands around the placeholders."
)


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of an organisation: what it is called, which version it is, and its file."""

    name: str
    number: int
    digest: str
    content: bytes

    @property
    def signature(self) -> str:
        """How a document says in its properties which template made it."""
        return f"{self.name} v{self.number}"[:_LONGEST_PROPERTY]


def render(template: OwnTemplate, content: AnnexContent) -> bytes:
    """Fill a template; the same template and content give the same bytes.

    Raises TemplateFailsError, also when the document does not hold all that one of its kind must.
    """
    document = confined.fill(template.content, content, _properties(template, content))
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
            raise TemplateFailsError(confined.TOO_LARGE_RESULT)
    prove(text_of(document), content)
    return document


def prove(found: str, content: AnnexContent, told: Callable[[str], str] = str) -> None:
    """Refuse the text of a document that lost something, which its template is to blame for.

    ``told`` gives a text as this kind of document can tell it. Raises TemplateFailsError.
    """
    try:
        refuse_loss(told(found), content, obligatory(content["kind"]), told)
    except LostTextError as error:
        raise TemplateFailsError(_LOSES) from error


def refuse_loss(
    found: str,
    content: AnnexContent,
    paths: Collection[str],
    told: Callable[[str], str] = str,
) -> None:
    """Refuse a text that does not hold what a content has at these paths, each in its order.

    Raises LostTextError.
    """
    texts: dict[str, list[str]] = {}
    for path, text in _texts(content, ""):
        if path in paths:
            texts.setdefault(path, []).append(text)
    for path, wanted in texts.items():
        place = 0
        for text in wanted:
            sought = told(text)
            start = found.find(sought, place)
            if start < 0:
                message = f"The document lost this text of {path}: {text[:80]!r}"
                raise LostTextError(message)
            place = start + len(sought)


def _texts(content: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - plain data
    match content:
        case dict():
            for key, value in content.items():
                yield from _texts(value, f"{path}.{key}" if path else key)
        case list():
            for item in content:
                yield from _texts(item, path)
        case _:
            yield path, content


def _properties(template: OwnTemplate, content: Mapping[str, Any]) -> dict[str, str]:
    procurement = content["procurement"]
    told = {
        "title": f"{content['labels']['heading']} – {procurement['title']}",
        "subject": f"{procurement['reference']}, {content['labels']['revision']} "
        f"{content['revision']}",
        "author": procurement["buyer"],
        "keywords": f"{content['digest']} {content_hash(dict(content))} {template.digest}",
        "comments": template.signature,
        "language": content["language"],
    }
    return {name: text[:_LONGEST_PROPERTY] for name, text in told.items()}
