"""A questionnaire as large as they come is answered, read back and handed in whole (A12)."""

from factories.house import own_measure
from factories.requirements import open_question

from questionnaires.interchange.response import from_document
from supplier_portal.records.responses import SubmissionRecord

MEASURES, QUESTIONS, LENGTH = 100, "abcde", 10_000


def text_of(number: int) -> str:
    """A text of its own for each question, of which the end shows that all of it is there."""
    begin, end = f"{number}: één\n", f" einde {number}."
    return begin + "x" * (LENGTH - len(begin) - len(end)) + end


def test_five_hundred_answers_of_ten_thousand_characters_arrive_whole(asked, database):
    visitor, address = asked(
        *(
            own_measure(f"GV-{number:02}", questions=[open_question(key) for key in QUESTIONS])
            for number in range(1, MEASURES + 1)
        )
    )
    forms = visitor.get(f"{address}/themes/7").soup.select("form.question [name=text]")
    items = [field.find_parent("form")["id"] for field in forms]
    items = [item for item in items if item.endswith(tuple(QUESTIONS))]
    given = {item: text_of(number) for number, item in enumerate(items)}
    assert len(given) == MEASURES * len(QUESTIONS)
    token = visitor.page.soup.select_one("[name=csrf_token]")["value"]

    def answer(item, **fields):
        fields = {"csrf_token": token, "version": "0", **fields}
        headers = {"Accept": "application/json"}
        place = f"{address}/answers/{item}"
        return visitor.client.post(place, data=fields, headers=headers).status_code

    assert {answer(item, text=text) for item, text in given.items()} == {200}
    again = visitor.get(f"{address}/themes/7").soup
    shown = {item: again.find(id=item).textarea.get_text().removeprefix("\n") for item in items}
    assert shown == given
    assert answer("BIO2-8.08.01.q1", option="within_week") == 200
    assert answer("BIO2-8.08.01.q2", number="100") == 200
    visitor.get(f"{address}/submit")
    visitor.submit("/submit", {"is_true": "y", "signer": "Anna Jansen"})
    with database.reading() as session:
        [record] = session.query(SubmissionRecord)
        sent = from_document(record.document).answers
    assert {item: sent[item].text for item in items} == given
