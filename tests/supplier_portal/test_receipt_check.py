"""This file checks receipts as a supplier or a judge would: with nothing but the files."""

import json

import pytest
from click.testing import CliRunner
from factories.world import NOW, World

from questionnaires.interchange.schemas import UnreadableDocumentError
from supplier_portal.cli import main
from supplier_portal.receipt_check import check
from supplier_portal.receipt_keys import ReceiptKey, ReceiptKeyError, public_key_from
from supplier_portal.services import evidence, receipts
from supplier_portal.storage import FolderStore

FILE = b"%PDF-1.4 beleid"


@pytest.fixture
def folder(scene, tmp_path):
    """A folder with a receipt, what was handed in, a file, and the key of the service."""
    with scene.database.writing.begin() as session:
        evidence.attach(
            session,
            scene.supplier.actor,
            scene._response(session),
            "BIO2-8.08.01",
            name="beleid.pdf",
            content=FILE,
            store=FolderStore(tmp_path / "evidence"),
            received_at=NOW,
        )
    scene.hand_in()
    with scene.database.reading() as session:
        [issued] = receipts.all_of(session, scene._response(session))
        (tmp_path / "receipt.json").write_bytes(receipts.signed(issued))
    (tmp_path / "response.json").write_bytes(scene.submission().document)
    (tmp_path / "beleid.pdf").write_bytes(FILE)
    (tmp_path / "key").write_text(scene.world.settings.receipt_key.public_key)
    return tmp_path


@pytest.fixture
def verify(folder, monkeypatch):
    """Runs the command without any database or settings."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere.invalid/nothing")

    def run(*names):
        words = [str(folder / name) if not name.startswith("--") else name for name in names]
        return CliRunner().invoke(main, ["receipt", "verify", *words])

    return run


def test_everything_holds_and_nothing_is_left_open(verify):
    found = verify("receipt.json", "beleid.pdf", "--response", "response.json", "--key", "key")
    assert found.exit_code == 0
    assert found.output.count("holds  ") == 4
    assert "WRONG" not in found.output
    assert "?" not in found.output
    assert "beleid.pdf is the file beleid.pdf with BIO2-8.08.01." in found.output


def test_what_was_not_given_is_said_not_to_be_checked(verify):
    found = verify("receipt.json")
    assert found.exit_code == 0
    assert found.output.count("?") == 2


def test_a_file_that_was_changed_is_found(verify, folder):
    (folder / "beleid.pdf").write_bytes(FILE + b" ")
    found = verify("receipt.json", "beleid.pdf", "--response", "response.json")
    assert found.exit_code == 1
    assert "WRONG" in found.output
    assert "exactly what was handed in" in found.output


def test_a_receipt_of_another_key_is_found_though_its_signature_is_right(verify, folder):
    (folder / "key").write_text(ReceiptKey.new().public_key)
    found = verify("receipt.json", "--key", "key")
    assert found.exit_code == 1
    assert "made by somebody else" in found.output


def test_a_receipt_that_was_rewritten_is_none(verify, folder):
    path = folder / "receipt.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2))
    found = verify("receipt.json")
    assert found.exit_code == 1
    assert "is no receipt, or it was changed" in found.output


def test_a_key_that_is_none_is_refused(verify, folder):
    (folder / "key").write_text("geen sleutel")
    assert "holds no public key" in verify("receipt.json", "--key", "key").output


def test_the_published_list_of_keys_checks_a_receipt(verify, folder, browser):
    response = browser().client.get("/.well-known/receipt-key")
    assert response.mimetype == "application/json"
    (folder / "key").write_bytes(response.data)
    found = verify("receipt.json", "--key", "key")
    assert found.exit_code == 0, found.output
    assert "one of the service's" in found.output


def test_a_hash_over_what_is_not_canonical_does_not_hold(folder):
    """The fault that assurance A9 plants: the same data in another order is another digest."""
    data = json.loads((folder / "response.json").read_bytes())
    rewritten = json.dumps(data, ensure_ascii=False).encode()
    signed = (folder / "receipt.json").read_bytes()
    assert check(signed, {"response.json": (folder / "response.json").read_bytes()}).holds
    assert not check(signed, {"response.json": rewritten}).holds


def test_letters_in_another_case_are_another_receipt(folder):
    signed = (folder / "receipt.json").read_bytes()
    start = signed.index(b'"value":"') + len(b'"value":"')
    raised = signed[:start] + signed[start:].upper()
    assert raised != signed
    with pytest.raises(UnreadableDocumentError):
        check(raised, {})


def test_a_new_key_is_one_that_the_setting_takes():
    found = CliRunner().invoke(main, ["receipt", "new-key"])
    key = ReceiptKey.read(found.stdout)
    assert key.key_id in found.stderr
    assert key.written not in found.stderr


@pytest.mark.parametrize("text", ["", "kort", "YQ==", "-----BEGIN X-----", "=" * 44])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ReceiptKeyError):
        ReceiptKey.read(text)
    with pytest.raises(ReceiptKeyError):
        public_key_from(text)


def test_the_key_is_in_no_printed_settings(settings):
    assert settings.receipt_key.written not in repr(settings)
    assert isinstance(World(None, settings).issuer().key, ReceiptKey)
