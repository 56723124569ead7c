"""This file holds the forms of a procurement after publication: its changes and its decision."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import DataRequired, InputRequired

from supplier_portal.services import amendments, lifecycle
from supplier_portal.web.fields import LongText, VersionField, required

NOBODY = "nobody"


class AmendForm(FlaskForm):  # type: ignore[misc]
    """Why a published set changes."""

    version = VersionField()
    reason = LongText(
        _l("Why do the requirements change?"),
        required(_l("Write why the requirements change.")),
        longest=amendments.LONGEST_REASON,
        description=_l("Every supplier reads this beside the changes, word for word."),
    )


class DecideForm(FlaskForm):  # type: ignore[misc]
    """Who is awarded, and why."""

    winner = RadioField(_l("Who is awarded?"), [InputRequired(_l("Choose who is awarded."))])
    reason = LongText(
        _l("Reasons"),
        required(_l("Write the reasons.")),
        longest=lifecycle.LONGEST_REASON,
        description=_l(
            "At least %(shortest)d characters: the relevant reasons, as suppliers must be told "
            "them. They cannot be added to later.",
            shortest=lifecycle.SHORTEST_REASON,
        ),
    )

    def offer(self, suppliers: Iterable[tuple[UUID, str]]) -> None:
        """Say whom can be chosen; nobody always can."""
        self.winner.choices = [
            *(SelectChoice(str(opened_id), name) for opened_id, name in suppliers),
            SelectChoice(NOBODY, gettext("Nobody: the procurement ends without an award")),
        ]

    @property
    def chosen(self) -> UUID | None:
        """The response that is awarded, or None."""
        return None if self.winner.data == NOBODY else UUID(self.winner.data)


class ContractForm(FlaskForm):  # type: ignore[misc]
    """That nothing stands in the way of the contract, and why it was closed early, if it was."""

    is_undisputed = BooleanField(
        _l("No interim measure was asked for in court, or the court has decided (article 2.131)."),
        [DataRequired(_l("Confirm this before you say that the contract is closed."))],
    )

    reason = LongText(
        _l("Why before the end of the standstill?"),
        longest=lifecycle.LONGEST_REASON,
        description=_l(
            "The exception of article 2.127(4) of the Aanbestedingswet 2012 that holds, in at "
            "least %(shortest)d characters.",
            shortest=lifecycle.SHORTEST_REASON,
        ),
    )


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Why no contract follows on the award."""

    why = LongText(
        _l("Why does no contract follow?"),
        required(_l("Write the reasons.")),
        longest=lifecycle.LONGEST_REASON,
        description=_l(
            "At least %(shortest)d characters, as you told every supplier.",
            shortest=lifecycle.SHORTEST_REASON,
        ),
    )
