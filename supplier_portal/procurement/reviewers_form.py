"""This file holds the form that names the reviewers of a procurement."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice

from supplier_portal.services.reviewers import Reviewer
from supplier_portal.web.fields import Checkboxes


class ReviewersForm(FlaskForm):  # type: ignore[misc]
    """Who reviews; ``shown`` holds who was ticked when the page was made."""

    people = Checkboxes(_l("Who reviews the responses?"))
    shown = HiddenField()

    def __init__(self, candidates: Iterable[Reviewer], named: Iterable[UUID]) -> None:
        ids = [str(account_id) for account_id in named]
        super().__init__(data={"people": ids, "shown": " ".join(ids)})
        self.people.choices = [SelectChoice(str(item.id), item.name) for item in candidates]

    @property
    def added(self) -> set[UUID]:
        """Who was ticked and was not yet when the page was made."""
        return {UUID(ticked) for ticked in set(self.people.data) - self._shown}

    @property
    def removed(self) -> set[UUID]:
        """Who is no longer ticked; a name that a colleague added meanwhile is not among them."""
        offered = {choice.value for choice in self.people.choices}
        return {UUID(shown) for shown in (self._shown & offered) - set(self.people.data)}

    @property
    def _shown(self) -> set[str]:
        return set((self.shown.data or "").split())
