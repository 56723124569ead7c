"""This file reads the content of the demonstration from the TOML file beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in, and what there is to see."""

    email: str
    name: str
    role: str
    organisation: str
    look_at: str


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier and how well it answers; ``texts`` and the like go by number and question."""

    key: str
    account: Account
    quality: str
    evidence: str
    evidence_text: tuple[str, ...]
    chosen: Mapping[str, str]
    claims: Mapping[str, str]
    texts: Mapping[str, str]
    other_text: str
    explanations: tuple[str, ...]
    grades: tuple[str, ...]
    judged_from: int


@dataclass(frozen=True, slots=True)
class Procurement:
    """What one procurement is called and asks."""

    reference: str
    title: str
    numbers: tuple[str, ...]
    knock_outs: frozenset[str]


@cache
def content() -> dict[str, Any]:
    """The file as it is, read once."""
    text = files(__package__).joinpath("content.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def password() -> str:
    """The password of every account; it is public, so for demonstration only."""
    return str(content()["password"])


def staff() -> tuple[Account, ...]:
    """The people of the buyer."""
    buyer = content()["buyer"]
    return tuple(
        Account(organisation=buyer["organisation"], **account) for account in buyer["accounts"]
    )


def procurement(name: str) -> Procurement:
    """The procurement that is "draft", "running" or "opened"."""
    data = content()["procurements"][name]
    return Procurement(
        data["reference"], data["title"], tuple(data["numbers"]), frozenset(data["knock_outs"])
    )


def newcomer() -> str:
    """The mail address of somebody who was invited but has not come yet."""
    return str(content()["procurements"]["running"]["newcomer"])


def evidence_with() -> str:
    """The number of the requirement that suppliers attach their file to."""
    return str(content()["procurements"]["opened"]["evidence_with"])


def suppliers() -> tuple[Supplier, ...]:
    """The suppliers, the best one first."""
    return tuple(_supplier(key, data) for key, data in content()["suppliers"].items())


def _supplier(key: str, data: Mapping[str, Any]) -> Supplier:
    everything, quality = content(), data["quality"]
    texts = everything["texts"].items()
    return Supplier(
        key=key,
        account=Account(
            data["email"], data["name"], "supplier", data["organisation"], data["look_at"]
        ),
        quality=quality,
        evidence=data["evidence"],
        evidence_text=tuple(data["evidence_text"]),
        chosen=everything["chosen"].get(key, {}),
        claims=everything["claims"].get(key, {}),
        texts={question: by_supplier[key] for question, by_supplier in texts if key in by_supplier},
        other_text=everything["other_texts"][quality],
        explanations=tuple(everything["explanations"][quality]),
        grades=tuple(everything["grades"][quality]),
        judged_from=data["judged_from"],
    )
