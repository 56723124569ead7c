"""This file tests that the proof sees a lost text, a dropped duplicate and another order."""

import pytest

from supplier_portal.documents.proof import LostTextError, refuse_loss

ONE = {"identifier": "A-1", "text": "hetzelfde", "proof": [{"level": "Opzet", "text": "beleid"}]}
OTHER = {"identifier": "A-2", "text": "hetzelfde", "proof": [{"level": "Opzet", "text": "beleid"}]}
CONTENT = {
    "kind": "programme",
    "language": "nl-NL",
    "labels": {"heading": "niet gedrukt"},
    "procurement": {"title": "Zaaksysteem"},
    "digest": "abc",
    "themes": [{"title": "Mensen", "requirements": [ONE, OTHER]}],
}
BODY = "Zaaksysteem Mensen A-1 hetzelfde Opzet: beleid A-2 hetzelfde Opzet: beleid"


def test_a_document_that_holds_all_is_given_out():
    refuse_loss(CONTENT, BODY, ["abc"])


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("Mensen ", ""),
        BODY.replace("A-1 ", ""),
        BODY.replace("Zaaksysteem", "Zaak systeem"),
        BODY.removesuffix(" hetzelfde Opzet: beleid"),
        BODY.replace("A-2 hetzelfde", "A-2"),
        BODY.replace("A-1 hetzelfde", "A-1"),
        BODY.removesuffix(" beleid"),
        BODY.replace("A-1", "A-0").replace("A-2", "A-1").replace("A-0", "A-2"),
    ],
    ids=range(8),
)
def test_a_lost_text_a_dropped_duplicate_and_another_order_are_seen(body):
    with pytest.raises(LostTextError):
        refuse_loss(CONTENT, body, ["abc"])


def test_what_belongs_in_the_body_is_not_found_in_a_footer():
    with pytest.raises(LostTextError):
        refuse_loss(CONTENT, BODY.replace("A-1 ", ""), ["abc A-1"])


def test_particulars_may_stand_in_a_footer_but_not_nowhere():
    with pytest.raises(LostTextError):
        refuse_loss(CONTENT, BODY, ["", "ab"])


def test_the_parts_of_one_member_may_stand_in_any_order():
    body = BODY.replace("A-1 hetzelfde", "hetzelfde A-1").replace("Opzet: beleid", "beleid, Opzet")
    refuse_loss(CONTENT, body, ["abc"])


def test_two_equal_texts_of_one_member_stand_at_two_places():
    content = {"rows": [{"question": "gelijk", "answer": "gelijk"}]}
    refuse_loss(content, "gelijk gelijk")
    with pytest.raises(LostTextError):
        refuse_loss(content, "gelijk")


def test_what_became_of_a_piece_is_shown_and_not_printed():
    refuse_loss({"pieces": [{"mark": "added", "text": "nieuw"}]}, "[toegevoegd: nieuw]")


def test_a_table_within_a_member_is_followed_too():
    content = {"rows": [{"number": "1", "source": {"norm": "BIO2", "number": "5.20"}}]}
    refuse_loss(content, "1 BIO2 5.20")
    with pytest.raises(LostTextError):
        refuse_loss(content, "1 BIO2")
