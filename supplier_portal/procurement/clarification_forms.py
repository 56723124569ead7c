"""This file holds the forms with which procurement answers what suppliers ask."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField

from questionnaires.clarifications import LONGEST_ANSWER, LONGEST_QUESTION, proposed_ask_by
from questionnaires.requirement_sets import Requirement
from supplier_portal.services.clarifications import Clarification, Colleague, Draft
from supplier_portal.services.procurements import Procurement
from supplier_portal.web.fields import LocalTimeField, LongText, VersionField, required


class AskByForm(FlaskForm):  # type: ignore[misc]
    """Up to and including which moment questions are accepted."""

    version = VersionField()
    ask_by = LocalTimeField(
        _l("Questions until"),
        [required(_l("Enter a date and a time."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=_l(
            "At first a week before the tenth day before the deadline, so that answers can be out "
            "in time."
        ),
    )

    @staticmethod
    def shown(procurement: Procurement) -> dict[str, object]:
        """What the form shows at first: what was set, or a date that leaves time to answer."""
        zone, moment = procurement.time_zone, procurement.ask_by_at
        if moment is None and procurement.deadline_at is not None:
            moment = proposed_ask_by(procurement.deadline_at, zone)
        local = moment and moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        return {"version": procurement.version, "ask_by": local}


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """A question in the words that all will read, with its answer."""

    version = VersionField()
    question = LongText(
        _l("The question, as all suppliers read it"),
        longest=LONGEST_QUESTION,
        description=_l("Leave out what tells who asked. At most 2,000 characters."),
    )
    answer = LongText(
        _l("The answer"), longest=LONGEST_ANSWER, description=_l("At most 5,000 characters.")
    )
    assignee = SelectField(_l("Who answers it?"))
    same_as = SelectField(
        _l("Is it the same as another question?"),
        description=_l("Then the answer to that one counts for both, and this one is not printed."),
    )
    is_ready = BooleanField(_l("The answer is ready to be published"))

    @staticmethod
    def shown(record: Clarification) -> dict[str, Any]:
        """What the form shows at first."""
        return {
            "version": record.version,
            "question": record.question,
            "answer": record.answer,
            "assignee": str(record.assignee_id or ""),
            "same_as": str(record.same_as_id or ""),
            "is_ready": record.is_ready,
        }

    def offer(self, colleagues: Iterable[Colleague], others: Mapping[UUID, str]) -> None:
        """Offer who can answer, and the questions that this one can follow."""
        self.assignee.choices = [
            SelectChoice("", str(_l("Nobody yet"))),
            *(SelectChoice(str(person.id), person.name) for person in colleagues),
        ]
        self.same_as.choices = [
            SelectChoice("", str(_l("No, it is a question of its own"))),
            *(SelectChoice(str(key), _short(text)) for key, text in others.items()),
        ]

    def draft(self) -> Draft:
        """What was typed."""
        return Draft(
            question=self.question.data or "",
            answer=self.answer.data or "",
            is_ready=self.is_ready.data,
            assignee=_identifier(self.assignee.data),
            same_as=_identifier(self.same_as.data),
        )


class OwnClarificationForm(FlaskForm):  # type: ignore[misc]
    """What the buyer tells all suppliers of its own accord."""

    about = SelectField(_l("What is it about?"))
    answer = LongText(
        _l("What do you tell all suppliers?"),
        required(_l("Write the answer.")),
        longest=LONGEST_ANSWER,
        description=_l("At most 5,000 characters."),
    )
    is_ready = BooleanField(_l("It is ready to be published"))

    def offer(self, requirements: Iterable[Requirement], language: str) -> None:
        """Offer the requirements that are asked to choose from."""
        self.about.choices = [
            SelectChoice("", str(_l("The procurement as a whole"))),
            *(
                SelectChoice(
                    item.identifier, f"{item.identifier} {item.title.choose(language).text}"
                )
                for item in requirements
            ),
        ]


class PublishNotaForm(FlaskForm):  # type: ignore[misc]
    """That what was shown goes to all suppliers, and that the warning was read."""

    shown = HiddenField()
    has_seen_warning = BooleanField(
        _l("I know that less than ten days are left, and publish the answers all the same.")
    )


_LONGEST_SHOWN = 80


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def _identifier(value: str | None) -> UUID | None:
    return UUID(value) if value else None
