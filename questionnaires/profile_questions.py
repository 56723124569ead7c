"""This file says how a risk profile is asked: each question, why it is asked, and its options."""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.wording import Wording


class AnswerKind(StrEnum):
    """How a question about the purchase is answered."""

    SEGMENTS = "segments"
    MANY = "many"
    ONE = "one"
    YES_NO = "yes_no"
    MONTHS = "months"
    EUROS = "euros"


@dataclass(frozen=True, slots=True)
class ProfileOption:
    """One answer to choose from; its key is the value that the profile keeps."""

    key: str
    label: Wording


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """One question about the purchase; its key is the name of what it fills in the profile.

    Segments to choose from, and yes and no, are the same everywhere and are no options here.
    """

    key: str
    kind: AnswerKind
    wording: Wording
    why: Wording
    options: tuple[ProfileOption, ...] = ()
