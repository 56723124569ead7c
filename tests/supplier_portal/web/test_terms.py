"""Words of the glossary are links where a page first uses them, and nothing else is changed."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.wording import Language
from supplier_portal.web import glossary, terms

NL, EN = Language.DUTCH, Language.ENGLISH
ANCHOR = re.compile(r'<a class="term" href="/glossary#([a-z0-9-]+)">([^<>]*)</a>')
RUNNING = {"p", "li", "dt"}
KEPT_ELEMENTS = sorted(
    {
        *("a", "button", "label", "legend", "summary", "form", "fieldset", "select", "textarea"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "dd", "caption", "option", "nav"),
        *("code", "pre", "script", "style", "svg", "time", "dialog", "template", "figure"),
    }
)
KEPT_CLASSES = {
    *("given", "digest", "requirement__text", "measure__text", "number", "message"),
    *("error-summary", "status", "tag", "visually-hidden"),
}
KEPT_ATTRIBUTES = (
    'class="given"',
    'class="side given"',
    "class='digest'",
    'class="requirement__text"',
    'class="measure__text"',
    'class="number"',
    'class="message"',
    'class="error-summary"',
    'class="status status--draft"',
    'class="tag"',
    'class="visually-hidden"',
    'lang="en"',
    "lang='fr'",
    "data-no-terms",
    "hidden",
    'aria-hidden="true"',
    'role="status"',
)
OTHER_ATTRIBUTES = ("", 'class="lead"', 'lang="nl"', 'data-about="a > b"')


def link(content, language=NL):
    return terms.link(content, language, "/glossary")


def keys(content):
    return [key for key, _ in ANCHOR.findall(content)]


def test_the_first_use_of_a_word_is_linked_and_no_other():
    assert link("<p>Een eis. Die eis telt.</p><p>Eis</p>") == (
        '<p>Een <a class="term" href="/glossary#requirement">eis</a>. Die eis telt.</p><p>Eis</p>'
    )


@pytest.mark.parametrize(
    ("text", "language", "key", "word"),
    [
        ("Alle EISEN tellen", NL, "requirement", "EISEN"),
        (
            "Zie de nota's van\n  inlichtingen.",
            NL,
            "information-notice",
            "nota's van\n  inlichtingen",
        ),
        (
            "Zie de nota&#39;s van inlichtingen",
            NL,
            "information-notice",
            "nota&#39;s van inlichtingen",
        ),
        ("Deze thema’s", NL, "theme", "thema’s"),
        ("Een knock-outeis telt", NL, "knock-out", "knock-outeis"),
        ("(SHA-256)", NL, "digest", "SHA-256"),
        ("De requirement sets here", EN, "requirement-set", "requirement sets"),
        ("Scored requirement", EN, "scored", "Scored requirement"),
        ("Design, existence and operation", EN, "demonstration", "Design, existence and operation"),
    ],
)
def test_a_word_is_known_in_every_spelling_and_stays_as_it_stood(text, language, key, word):
    assert ANCHOR.findall(link(f"<p>{text}</p>", language)) == [(key, word)]


@pytest.mark.parametrize(
    "text",
    [
        "eisenpakket",
        "programmaeis",
        "eis-nummer",
        "deadline.pdf",
        "deadline@example.nl",
        "www.norm.nl",
        "map/norm",
        "iemand@norm",
        "niet-norm",
        "wat.norm",
        "&deadline;",
        "BIO2-5.20.03",
    ],
)
def test_a_part_of_another_word_is_no_word(text):
    assert link(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize("name", sorted(RUNNING))
def test_running_text_is_linked_also_in_what_stands_in_it(name):
    assert keys(link(f"<{name} class='lead'>De <strong>deadline</strong></{name}>")) == ["deadline"]


@pytest.mark.parametrize("name", KEPT_ELEMENTS)
def test_what_can_be_clicked_or_holds_data_is_never_changed(name):
    inside = f"<div><p><{name}>deadline <b>norm</b></{name}></p><{name}><p>eis</p></{name}></div>"
    assert link(inside) == inside
    assert keys(link(f"{inside}<p>eis</p>")) == ["requirement"]


@pytest.mark.parametrize("attribute", KEPT_ATTRIBUTES)
@pytest.mark.parametrize("name", ["div", "p", "span", "li"])
def test_what_others_wrote_is_never_changed(attribute, name):
    inside = f"<p>a <{name} {attribute}>norm <{name}>deadline</{name}> eis</{name}></p>"
    assert link(inside) == inside
    assert keys(link(f"{inside}<p>eis</p>")) == ["requirement"]


def test_the_language_of_the_page_decides_what_is_foreign():
    text = '<p><span lang="en">deadline</span></p>'
    assert keys(link(text, EN)) == ["deadline"]
    assert keys(link(text, NL)) == []


def test_text_outside_running_text_is_left_alone():
    text = "<div>deadline</div><!-- <p>eis</p> --><ul><li>a</li>norm</ul>"
    assert link(text) == text


def test_an_element_without_an_end_hides_nothing_that_follows():
    assert keys(link('<p>a<input class="number" value="norm"> eis</p>')) == ["requirement"]


def test_markup_that_does_not_end_is_left_alone():
    text = '<p>a <span class="given">norm <p>eis</p>'
    assert link(text) == text


def test_an_address_is_escaped():
    assert 'href="/x&amp;y#norm"' in terms.link("<p>norm</p>", NL, "/x&y")


def test_a_template_links_its_own_text_and_escapes_that_of_others_once(app):
    source = "{% filter with_terms %}<p>Een eis.</p><p class='given'>{{ text }}</p>{% endfilter %}"
    template = app.jinja_env.from_string(f"{{% autoescape true %}}{source}{{% endautoescape %}}")
    with app.test_request_context(headers={"Accept-Language": "nl"}):
        assert template.render(text="<b>norm</b>") == (
            '<p>Een <a class="term" href="/glossary#requirement">eis</a>.</p>'
            "<p class='given'>&lt;b&gt;norm&lt;/b&gt;</p>"
        )


SPELLINGS = {
    spelling.lower(): term.key
    for term in glossary.load().values()
    for spelling in term.spellings(NL)
    if NL in term.linked
}
VOCABULARY = st.sampled_from(
    [
        *("eis", "Eisen", "DEADLINE", "norm.", "gewicht,", "(versie)", "beoordelaar", "digest"),
        *("en", "de", "eisenpakket", "eis-x", "norm.pdf", "x@eis.nl", "&amp;", "&#39;", "3", "—"),
    ]
)
TEXTS = st.lists(VOCABULARY, min_size=1, max_size=6).map(lambda words: f" {' '.join(words)} ")
NAMES = st.sampled_from(["p", "li", "dt", "div", "span", "strong", "ul", "P"]) | st.sampled_from(
    ["p", "li", "span", "b", *KEPT_ELEMENTS]
)
ATTRIBUTES = st.sampled_from(OTHER_ATTRIBUTES) | st.sampled_from(
    [*OTHER_ATTRIBUTES, *KEPT_ATTRIBUTES]
)


@st.composite
def elements(draw, children):
    name, attributes = draw(NAMES), draw(ATTRIBUTES)
    is_raw = name in {"script", "style", "textarea"}
    inside = draw(TEXTS.map(lambda text: text.replace("&", ""))) if is_raw else draw(children)
    return f"<{name} {attributes}>{inside}</{name}>" if attributes else f"<{name}>{inside}</{name}>"


LEAVES = TEXTS | st.sampled_from(["<br>", '<input class="given">', "<!-- <p>eis</p> -->"])
PARTS = st.recursive(
    LEAVES, lambda inner: st.lists(inner | elements(inner), min_size=1, max_size=4).map("".join)
)
PAGES = st.lists(elements(PARTS), min_size=1, max_size=6).map("".join)


@given(PAGES, st.sampled_from(Language))
def test_nothing_but_links_is_added(page, language):
    found = link(page, language)
    assert ANCHOR.sub(r"\2", found) == page
    assert len(set(keys(found))) == len(keys(found))


@given(PAGES, st.sampled_from(Language))
def test_linking_again_changes_nothing(page, language):
    once = link(page, language)
    assert link(once, language) == once


@given(PAGES)
def test_every_word_of_the_running_text_is_linked_where_it_stands_first(page):
    before, after = Reader(page), Reader(link(page))
    first = {}
    for key, number in before.words:
        first.setdefault(key, number)
    assert after.links == sorted(first.items(), key=lambda item: item[1])


class Reader(HTMLParser):
    """Reads a page with a stack of open elements, as the linker does not."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict]] = []
        self.words: list[tuple[str, int]] = []
        self.links: list[tuple[str, int]] = []
        self.count = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in {"br", "input"}:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        is_link = bool(self.open) and self.open[-1][1].get("class") == "term"
        for word in data.split():
            key = SPELLINGS.get(word.strip(".,()").lower())
            self.count += bool(key)
            if is_link:
                assert may_link(self.open[:-1]), self.open
                self.links.append((key, self.count))
            elif key and may_link(self.open):
                self.words.append((key, self.count))


def may_link(around) -> bool:
    is_running = any(name in RUNNING for name, _ in around)
    return is_running and not any(is_kept(name, attributes) for name, attributes in around)


def is_kept(name: str, attributes: dict[str, str]) -> bool:
    return bool(
        name in KEPT_ELEMENTS
        or set(attributes.get("class", "").split()) & KEPT_CLASSES
        or attributes.keys() & {"data-no-terms", "hidden", "aria-hidden", "role"}
        or attributes.get("lang", "nl") != "nl"
    )
