"""This file inspects a Word template for one kind of document and tells all that is wrong with it.

It runs in the limited child process (``documents.confined``): a hostile file may not hold up or
fill the service while it is looked at.
"""

import contextlib
import re
from collections.abc import Sequence

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from questionnaires.errors import translatable
from questionnaires.placeholders import Placeholder, placeholders, shape
from questionnaires.template_problems import Place, Problem, excerpt
from supplier_portal.documents.inspection.expressions import TOO_DEEP, Findings, Reader
from supplier_portal.documents.inspection.outline import outline
from supplier_portal.documents.inspection.package import BODY, CORE, Package, opened
from supplier_portal.documents.inspection.paragraphs import (
    WORD,
    Tag,
    filled_parts,
    look_at_rest,
    part_of,
    tags_of,
)
from supplier_portal.documents.inspection.structure import is_sound

_RELATIONS = "word/_rels/document.xml.rels"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\n": " "})
_LOOPS = re.compile(r"\bfor\s+(\w+)\s+in\b")
_BROKEN_UP = translatable(
    "a tag in this part is broken up in a way that cannot be read. Type the tags of it again."
)

_UNREADABLE = translatable("“%(tag)s” cannot be read. Compare it with the list of placeholders.")
_MISSING = translatable("%(name)s is missing: a document may not leave it out.")
_MISSING_WITHIN = translatable(
    "%(name)s, within %(loops)s, is missing: a document may not leave it out."
)
_ONLY_PERHAPS = translatable(
    "%(name)s stands in a condition, so it could be left out. Put it outside of the condition, or "
    "let the condition ask for nothing but this name."
)


def inspect(content: bytes, kind: str) -> list[Problem]:
    """Tell everything that keeps a file from being a template of this kind; nothing if it is."""
    package = opened(content)
    if not package.parts:
        return package.problems
    if _is_made_here(package):
        return [
            Problem(
                translatable(
                    "This is a document that was made of a revision. Start from our starter "
                    "template, or from the template that this document was made with."
                )
            )
        ]
    look_at_rest(package)
    tags = {name: tags_of(package, name) for name in filled_parts(package)}
    if not any(tags.values()):
        package.find(
            translatable("There is no placeholder in it, such as {{ procurement.title }}.")
        )
        return package.problems
    found = [(name, _read(package, name, tags[name], kind)) for name in tags]
    _look_for_missing(package, found, tags, placeholders(kind, "nl"))
    return package.problems


def _is_made_here(package: Package) -> bool:
    core = package.parts.get(CORE)
    return core is not None and _DIGEST.search("".join(core.itertext())) is not None


def _read(package: Package, name: str, tags: Sequence[Tag], kind: str) -> Findings | None:
    """What a part says; None when its tags cannot be read together."""
    environment = SandboxedEnvironment()
    if not is_sound(package, tags):
        _read_one_by_one(package, tags, kind, environment)
        return None
    lines = "\n".join(tag.written.translate(_STRAIGHT) for tag in tags)
    try:
        template = environment.parse(_without_reach(lines))
    except TemplateSyntaxError as error:
        tag = tags[min(error.lineno, len(tags)) - 1]
        package.find(_UNREADABLE, tag.place, tag=excerpt(tag.written))
        return None
    except RecursionError:
        package.find(TOO_DEEP, _place_of(name))
        return None
    findings = Reader(shape(kind)).read(template)
    for objection in findings.objections:
        place = tags[objection.line - 1].place
        package.find(objection.message, place, name=objection.name)
    if not findings.objections:
        _compare(package, name, template, environment)
    return findings


def _read_one_by_one(
    package: Package, tags: Sequence[Tag], kind: str, environment: SandboxedEnvironment
) -> None:
    """Tell which names are not known in tags that cannot be read together."""
    given = {name for tag in tags for name in _LOOPS.findall(tag.written)}
    for tag in tags:
        if not tag.written.startswith("{{"):
            continue
        with contextlib.suppress(TemplateSyntaxError, RecursionError):
            template = environment.parse(tag.written.translate(_STRAIGHT))
            for objection in Reader(shape(kind), {"loop", *given}).read(template).objections:
                package.find(objection.message, tag.place, name=objection.name)


def _without_reach(lines: str) -> str:
    return re.sub(r"\{%(?:p|tr|tc|r)\s", "{% ", lines)


def _compare(
    package: Package, name: str, expected: nodes.Template, environment: SandboxedEnvironment
) -> None:
    """What was read must be what will be filled in: the text as docxtpl makes it says the same."""
    root = package.parts[name]
    shown = root.find(f"{WORD}body") if name == BODY else root
    patched = DocxTemplate(None).patch_xml(etree.tostring(shown, encoding="unicode"))
    try:
        filled = environment.parse(patched)
    except TemplateSyntaxError:
        package.find(_BROKEN_UP, _place_of(name))
        return
    if outline(filled.body) != outline(expected.body):
        package.find(_BROKEN_UP, _place_of(name))


def _place_of(name: str) -> Place:
    return Place(*part_of(name))


def _look_for_missing(
    package: Package,
    found: Sequence[tuple[str, Findings | None]],
    tags: dict[str, list[Tag]],
    known: Sequence[Placeholder],
) -> None:
    """Tell what a document would not print, or not always; a part that cannot be read may do so."""
    if any(findings is None for _, findings in found):
        return
    seen = _shown_parts(package)
    read = [(name, findings) for name, findings in found if findings is not None]
    certain = {path for name, findings in read if name in seen for path in findings.certain}
    for item in known:
        if not item.is_obligatory or item.path in certain:
            continue
        places = [
            tags[name][findings.perhaps[item.path] - 1].place
            for name, findings in read
            if item.path in findings.perhaps
        ]
        missing = _MISSING_WITHIN if item.loops else _MISSING
        package.find(
            _ONLY_PERHAPS if places else missing,
            places[0] if places else Place(),
            name=f"{{{{ {item.name} }}}}",
            loops=", ".join(f"{{% {loop} %}}" for loop in item.loops),
        )


def _shown_parts(package: Package) -> set[str]:
    """The text itself, and the headers and footers that pages of it have."""
    used = {
        element.get(_RELATION_ID)
        for element in package.parts[BODY].iter(f"{WORD}headerReference", f"{WORD}footerReference")
    }
    relations = package.parts.get(_RELATIONS)
    found = () if relations is None else relations.iter("{*}Relationship")
    targets = (item.get("Target", "") for item in found if item.get("Id") in used)
    return {BODY, *(f"word/{target.removeprefix('/word/')}" for target in targets)}
