"""This file holds the forms of the supplier beside those of the questions themselves."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from questionnaires.clarifications import LONGEST_QUESTION
from questionnaires.requirement_sets import Requirement
from supplier_portal.web.fields import LongText, ShortText, VersionField, WholeNumber, required


class SheetForm(FlaskForm):
    """A questionnaire that was filled in offline."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))])


class TakeUpForm(FlaskForm):
    """With which revision the supplier goes on: the one that was shown."""

    number = VersionField()


class QuestionForm(FlaskForm):
    """A question to the buyer, about one requirement or about everything.

    ``seen_names`` are the names of the visitor's own in it of which the page told that all read it.
    """

    seen_names = HiddenField()
    about = SelectField(_l("What is it about?"))
    text = LongText(
        _l("Your question"),
        required(_l("Write your question.")),
        longest=LONGEST_QUESTION,
        description=_l(
            "At most 2,000 characters. Do not name your organisation: every supplier may read it."
        ),
    )

    def warns(self, names: Iterable[str]) -> bool:
        """Whether the page has to tell of these names first; it then does so once."""
        told = ", ".join(names)
        if not told or self.seen_names.data == told:
            return False
        self.seen_names.data = told
        return True

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


class SeenForm(FlaskForm):
    """Up to which nota somebody read what was answered."""

    newest = VersionField()


class SubmitForm(FlaskForm):
    """The declaration with which a response is handed in, as the page showed it.

    ``revision`` and ``round`` say what it showed.
    """

    revision = WholeNumber(widget=HiddenInput())
    round = WholeNumber(widget=HiddenInput())
    is_true = BooleanField(
        _l("I declare this."),
        [DataRequired(_l("Tick this to hand in the response."))],
    )
    signer = ShortText(
        _l("Your name"),
        required(_l("Type your name under the declaration.")),
        longest=200,
        description=_l("The name stands under the declaration, and the buyer sees it."),
        render_kw={"autocomplete": "name"},
    )


class ReadyForm(FlaskForm):
    """Only the button."""


class WithdrawForm(FlaskForm):
    """What is taken back: the submission that was shown, and that this is meant."""

    submission = StringField(widget=HiddenInput())
    is_meant = BooleanField(
        _l("Yes, withdraw this response."),
        [DataRequired(_l("Tick this if you really want to withdraw."))],
    )
