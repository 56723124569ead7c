"""The glossary is linked in our own sentences only: what people or norms say stays as it is."""

import re
from collections import defaultdict
from collections.abc import Iterable

import pytest
from babel.messages.pofile import read_po
from rules.access import rows
from sqlalchemy import MetaData

from questionnaires.wording import Language
from supplier_portal import resources
from supplier_portal.web import terms

PO = resources.TRANSLATIONS / "nl" / "LC_MESSAGES" / "messages.po"
WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}(?!\w)")
MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
LINKED = re.compile(r'<a class="term" href="/glossary#\w[^>]*>[^<]*</a>[^<]*')
ENOUGH = 300  # words that only data has


@pytest.fixture(scope="module")
def foreign(stage, shared_database) -> frozenset[str]:
    """The words that are in the database and in no message of ours."""
    found = words_of(texts_of(shared_database.engine)) - words_of(messages())
    assert len(found) >= ENOUGH
    return frozenset(found)


def texts_of(engine) -> Iterable[str]:
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name in {"job", "receipt"}:  # they hold words of ours
                continue
            for row in connection.execute(table.select()):
                yield from (str(value) for value in row)


def messages() -> Iterable[str]:
    with PO.open("rb") as file:
        for message in read_po(file, locale="nl"):
            for text in (message.id, message.string):
                yield from text if isinstance(text, tuple) else (text,)


def words_of(texts: Iterable[str]) -> set[str]:
    return {word.lower() for text in texts for word in WORD.findall(text)}


def test_no_word_of_people_or_norms_is_linked_on_any_page(foreign, visitors, monkeypatch):
    # A glossary of the words that are not ours; any other word has an empty key.
    keys = defaultdict(str, {word: word for word in foreign})
    monkeypatch.setattr(terms, "_words_of", lambda _: (WORD, keys))
    found, count = set(), 0
    for row, principal, state in shown():
        response = visitors.request(principal, row.endpoint, "GET", state)
        if response.mimetype == "text/html":
            count += 1
            found |= {f"{row.endpoint}: {text}" for text in linked_in(response.text)}
    assert count >= 50
    assert found == set()


def shown():
    """Every page that shows data, before somebody who may see it, in each state."""
    for row in rows():
        if row.method == "GET" and row.endpoint != "styleguide.show":
            principals = [name for name, status in row.expected.items() if status == 200]
            for principal in principals[:1]:
                for state in row.states:
                    yield row, principal, state


def linked_in(page: str) -> list[str]:
    main = terms.link(MAIN.search(page)[0], Language.DUTCH, "/glossary")
    return [" ".join(found[0].split()) for found in LINKED.finditer(main)]
