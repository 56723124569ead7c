"""This file prepares the pages of Word templates: what is wrong with one, and what it can ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import get_locale, gettext
from markupsafe import Markup

from questionnaires.annexes import AnnexKind
from questionnaires.errors import Message
from questionnaires.placeholders import Placeholder, placeholders
from questionnaires.template_problems import Part, Place, Problem
from questionnaires.wording import Wording
from supplier_portal.procurement import document_views
from supplier_portal.services.annex_templates import Version

_LABELS = "labels."


@dataclass(frozen=True, slots=True)
class KindOfTemplate:
    """A kind of document with what it is for, and the organisation's newest version, if any."""

    key: str
    name: str
    purpose: str
    newest: Version | None

    @property
    def in_force(self) -> Version | None:
        """The organisation's own template that counts now; None for the one of the service."""
        return None if self.newest is None or self.newest.is_withdrawn else self.newest


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words: where, and what."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Within:
    """The placeholders that stand within the same loops."""

    each: Wording
    loops: Sequence[str]
    placeholders: Sequence[Placeholder]

    @property
    def tags(self) -> str:
        """What stands around them in a template, a line for each paragraph."""
        opening = [f"{{%p {loop} %}}" for loop in self.loops]
        return "\n".join([*opening, "…", *["{%p endfor %}"] * len(opening)])


def kind_of_template(key: str, newest: Version | None) -> KindOfTemplate:
    """Give a kind of document its words."""
    [card] = document_views.cards({AnnexKind(key): ""})
    return KindOfTemplate(key, card.name, card.purpose, newest)


def kinds_of_template(newest: dict[str, Version]) -> list[KindOfTemplate]:
    """Every kind of document."""
    return [kind_of_template(key, newest.get(key)) for key in AnnexKind]


# Shown as they are to be typed; not in a page, whose own tags look the same.
_EXAMPLES = {
    "row": "{%tr for requirement in theme.requirements %}",
    "row_end": "{%tr endfor %}",
    "condition": "{%p if requirement.guidance %}",
    "condition_end": "{%p endif %}",
    "comparison": '{% if language == "nl-NL" %}',
    "otherwise": "{% else %}",
    "count": "{{ loop.index }}",
}


def examples() -> dict[str, Markup]:
    """How tags are written, to stand within a sentence."""
    return {key: Markup('<code lang="en">{}</code>').format(tag) for key, tag in _EXAMPLES.items()}


def told(problems: Iterable[Problem]) -> list[Told]:
    """Put problems into the visitor's language."""
    return [Told(_where(item.place), _what(item)) for item in problems]


def groups_of(kind: str) -> list[Within]:
    """The placeholders of a kind by the loops they are within, with examples."""
    found: dict[tuple[str, ...], list[Placeholder]] = {}
    for item in placeholders(kind, str(get_locale())):
        if not item.path.startswith(_LABELS):
            found.setdefault(item.loops, []).append(item)
    return [Within(items[0].each, loops, items) for loops, items in found.items()]


def labels_of(kind: str) -> list[Placeholder]:
    """The fixed texts that a template of this kind may use."""
    language = str(get_locale())
    return [item for item in placeholders(kind, language) if item.path.startswith(_LABELS)]


def _what(problem: Problem) -> str:
    facts = {
        name: gettext(fact) if isinstance(fact, Message) else fact
        for name, fact in problem.facts.items()
    }
    text = str(gettext(problem.message)) % facts
    return text[:1].upper() + text[1:]


def _where(place: Place) -> str:
    steps = [_part(place)]
    if place.heading:
        steps.append(gettext("under “%(heading)s”", heading=place.heading))
    if place.table:
        steps.append(
            gettext(
                "table %(table)s, row %(row)s, column %(column)s",
                table=place.table,
                row=place.row,
                column=place.column,
            )
        )
    if place.text:
        steps.append(gettext("at “%(text)s”", text=place.text))
    return ", ".join(steps)


def _part(place: Place) -> str:
    match place.part:
        case Part.WHOLE:
            return str(gettext("The whole file"))
        case Part.BODY:
            return str(gettext("Text"))
        case Part.HEADER:
            return str(gettext("Header %(number)s", number=place.name))
        case Part.FOOTER:
            return str(gettext("Footer %(number)s", number=place.name))
        case Part.FOOTNOTES:
            return str(gettext("Footnotes"))
        case Part.OTHER:
            return str(gettext("Part %(name)s of the file", name=place.name))
