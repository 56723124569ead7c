"""This file links the words of the glossary where a page first uses them in its running text.

In the page's own sentences only: what people wrote, what a norm says and what can be clicked or
filled in stays as it is. One pass over the markup, without a parser: a page can have 200 questions.
"""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache

from flask import Flask, url_for
from flask_babel import get_locale
from markupsafe import Markup, escape

from questionnaires.wording import Language
from supplier_portal.web import glossary

# Text is linked inside these,
_RUNNING = frozenset({"p", "li", "dt"})
# but never in or below these: they can be clicked, are titles, or hold data rather than sentences;
_KEPT = frozenset(
    (
        *("a", "button", "label", "legend", "summary", "form", "fieldset", "select", "textarea"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "dd", "caption", "option", "nav"),
        *("code", "pre", "script", "style", "svg", "time", "dialog", "template", "figure"),
    )
)
# nor below these classes: somebody else's words, figures, and what is not seen or soon replaced.
_KEPT_CLASSES = (
    *("given", "requirement__text", "measure__text", "option__text", "measure", "digest", "number"),
    *("numeric", "nowrap", "status", "tag", "message", "error-summary", "field__error", "task"),
    *("field__description", "visually-hidden", "deadline", "chart", "timeline", "total", "history"),
    *("page-title", "page-title__context"),
)
_WITHOUT_END = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    )
)
_TAG = re.compile(
    r"""<(?:!--.*?--|(/?)([A-Za-z][A-Za-z0-9-]*)([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*))>""",
    re.DOTALL,
)
_EARLIER = re.compile(r'\sclass="term"\shref="[^"#]*#([^"]+)"')
_APOSTROPHE = re.compile(r"’|'|&#39;|&#x27;")


def init_app(app: Flask) -> None:
    """Give templates the filter ``with_terms``."""
    app.jinja_env.filters["with_terms"] = with_terms


def with_terms(content: str) -> Markup:
    """The content of a page with links to the glossary, in the visitor's language."""
    address = url_for("information.glossary")
    plain = str(content)  # a Markup would escape the links that are added to it
    return Markup(link(plain, Language(str(get_locale())), address))  # noqa: S704 - it was markup


def link(content: str, language: Language, address: str) -> str:
    """Markup in which the first use of each word of the glossary leads to its meaning."""
    return "".join(_pieces(content, language, _Links(language, address)))


def _pieces(content: str, language: Language, links: "_Links") -> Iterator[str]:
    is_kept = _kept_attributes(language).search
    begin = depth = 0  # of what was not given yet, and in how many running texts that is
    position = 0
    while tag := _TAG.search(content, position):
        is_end, name, attributes = tag[1], (tag[2] or "").lower(), tag[3]
        if depth and links.may_be_in(text := content[position : tag.start()]):
            yield content[begin:position] + links.put_in(text)
            begin = tag.start()
        position = tag.end()
        if name in _RUNNING and is_end:
            depth = max(0, depth - 1)
        elif not is_end and (name in _KEPT or (attributes and is_kept(attributes))):
            if name == "a":
                links.note(attributes)
            position = _end_of(content, name, position)
        elif name in _RUNNING:
            depth += 1
    yield content[begin:]


def _end_of(content: str, name: str, position: int) -> int:
    """Where an element ends of which the tag was just read; the end of it all, if it does not."""
    if name in _WITHOUT_END:
        return position
    level = 1
    for tag in _tags_of(name).finditer(content, position):
        level += -1 if tag[1] else 1
        if not level:
            return tag.end()
    return len(content)


class _Links:
    """The words that a page linked so far, and the texts in which none is left to be found."""

    def __init__(self, language: Language, address: str) -> None:
        self._address = address
        self._words, self._keys = _words_of(language)
        self._linked: set[str] = set()
        self._done: set[str] = set()

    def note(self, attributes: str) -> None:
        """Remember a word that has its link already."""
        if earlier := _EARLIER.match(attributes):
            self._linked.add(earlier[1])

    def may_be_in(self, text: str) -> bool:
        """Whether a text is new: all words are linked by the first text that has them."""
        is_new = text not in self._done
        self._done.add(text)
        return is_new

    def put_in(self, text: str) -> str:
        """A text in which the words that were not met before are links."""
        return self._words.sub(self._link, text)

    def _link(self, word: re.Match[str]) -> str:
        key = self._keys[_bare(word[0])]
        if key in self._linked:
            return word[0]
        self._linked.add(key)
        return f'<a class="term" href="{escape(self._address)}#{key}">{word[0]}</a>'


@cache
def _words_of(language: Language) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds every spelling, the longest first, and the key each of them belongs to."""
    keys = {
        _bare(html.escape(spelling, quote=False)): term.key
        for term in glossary.load().values()
        if language in term.linked
        for spelling in term.spellings(language)
    }
    spellings = sorted(keys, key=len, reverse=True)
    words = "|".join(_pattern(spelling) for spelling in spellings)
    # Whole words: not a part of a longer one, of a name of a file, an address or an entity.
    pattern = rf"(?<![\w&#./@-])(?:{words})(?![\w@/-]|[.]\w)"
    return re.compile(pattern, re.IGNORECASE), keys


def _pattern(spelling: str) -> str:
    parts = (re.escape(part) for part in spelling.split(" "))
    return r"\s+".join(parts).replace("'", f"(?:{_APOSTROPHE.pattern})")


def _bare(text: str) -> str:
    """A word as it is kept: in lower case, with single spaces and straight apostrophes."""
    return " ".join(_APOSTROPHE.sub("'", text).lower().split())


@cache
def _kept_attributes(language: Language) -> re.Pattern[str]:
    """What finds, in the attributes of an element, that its text must stay as it is."""
    classes = "|".join(_KEPT_CLASSES)
    return re.compile(
        rf"""\s(?:data-no-terms|hidden|aria-hidden=|aria-live=|role=["']?(?:status|alert|img)\b"""
        rf"""|lang=(?!["']?{language}["']?(?:\s|$))"""
        rf"""|class=(?:"(?:[^"]*\s)?(?:{classes})["\s]|'(?:[^']*\s)?(?:{classes})['\s]"""
        rf"""|(?:{classes})(?:\s|$)))"""
    )


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?![a-z0-9-])[^>]*>", re.IGNORECASE)
