"""This file flips bits of receipts and of what they are of, and finds every one (A9)."""

import json
import random

from assurance.conftest import DOCUMENTS
from factories.world import NOW

from questionnaires.interchange import receipt as receipt_document
from questionnaires.interchange.canonical import canonical, digest
from questionnaires.interchange.schemas import UnreadableDocumentError
from questionnaires.receipts import Receipt, ReceiptFile, ReceiptKind, Signature
from supplier_portal import receipt_check
from supplier_portal.receipt_keys import ReceiptKey

WORDS = ("Zaaksysteem", "R&D <1>", "é ü", "=1+1", "😀", "inkoop\ttraject", '"', "\\u0041")
FILES = 3


def made(chance: random.Random) -> dict[str, bytes]:
    """A receipt by chance, with what was handed in and its files."""
    response = canonical_text(chance)
    files = [chance.randbytes(chance.randrange(1, 400)) for _ in range(chance.randrange(FILES))]
    receipt = Receipt(
        kind=chance.choice(list(ReceiptKind)),
        number=chance.randrange(1, 10**6),
        issuer=chance.choice(WORDS),
        buyer=chance.choice(WORDS),
        reference=chance.choice(WORDS),
        title=chance.choice(WORDS),
        supplier=chance.choice(WORDS),
        response=str(chance.random()),
        round=chance.randrange(1, 9),
        revision_digest=digest(response[::-1]),
        deadline=NOW,
        received_at=NOW,
        digest=digest(response),
        files=tuple(
            ReceiptFile("BIO2-8.08.01", chance.choice(WORDS), len(file), digest(file))
            for file in files
        ),
    )
    key, document = ReceiptKey.new(), receipt_document.to_document(receipt)
    signature = Signature(key.key_id, key.public_key, key.sign(document))
    named = {f"{number}.pdf": file for number, file in enumerate(files)}
    signed = receipt_document.to_signed(document, signature)
    return {"receipt.json": signed, "response.json": response, **named}


def canonical_text(chance: random.Random) -> bytes:
    return "".join(chance.choices(WORDS, k=20)).encode()


def holds(content: dict[str, bytes]) -> bool:
    files = {name: found for name, found in content.items() if name != "receipt.json"}
    try:
        return receipt_check.check(content["receipt.json"], files).holds
    except UnreadableDocumentError:
        return False


def flipped(content: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """The same with one bit turned, somewhere."""
    name = chance.choice([name for name, found in content.items() if found])
    changed = bytearray(content[name])
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return {**content, name: bytes(changed)}


def test_every_flipped_bit_is_found_and_what_is_whole_holds(request, record_property):
    trials, seed = request.config.getoption("--trials"), request.config.getoption("--seed")
    missed, alarms = [], []
    for trial in range(trials):
        chance = random.Random(f"{seed}-{trial}")
        content = made(chance)
        if not holds(content):
            alarms.append(trial)
        if holds(flipped(content, chance)):
            missed.append(trial)
    row = {"kind": "receipts", "seed": seed, "sets": trials, "refused": len(alarms)}
    record_property(DOCUMENTS, {**row, "lost": len(missed), "most s": ""})
    assert (missed, alarms) == ([], [])


def test_a_check_that_reads_but_does_not_compare_bytes_misses_some(monkeypatch):
    """The fault that is planted: space at the end, or figures in capitals, say the same."""
    content = made(random.Random(1))
    spoiled = {**content, "receipt.json": content["receipt.json"] + b" "}
    assert not holds(spoiled)
    monkeypatch.setattr(receipt_document, "from_signed", _lenient)
    assert holds(content)
    assert holds(spoiled), "a fault was planted and nobody noticed"


def _lenient(content: bytes) -> tuple[bytes, Signature]:
    found = json.loads(content)
    return canonical(found["receipt"]), Signature(**found["signature"])
