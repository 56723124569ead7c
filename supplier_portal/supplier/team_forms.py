"""This file holds the forms with which a supplier's team works together."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectChoice

from questionnaires.catalogue import Theme
from supplier_portal.services.notes import LONGEST
from supplier_portal.services.rights import Right
from supplier_portal.services.team import HELD, Member
from supplier_portal.web.fields import EMAIL, Checkboxes, LongText, ShortText, required

RIGHTS = {
    Right.SIGN: _l("Hand in the response and take it back"),
    Right.TEAM: _l("Invite colleagues and give rights"),
}


class _WithRights(FlaskForm):  # type: ignore[misc]
    """What somebody may do beside answering."""

    rights = Checkboxes(
        _l("What may your colleague do, beside answering?"),
        choices=[SelectChoice(right.value, RIGHTS[right]) for right in HELD],
    )

    @property
    def wanted(self) -> frozenset[Right]:
        """The rights that were ticked."""
        return frozenset(map(Right, self.rights.data or ()))


class ColleagueForm(_WithRights):
    """Whom to invite, and what that person may do beside answering."""

    email = ShortText(
        _l("Mail address"),
        required(_l("Enter the mail address of your colleague.")),
        EMAIL,
        longest=254,
        render_kw={"type": "email", "autocomplete": "off"},
    )
    name = ShortText(_l("Name, if you like"), render_kw={"autocomplete": "off"})


class RightsForm(_WithRights):
    """What a colleague may do from now; ``seen`` holds what the page showed."""

    seen = HiddenField()

    @property
    def shown(self) -> frozenset[Right]:
        """The rights that the page showed; what is no right was never shown."""
        known = {right.value for right in HELD}
        return frozenset(Right(name) for name in (self.seen.data or "").split() if name in known)


class NoteForm(FlaskForm):  # type: ignore[misc]
    """A note to colleagues."""

    text = LongText(
        _l("Note to your colleagues"),
        required(_l("Write something first.")),
        longest=LONGEST,
    )


def chosen_people(
    sent: MultiDict[str, str], themes: Iterable[Theme], people: Iterable[Member]
) -> Mapping[Theme, UUID | None]:
    """Who was chosen for each theme on the page; a name that is no colleague's chooses nobody."""
    known = {str(one.id): one.id for one in people}
    return {
        theme: known.get(sent[f"theme-{theme.value}"])
        for theme in themes
        if f"theme-{theme.value}" in sent
    }
