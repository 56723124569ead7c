"""This file keeps files in a vault: versions stay, corrections reach what is open, no more fits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories.files import pdf
from factories.world import NOW

from questionnaires.evidence import Particulars
from questionnaires.interchange.response import from_document
from questionnaires.proving import Demonstration
from questionnaires.requirement_sets import ProofType
from supplier_portal.evidence_settings import Quota
from supplier_portal.records.vault import VaultItemRecord, VaultVersionRecord
from supplier_portal.services import evidence, journal, uploads, vault, vault_items, verdicts
from supplier_portal.services.errors import (
    AlreadyInVaultError,
    ChangedMeanwhileError,
    LateFileError,
    NotFoundError,
    QuotaError,
)
from supplier_portal.storage import FolderStore

REQUIREMENT, OTHER = "BIO2-8.08.01", "BIO2-5.20.05"
REPORT = Particulars(
    title="ISAE 3402 type II",
    proof_type=ProofType.ASSURANCE_REPORT,
    issuer="Kantoor Proefwaarde",
    scope="Hosting in Nederland",
    covers_from=date(2026, 1, 1),
    covers_until=date(2026, 12, 31),
    valid_until=date(2027, 12, 31),
)
BOTH = (Demonstration.OPERATION, Demonstration.EXISTENCE)
ROOMY = Quota()


@pytest.fixture
def folder(tmp_path):
    return FolderStore(tmp_path / "evidence")


class Supplier:
    """What a supplier does with its vault; each call is a transaction."""

    def __init__(self, scene, store):
        self.scene, self.store, self.actor = scene, store, scene.supplier.actor

    def run(self, act, *args, **kwargs):
        with self.scene.database.writing.begin() as session:
            found = act(session, self.actor, *args, **kwargs)
            session.flush()
            session.expunge_all()
            return found

    def upload(self, text="rapport"):
        return uploads.take_in("rapport.pdf", pdf(text), self.store)

    def keep(self, text="rapport", told=REPORT, quota=ROOMY):
        return self.run(vault.keep, self.upload(text), told, quota=quota, at=NOW)

    def correct(self, kept, told, version=1):
        return self.run(vault.correct, kept.item_id, told, version=version, at=NOW)

    def replace(self, kept, text="nieuw rapport", told=REPORT, version=1):
        new = self.upload(text)
        return self.run(
            vault.replace, kept.item_id, new, told, version=version, quota=ROOMY, at=NOW
        )

    def attach(self, kept, requirement=REQUIREMENT, levels=BOTH, quota=ROOMY, at=NOW):
        with self.scene.database.writing.begin() as session:
            record = evidence.attach_version(
                session,
                self.actor,
                self.scene._response(session),
                requirement,
                item_id=kept.item_id,
                number=kept.number,
                levels=levels,
                quota=quota,
                received_at=at,
            )
            session.flush()
            session.expunge_all()
            return record

    def references(self):
        with self.scene.database.reading() as session:
            return evidence.references(session, self.scene._response(session))

    def titles(self):
        with self.scene.database.reading() as session:
            return [item.title for item in vault_items.all_of(session, self.actor)]


@pytest.fixture
def supplier(scene, folder):
    return Supplier(scene, folder)


def _versions(scene):
    with scene.database.reading() as session:
        return session.query(VaultVersionRecord).order_by(VaultVersionRecord.number).all()


def test_what_is_kept_is_told_again(supplier):
    kept = supplier.keep()
    assert vault_items.told_by(kept) == REPORT
    assert supplier.titles() == ["ISAE 3402 type II"]


def test_one_file_shows_several_requirements_and_procurements(supplier, scene):
    kept = supplier.keep()
    supplier.attach(kept)
    supplier.attach(kept, OTHER, (Demonstration.DESIGN,))
    with scene.database.reading() as session:
        found = evidence.by_level(session, scene._response(session))
    assert set(found) == {
        (REQUIREMENT, Demonstration.EXISTENCE),
        (REQUIREMENT, Demonstration.OPERATION),
        (OTHER, Demonstration.DESIGN),
    }
    assert {file.stored_as for files in found.values() for file in files} == {kept.stored_as}


def test_attaching_once_more_changes_the_levels_only(supplier):
    kept = supplier.keep()
    first = supplier.attach(kept)
    again = supplier.attach(kept, levels=(Demonstration.DESIGN,))
    assert again.id == first.id
    [reference] = supplier.references()
    assert reference.levels == (Demonstration.DESIGN,)


def test_a_new_file_takes_the_place_and_the_old_one_stays_where_it_was_used(supplier, scene):
    kept = supplier.keep()
    supplier.attach(kept)
    supplier.replace(kept, told=replace(REPORT, title="ISAE 3402 van volgend jaar"))
    assert supplier.titles() == ["ISAE 3402 van volgend jaar"]
    [reference] = supplier.references()
    assert (reference.digest, reference.particulars) == (kept.digest, REPORT)
    assert [version.number for version in _versions(scene)] == [1, 2]


def test_a_correction_reaches_the_response_that_is_open_and_not_what_was_handed_in(supplier, scene):
    kept = supplier.keep()
    supplier.attach(kept)
    corrected = replace(REPORT, issuer="Kantoor Anders")
    supplier.correct(kept, corrected)
    assert [item.particulars for item in supplier.references()] == [corrected]
    scene.hand_in()
    supplier.correct(kept, replace(REPORT, issuer="Kantoor Later"), version=2)
    document = from_document(scene.submission().document)
    assert [(item.particulars, item.levels) for item in document.evidence] == [
        (corrected, (Demonstration.EXISTENCE, Demonstration.OPERATION))
    ]


def test_a_correction_that_changes_nothing_makes_no_version(supplier, scene):
    kept = supplier.keep()
    assert supplier.correct(kept, REPORT).number == 1
    assert len(_versions(scene)) == 1


def test_of_two_who_change_the_same_thing_one_is_told(supplier, scene):
    kept = supplier.keep()
    supplier.correct(kept, replace(REPORT, scope="Anders"))
    for change in (
        lambda: supplier.correct(kept, replace(REPORT, scope="Weer anders")),
        lambda: supplier.replace(kept),
        lambda: supplier.run(vault.withdraw, kept.item_id, version=1, at=NOW),
        lambda: supplier.attach(kept),
    ):
        with pytest.raises(ChangedMeanwhileError):
            change()
    assert len(_versions(scene)) == 2


def test_the_same_file_is_not_kept_twice(supplier, scene):
    kept = supplier.keep()
    with pytest.raises(AlreadyInVaultError) as refused:
        supplier.keep(told=replace(REPORT, title="Nog eens"))
    assert refused.value.facts == {"title": REPORT.title, "item": kept.item_id}
    assert len(_versions(scene)) == 1


def test_what_was_withdrawn_is_offered_no_more_and_stays_where_it_is_used(supplier):
    kept = supplier.keep()
    supplier.attach(kept)
    supplier.run(vault.withdraw, kept.item_id, version=1, at=NOW)
    assert supplier.titles() == []
    assert [item.digest for item in supplier.references()] == [kept.digest]
    with pytest.raises(ChangedMeanwhileError):
        supplier.attach(kept, OTHER)
    supplier.keep(told=replace(REPORT, title="Toch weer"))
    assert supplier.titles() == ["Toch weer"]


def test_what_another_supplier_keeps_is_not_there(supplier, scene):
    kept = supplier.keep()
    rival = Supplier(scene.another("Rivaal"), supplier.store)
    assert rival.titles() == []
    for act in (
        lambda: rival.correct(kept, REPORT),
        lambda: rival.replace(kept),
        lambda: rival.attach(kept),
        lambda: rival.run(vault_items.one_of, kept.item_id),
        lambda: rival.run(vault_items.version_of, kept.item_id, 1),
        lambda: rival.run(vault.withdraw, kept.item_id, version=1, at=NOW),
    ):
        with pytest.raises(NotFoundError):
            act()
    rival.keep()
    assert rival.titles() == [REPORT.title], "the same file may be in two vaults"


def test_a_file_that_comes_late_is_said_to_be_no_part_of_the_response(supplier, scene):
    kept = supplier.keep()
    with pytest.raises(LateFileError, match="not part of your response"):
        supplier.attach(kept, at=scene.deadline + timedelta(microseconds=1))
    assert supplier.references() == ()


def test_a_file_with_malware_is_not_handed_in(supplier, scene):
    bad, good = supplier.keep("kwaad"), supplier.keep("goed")
    supplier.attach(bad)
    supplier.attach(good)
    with scene.database.writing.begin() as session:
        verdicts.note(session, bad.stored_as, "Eicar", at=NOW)
        verdicts.note(session, good.stored_as, "", at=NOW)
    assert [item.digest for item in supplier.references()] == [good.digest]


def test_the_journal_of_the_supplier_tells_of_each_change_by_digest(supplier, scene):
    kept = supplier.keep()
    supplier.correct(kept, replace(REPORT, scope="Anders"))
    supplier.replace(kept, version=2)
    supplier.run(vault.withdraw, kept.item_id, version=3, at=NOW)
    entries = scene.journal(journal.of_organisation(supplier.actor.organisation_id))
    assert [entry.action for entry in entries[-4:]] == [
        "keep_in_vault",
        "correct_in_vault",
        "replace_in_vault",
        "withdraw_from_vault",
    ]
    assert all(entry.facts["digest"] for entry in entries[-4:])
    assert REPORT.title not in repr(entries)


def test_a_requirement_a_response_and_a_vault_hold_so_much_and_no_more(supplier):
    first, second = supplier.keep("1"), supplier.keep("2")
    tight = Quota(files_per_requirement=1, files_per_response=2, megabytes_per_supplier=1)
    supplier.attach(first, quota=tight)
    supplier.attach(first, quota=tight, levels=(Demonstration.DESIGN,))
    with pytest.raises(QuotaError, match="requirement has its 1"):
        supplier.attach(second, quota=tight)
    supplier.attach(second, OTHER, quota=tight)
    with pytest.raises(QuotaError, match="response has its 2"):
        supplier.attach(first, "BIO2-5.20.02", quota=tight)
    with pytest.raises(QuotaError, match="at most 1 MB"):
        supplier.keep("n" * 1_000_000, quota=tight)


def test_many_at_once_do_not_get_past_a_quota(supplier, scene, at_once):
    """E7: never over by more than one file; here by none."""
    few = Quota(files_per_requirement=3)
    kept = [supplier.keep(str(number)) for number in range(8)]
    results = at_once(8, lambda number: supplier.attach(kept[number], quota=few))
    assert sum(isinstance(result, QuotaError) for result in results) == 5, results
    assert len(supplier.references()) == 3


def test_many_at_once_do_not_overfill_a_vault(supplier, scene, at_once):
    size = 300_000
    room = Quota(megabytes_per_supplier=1)
    files = [
        uploads.take_in("r.txt", bytes([97 + number]) * size, supplier.store) for number in range(8)
    ]
    results = at_once(
        8, lambda number: supplier.run(vault.keep, files[number], REPORT, quota=room, at=NOW)
    )
    assert sum(isinstance(result, QuotaError) for result in results) == 5, results
    with scene.database.reading() as session:
        organisation = supplier.actor.organisation_id
        assert vault_items.bytes_kept(session, organisation) == 3 * size
        assert session.query(VaultItemRecord).count() == 3
