"""This file outlines what the tags of a template say, whatever text stands between them."""

from typing import Any

from jinja2 import nodes

_NOTHING = ["Output", []]


def outline(value: object) -> Any:  # noqa: ANN401 - nested lists of texts
    """What tags say, as nested lists that are equal for equal tags."""
    match value:
        case list():
            outlined = (outline(item) for item in value if type(item) is not nodes.TemplateData)
            return [item for item in outlined if item != _NOTHING]
        case nodes.Node():
            return [type(value).__name__, *(outline(part) for _, part in value.iter_fields())]
        case _:
            return repr(value)
