"""This file speaks the visitor's language: Dutch unless another is chosen."""

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, request
from flask import session as browser
from flask_babel import Babel, Domain, get_locale

from questionnaires.wording import Language
from supplier_portal import resources


class _PoDomain(Domain):  # type: ignore[misc]
    """Reads the .po file that translators edit, so that no compiled copy can be out of date."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def get_translations(self) -> Translations:
        """The texts of the visitor's language."""
        language = str(get_locale())
        if language not in self.cache:
            self.cache[language] = _read(self._folder / language / "LC_MESSAGES" / "messages.po")
        found: Translations = self.cache[language]
        return found


class _PoBabel(Babel):  # type: ignore[misc]
    @property
    def domain_instance(self) -> Domain:
        return _DOMAIN


_DOMAIN = _PoDomain(resources.TRANSLATIONS)


def init_app(app: Flask) -> None:
    """Choose a language for each request, and give templates their gettext."""
    _PoBabel().init_app(app, default_locale=Language.DUTCH.value, locale_selector=chosen)


def chosen() -> str:
    """The language this visitor chose, or else prefers, or else Dutch."""
    kept = browser.get("language")
    if kept in set(Language):
        return str(kept)
    return request.accept_languages.best_match(list(Language)) or Language.DUTCH.value


def choose(language: str) -> None:
    """Remember a choice in this browser; anything but a language we speak is passed over."""
    if language in set(Language):
        browser["language"] = language


def _read(file: Path) -> Translations:
    if not file.exists():  # the messages in the code are English already
        return Translations()
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return Translations(compiled)
