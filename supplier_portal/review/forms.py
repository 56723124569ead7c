"""This file holds the forms of reviewers."""

from decimal import Decimal

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import AnyOf, InputRequired

from questionnaires.clarifications import LONGEST_ANSWER
from questionnaires.judgements import SHORTEST_MOTIVATION, Applicability, Decision, Verdict
from questionnaires.revisions import Grade
from supplier_portal.services.answering import Assigned
from supplier_portal.services.approvals import ApprovalDecision, Reply
from supplier_portal.services.candidates import Candidate
from supplier_portal.web.fields import LongText, VersionField, required
from supplier_portal.web.names import name_of


class OpenForm(FlaskForm):
    """Only the button."""


class ApproveForm(FlaskForm):
    """What security decides about a set: each of the two buttons sends its own answer."""

    version = VersionField()
    digest = HiddenField()
    basis = HiddenField()
    decision = HiddenField(
        validators=[AnyOf(list(ApprovalDecision), message=_l("Approve the set or return it."))]
    )
    note = LongText(
        _l("Note"),
        longest=2000,
        description=_l("Needed when you return the set: say what has to change."),
    )

    @property
    def reply(self) -> Reply:
        """What was decided, about what was on the page."""
        return Reply(
            ApprovalDecision(self.decision.data),
            self.note.data or "",
            digest=self.digest.data or "",
            basis=self.basis.data or "",
            version=self.version.data,
        )

    @staticmethod
    def shown(version: int, candidate: Candidate) -> dict[str, object]:
        """What the form says that the page shows."""
        return {"version": version, "digest": candidate.digest, "basis": candidate.basis}

    def show_again(self, version: int, candidate: Candidate) -> None:
        """Go on from the set as it is now, once the visitor was shown it."""
        self.version.renew(version)
        for field, value in ((self.digest, candidate.digest), (self.basis, candidate.basis)):
            field.process(MultiDict({field.name: value}))


class AnswerForm(FlaskForm):
    """An answer to a question that procurement gave the visitor."""

    version = VersionField()
    answer = LongText(
        _l("The answer"),
        required(_l("Write the answer.")),
        longest=LONGEST_ANSWER,
        description=_l("Every supplier reads it. At most 5,000 characters."),
    )

    @staticmethod
    def shown(assigned: Assigned) -> dict[str, object]:
        """What the form shows at first."""
        return {"version": assigned.record.version, "answer": assigned.record.answer}


class JudgeForm(FlaskForm):
    """A decision on one subject, and why."""

    version = VersionField()
    subject = HiddenField(validators=[InputRequired()])
    decision = RadioField(_l("Judgement"), validate_choice=False)
    motivation = LongText(
        _l("Motivation"),
        required(_l("Motivate the judgement.")),
        description=_l(
            "At least %(shortest)d characters: what you saw, and what it means for the grade.",
            shortest=SHORTEST_MOTIVATION,
        ),
    )

    def decided(self, scale: tuple[Grade, ...]) -> Decision | None:
        """The decision that was chosen; None for anything that was not offered."""
        chosen = self.decision.data
        offered: dict[str, Decision] = {str(step.fraction): step.fraction for step in scale}
        offered.update({verdict.value: verdict for verdict in Verdict})
        offered.update({answer.value: answer for answer in Applicability})
        return offered.get(chosen or "")


def grades(scale: tuple[Grade, ...]) -> list[SelectChoice]:
    """The steps of the scale to choose from, with what each means."""
    return [
        SelectChoice(
            str(step.fraction),
            f"{step.fraction * 100:.0f} % – {step.label.choose(str(get_locale()))}",
        )
        for step in scale
    ]


def verdicts() -> list[SelectChoice]:
    """The verdicts on a knock-out to choose from."""
    return [SelectChoice(verdict.value, name_of(verdict)) for verdict in Verdict]


def claims() -> list[SelectChoice]:
    """What can be decided about a claim of "not applicable"."""
    return [SelectChoice(answer.value, name_of(answer)) for answer in Applicability]


def value_of(decision: Decision) -> str:
    """A decision as the form sends it."""
    return str(decision) if isinstance(decision, Decimal) else decision.value
