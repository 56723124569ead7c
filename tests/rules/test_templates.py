"""Every template compiles, is used, uses what it imports and holds no code of its own."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import TemplateSyntaxError, nodes

from supplier_portal import resources

SOURCES = {
    str(path.relative_to(resources.PAGES)): path.read_text(encoding="utf-8")
    for path in sorted(resources.PAGES.rglob("*"))
    if path.is_file()
}
LAYOUT = "layout.html"
PAGES = [name for name in SOURCES if name != LAYOUT and not name.startswith("components/")]
PYTHON = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(resources.PACKAGE.rglob("*.py"))
)


def problems(source: str, environment) -> list[str]:
    """What is wrong with a template by itself."""
    try:
        tree = environment.parse(source)
        environment.compile(source)
    except TemplateSyntaxError as error:
        return [f"does not compile: {error}"]
    return [*_unused_imports(tree), *_inline_code(source), *_unescaped(tree)]


def _unused_imports(tree) -> list[str]:
    imported = {
        name[1] if isinstance(name, tuple) else name
        for found in tree.find_all(nodes.FromImport)
        for name in found.names
    } | {found.target for found in tree.find_all(nodes.Import)}
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    return [f"imports {name} and does not use it" for name in sorted(imported - used)]


def _inline_code(source: str) -> list[str]:
    markup = BeautifulSoup(
        re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", source, flags=re.DOTALL), "html5lib"
    )
    found = [
        f"{name} on <{element.name}>"
        for element in markup.find_all()
        for name in element.attrs
        if name == "style" or name.startswith("on")
    ]
    found += ["a style element" for _ in markup.find_all("style")]
    found += [
        "a script in the page" for item in markup.find_all("script") if not item.has_attr("src")
    ]
    found += ["an address that is code" for _ in re.findall(r"""["']\s*javascript:""", source)]
    return found


def _unescaped(tree) -> list[str]:
    is_safe = any(
        found.name == "safe" and not isinstance(found.node, nodes.Const)
        for found in tree.find_all(nodes.Filter)
    )
    is_off = any(tree.find_all(nodes.ScopedEvalContextModifier))
    return ["prints markup unescaped"] if is_safe or is_off else []


@pytest.mark.parametrize("name", SOURCES)
def test_a_template_is_sound_by_itself(name, app):
    assert problems(SOURCES[name], app.jinja_env) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_common_layout(name, app):
    assert _parents(app.jinja_env.parse(SOURCES[name])) == [LAYOUT]


def _parents(tree) -> list[str]:
    return [found.template.value for found in tree.find_all(nodes.Extends)]


def test_every_page_is_rendered_by_a_route_and_every_rendered_page_exists():
    rendered = rendered_by(PYTHON)
    assert rendered - set(PAGES) == set(), "routes without a template"
    assert set(PAGES) - rendered == set(), "templates without a route"


def rendered_by(python: str) -> set[str]:
    """The names of the templates that Python code renders."""
    return set(re.findall(r"""render_template\(\s*["']([^"']+)["']""", python))


def test_every_call_names_its_template_in_so_many_words():
    assert len(re.findall(r"render_template\(", PYTHON)) == len(
        re.findall(r"""render_template\(\s*["']""", PYTHON)
    )
    assert "render_template_string" not in PYTHON


def test_every_component_is_imported_somewhere(app):
    wanted = {
        found.template.value
        for source in SOURCES.values()
        for found in app.jinja_env.parse(source).find_all(
            (nodes.FromImport, nodes.Import, nodes.Include)
        )
    }
    components = {name for name in SOURCES if name.startswith("components/")}
    assert wanted == components


def test_only_templates_lie_where_jinja_can_see_them(app):
    assert {Path(name).suffix for name in SOURCES} == {".html"}
    assert app.jinja_loader.searchpath == [str(resources.PAGES)]
    assert sorted(app.jinja_env.list_templates()) == sorted(SOURCES)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{% if %}", "does not compile"),
        ("{{ name | no_such_filter }}", "does not compile"),
        ('{% from "components/table.html" import table %}', "imports table"),
        ('{% from "components/table.html" import table as grid %}{{ table }}', "imports grid"),
        ('<p style="color: red">', "style on <p>"),
        ("<p {% if red %}style='color: red'{% endif %}>", "style on <p>"),
        ('<button onclick="go()">', "onclick on <button>"),
        ("<style>p { color: red }</style>", "a style element"),
        ("<script>go()</script>", "a script in the page"),
        ('<a href="javascript:go()">', "an address that is code"),
        ("{{ name | safe }}", "prints markup unescaped"),
        ("{% autoescape false %}{{ name }}{% endautoescape %}", "prints markup unescaped"),
    ],
)
def test_a_faulty_template_is_noticed(source, problem, app):
    [found] = problems(source, app.jinja_env)
    assert found.startswith(problem)


def test_a_page_without_layout_or_route_is_noticed(app):
    assert _parents(app.jinja_env.parse("<p>{{ name }}</p>")) == []
    assert rendered_by('render_template(\n    "a/b.html", x=1)') == {"a/b.html"}
