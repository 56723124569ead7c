"""This file holds what the tags of a template say to a list of what may be said; all else is told.

It reads them as Jinja itself does. Nothing that is not named here is accepted: no filter, no call,
no arithmetic, no number, no attribute that the content does not have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from questionnaires.errors import Message, translatable

_OF_LOOP = frozenset({"index", "first", "last"})
_COMPARED = {"eq", "ne"}
_LONGEST_TEXT = 100
_DEEPEST = 12
_TEXT = "text"
_UNKNOWN = translatable("“%(name)s” is not known. Look it up in the list of placeholders.")
_NOT_A_TEXT = translatable("“%(name)s” is not a text: it holds others. Name one of them.")
_NOT_A_LIST = translatable("“%(name)s” does not repeat: only what repeats can follow “in”.")
_NO_CODE = translatable(
    "this is not a name from the list of placeholders. No calculation, filter or call is accepted."
)
_ONLY_PLAIN = translatable("write “for one in many”, with nothing after it.")
TOO_DEEP = translatable("this is nested too deeply.")
_CLASHES = translatable("“%(name)s” is taken: give what repeats a name of its own.")


class _Untold:
    """Stands for what cannot be told."""


_UNTOLD = _Untold()


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: its part of the sample, and its path in the content."""

    value: Any
    path: str


@dataclass(frozen=True, slots=True)
class Objection:
    """Something that is not accepted, in the tag with this number."""

    line: int
    message: Message
    name: str = ""


@dataclass(slots=True)
class Findings:
    """What a part says: its objections, and which paths it prints for certain or perhaps."""

    objections: list[Objection] = field(default_factory=list)
    certain: set[str] = field(default_factory=set)
    perhaps: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is known at a place; ``guards`` are the paths that must hold something there."""

    names: Mapping[str, Known]
    guards: frozenset[str] = frozenset()
    is_certain: bool = True
    depth: int = 0


class Reader:
    """Walks through one part; ``shape`` is the sample that says which names there are.

    What the names in ``given`` stand for cannot be told, nor what is said of them.
    """

    def __init__(self, shape: Mapping[str, Any], given: Iterable[str] = ()) -> None:
        self._shape = {
            **{name: Known(_UNTOLD, name) for name in given},
            **{name: Known(value, name) for name, value in shape.items()},
        }
        self.findings = Findings()

    def read(self, template: nodes.Template) -> Findings:
        """Give what the part says, everything that is not accepted included."""
        self._walk(template.body, _Scope(self._shape))
        return self.findings

    def _walk(self, body: Iterable[nodes.Node], scope: _Scope) -> None:
        for node in body:
            if scope.depth > _DEEPEST:
                self._object(node, TOO_DEEP)
                return
            match node:
                case nodes.Output():
                    for child in node.nodes:
                        self._print(child, scope)
                case nodes.For():
                    self._loop(node, scope)
                case nodes.If():
                    self._decide(node, scope)
                case _:
                    self._object(node, _NO_CODE)

    def _print(self, node: nodes.Node, scope: _Scope) -> None:
        if type(node) is nodes.TemplateData:
            return
        known = self._resolve(node, scope)
        if known is None:
            return
        if not isinstance(known.value, str | _Untold):
            self._object(node, _NOT_A_TEXT, written(node))
        elif scope.is_certain and scope.guards <= _holders(known.path):
            self.findings.certain.add(known.path)
        else:
            self.findings.perhaps.setdefault(known.path, node.lineno)

    def _loop(self, node: nodes.For, scope: _Scope) -> None:
        if node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
            self._object(node, _ONLY_PLAIN)
            return
        name = node.target.name
        many = self._resolve(node.iter, scope)
        if many is None:
            return
        if not isinstance(many.value, list):
            self._object(node, _NOT_A_LIST, written(node.iter))
            return
        if name in self._shape or name in scope.names or name == "loop" or name.startswith("_"):
            self._object(node, _CLASHES, name)
            return
        names = {
            **scope.names,
            name: Known(many.value[0], many.path),
            "loop": Known(dict.fromkeys(_OF_LOOP, _TEXT), "loop"),
        }
        guards = scope.guards | {many.path}
        self._walk(node.body, _deeper(scope, names=names, guards=guards))
        self._walk(node.else_, _deeper(scope, is_certain=False))

    def _decide(self, node: nodes.If, scope: _Scope) -> None:
        guard = self._condition(node.test, scope, 0)
        if guard:
            self._walk(node.body, _deeper(scope, guards=scope.guards | {guard}))
        else:
            self._walk(node.body, _deeper(scope, is_certain=False))
        for other in node.elif_:
            self._condition(other.test, scope, 0)
            self._walk(other.body, _deeper(scope, is_certain=False))
        self._walk(node.else_, _deeper(scope, is_certain=False))

    def _condition(self, node: nodes.Node, scope: _Scope, depth: int) -> str:
        """Check a condition; give the path that it asks to hold something, if that is all."""
        if depth > _DEEPEST:
            self._object(node, TOO_DEEP)
            return ""
        match node:
            case nodes.Not():
                self._condition(node.node, scope, depth + 1)
            case nodes.And() | nodes.Or():
                self._condition(node.left, scope, depth + 1)
                self._condition(node.right, scope, depth + 1)
            case nodes.Compare():
                self._compare(node, scope)
            case _:
                known = self._resolve(node, scope)
                return known.path if known else ""
        return ""

    def _compare(self, node: nodes.Compare, scope: _Scope) -> None:
        for side in (node.expr, *(operand.expr for operand in node.ops)):
            if not _is_short_text(side):
                self._resolve(side, scope)
        if any(operand.op not in _COMPARED for operand in node.ops):
            self._object(node, _NO_CODE)

    def _resolve(self, node: nodes.Node, scope: _Scope) -> Known | None:
        """What a name stands for; None, and an objection, for whatever is no known name."""
        names = _names(node)
        if not names:
            self._object(node, _NO_CODE)
            return None
        known = scope.names.get(names[0])
        if known is not None and isinstance(known.value, _Untold):
            return known
        for name in names[1:]:
            if known is None or not isinstance(known.value, dict) or name not in known.value:
                known = None
                break
            known = Known(known.value[name], f"{known.path}.{name}")
        if known is None:
            self._object(node, _UNKNOWN, written(node))
        return known

    def _object(self, node: nodes.Node, message: Message, name: str = "") -> None:
        self.findings.objections.append(Objection(node.lineno, message, name))


def written(node: nodes.Node) -> str:
    """A name as it stands in the template."""
    return ".".join(_names(node))


def _names(node: nodes.Node) -> Sequence[str]:
    """The names of ``a.b.c``; nothing for whatever else."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr) and len(names) < _DEEPEST:
        names.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        return ()
    return [node.name, *reversed(names)]


def _is_short_text(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Const)
        and isinstance(node.value, str)
        and len(node.value) <= _LONGEST_TEXT
    )


def _holders(path: str) -> set[str]:
    """The path itself and all that hold it: when one of these is empty, so is it."""
    steps = path.split(".")
    return {".".join(steps[:count]) for count in range(1, len(steps) + 1)}


def _deeper(scope: _Scope, **changes: Any) -> _Scope:  # noqa: ANN401 - fields of a scope
    return _Scope(
        names=changes.get("names", scope.names),
        guards=changes.get("guards", scope.guards),
        is_certain=changes.get("is_certain", scope.is_certain),
        depth=scope.depth + 1,
    )
