"""This file writes notas van inlichtingen out: what was asked and answered, the same for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from questionnaires.annexes import AnnexContent, AnnexKind, Publication
from questionnaires.annexes.labels import labels, say
from questionnaires.annexes.lines import particulars
from questionnaires.annexes.moments import moment
from questionnaires.clarifications import Nota
from questionnaires.revisions import Revision
from questionnaires.wording import Language, Wording

_UP_TO = Wording("{first} tot en met {last}", "{first} to {last}")


@dataclass(frozen=True, slots=True)
class PublishedNota:
    """A nota, its digest, when it came out, and the requirements that counted then."""

    nota: Nota
    digest: str
    published_at: datetime
    revision: Revision


def clarifications(
    notas: Sequence[PublishedNota], language: Language, *, time_zone: str
) -> AnnexContent:
    """Give the content of one nota, or of several; the particulars are those of the last."""
    last = notas[-1]
    publication = Publication(last.digest, last.published_at, time_zone=time_zone)
    return {
        **particulars(AnnexKind.CLARIFICATIONS, last.revision, publication, language),
        "labels": labels(AnnexKind.CLARIFICATIONS, language, _numbers(notas, language)),
        "notas": [_nota(nota, language, time_zone) for nota in notas],
    }


def _numbers(notas: Sequence[PublishedNota], language: Language) -> str:
    first, last = notas[0].nota.number, notas[-1].nota.number
    return str(first) if first == last else say(_UP_TO, language).format(first=first, last=last)


def _nota(told: PublishedNota, language: Language, time_zone: str) -> dict[str, Any]:
    titles = {item.identifier: say(item.title, language) for item in told.revision.requirements}
    return {
        "number": str(told.nota.number),
        "published": moment(told.published_at, time_zone, language),
        "revision": str(told.revision.number),
        "digest": told.digest,
        "clarifications": [
            {
                "number": number,
                "requirement": item.requirement,
                "title": titles.get(item.requirement, ""),
                "question": item.question,
                "answer": item.answer,
            }
            for number, item in told.nota.numbered()
        ],
    }
