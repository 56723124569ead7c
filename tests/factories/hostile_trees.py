"""This file spoils data before it is written as JSON or YAML: other types, keys and places."""

import json
from copy import deepcopy
from random import Random

# Private characters stand for what plain data cannot hold; ``written`` puts it in their place.
_TWICE, _NESTED, _RAW = "\ue000", "\ue001", "\ue002"
_RAW_VALUES = (
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    "9" * 5_000,
    "0.1e-400",
    "00",
    "-",
    "undefined",
)
_DEPTHS = (2, 39, 41, 59, 61, 500, 20_000)
_TEXTS = (
    "",
    " ",
    "\0",
    "\x1b",
    "\ud800",
    "\udfff a \ud800",
    "\ufffe",
    "\u202e",
    "\n\n\n",
    "x" * 600,
    "x" * 20_001,
    "5.01.01",
    "a" * 21,
    "{{ insert: param, ac-1_p3 }}" * 3,
    "{{" * 2_000,
    "[" * 2_000,
    "%(line)s %d %",
    "#ac-1",
    "withdrawn",
    "urn:x:node:m11",
    "true",
    "~",
    "=1+1",
    "<br>",
    "İ" * 300,
    "ß.ﬁ",
)
_VALUES = (
    None,
    True,
    False,
    0,
    -1,
    10**25,
    10**45,
    1.5,
    1e300,
    float("nan"),
    [],
    {},
    [[]],
    [None],
    [1, "a", {}],
    {"a": None},
    {"": ""},
    _NESTED,
    _RAW,
    *_TEXTS,
)


def spoil(rng: Random, tree) -> None:
    """Do one to four things to a tree, in place."""
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        holder, key = rng.choice(_places(tree))
        rng.choice(_WAYS)(rng, tree, holder, key)


def written(rng: Random, tree, write=json.dumps) -> bytes:
    """Write a tree; keys that stand twice, deep nesting and odd numbers come in here."""
    text = write(tree)
    depth = rng.choice(_DEPTHS)
    for mark, meant in (
        (_TWICE, ""),
        (_NESTED, "[" * depth + "]" * depth),
        (_RAW, rng.choice(_RAW_VALUES)),
    ):
        escaped = json.dumps(mark)
        for form in (escaped, f'"{mark}"', escaped.strip('"'), mark):
            text = text.replace(form, meant)
    return text.encode(errors="surrogatepass")


def _places(tree) -> list:
    """Every place in a tree: what holds it, and its key or index there."""
    found, waiting = [], [tree]
    while waiting:
        holder = waiting.pop()
        named = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in named:
            found.append((holder, key))
            if isinstance(value, dict | list):
                waiting.append(value)
    return found or [({"": tree}, "")]


def _value(rng):
    # A copy, because what is done next may be done inside it.
    return deepcopy(rng.choice(_VALUES))


def _replace(rng, _tree, holder, key):
    holder[key] = _value(rng)


def _replace_by_another(rng, tree, holder, key):
    other, other_key = rng.choice(_places(tree))
    holder[key] = deepcopy(other[other_key])


def _wrap(rng, _tree, holder, key):
    holder[key] = rng.choice(([holder[key]], {"a": holder[key]}, {"parts": [holder[key]]}))


def _remove(_rng, _tree, holder, key):
    del holder[key]


def _double(rng, _tree, holder, key):
    if isinstance(holder, list):
        holder.insert(key, deepcopy(holder[key]))
    else:
        holder[f"{_TWICE}{key}"] = rng.choice((deepcopy(holder[key]), _value(rng)))


def _rename(rng, tree, holder, key):
    if isinstance(holder, dict):
        keys = [key for each, key in _places(tree) if isinstance(each, dict)]
        holder[rng.choice([*keys, *_TEXTS])] = holder.pop(key)


def _multiply(rng, _tree, holder, key):
    if isinstance(holder, list):
        holder.extend(deepcopy(holder[key]) for _ in range(rng.choice((3, 50, 400))))
    elif isinstance(holder[key], str):
        holder[key] *= rng.choice((3, 50, 2_000))


def _spoil_text(rng, _tree, holder, key):
    text = str(holder[key])
    at = rng.randint(0, len(text))
    holder[key] = text[:at] + rng.choice(_TEXTS) + text[at + rng.choice((0, 1)) :]


_WAYS = (
    _replace,
    _replace,
    _replace_by_another,
    _wrap,
    _remove,
    _double,
    _rename,
    _multiply,
    _spoil_text,
    _spoil_text,
)
