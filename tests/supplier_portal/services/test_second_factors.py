"""A code of the app and a recovery code each count once, and a dump tells none of them (D5)."""

from datetime import timedelta

import pytest
from factories.second_factors import SECRET, code_at, give_factor
from factories.world import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supplier_portal.cipher import Cipher, UnreadableError
from supplier_portal.mail import letter_from
from supplier_portal.services import accounts, jobs, recovery_codes, second_factors, sign_ins
from supplier_portal.services.errors import UnreadableFactorError, WrongCodeError
from supplier_portal.services.jobs import JobKind

STEP = timedelta(seconds=second_factors.SECONDS)
CIPHER = Cipher("x" * 40)


@pytest.fixture
def person(world):
    return world.person("supplier")


def _spend(world, person, code, at, cipher=CIPHER):
    with world.database.writing.begin() as session:
        return second_factors.spend_code(session, cipher, person.id, code, at=at)


def _recover(world, person, code):
    with world.database.writing.begin() as session:
        return recovery_codes.spend(session, person.id, code, at=NOW, origin="test")


def test_a_code_counts_once(world, person):
    give_factor(world, person)
    later = NOW + 5 * STEP
    assert _spend(world, person, code_at(later), later)
    assert not _spend(world, person, code_at(later), later)
    assert not _spend(world, person, code_at(later), later + STEP)


def test_the_code_that_set_a_factor_up_is_no_way_in(world, person):
    give_factor(world, person)
    assert not _spend(world, person, code_at(NOW), NOW)


def test_an_older_code_than_the_last_one_counts_no_more(world, person):
    give_factor(world, person)
    later = NOW + 5 * STEP
    assert _spend(world, person, code_at(later), later)
    assert not _spend(world, person, code_at(later - STEP), later)


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(world, person, steps, is_right):
    give_factor(world, person)
    later = NOW + 9 * STEP
    assert _spend(world, person, code_at(later + steps * STEP), later) is is_right


def test_the_spaces_that_apps_show_are_forgiven(world, person):
    give_factor(world, person)
    later = NOW + 5 * STEP
    code = code_at(later)
    assert _spend(world, person, f" {code[:3]} {code[3:]} ", later)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(2, 9), st.integers(-2, 2)), min_size=1, max_size=12))
def test_no_step_counts_twice_or_after_a_later_one_whatever_is_sent_when(world, moments):
    person = world.person("supplier")
    give_factor(world, person)
    used = []
    for now, off in moments:
        at = NOW + now * STEP
        if _spend(world, person, code_at(at + off * STEP), at):
            used.append(now + off)
    assert used == sorted(set(used))


def test_of_twenty_who_send_one_code_at_once_one_gets_in(world, person, at_once):
    give_factor(world, person)
    later = NOW + 5 * STEP
    found = at_once(20, lambda _: _spend(world, person, code_at(later), later))
    assert sorted(found) == [False] * 19 + [True]


def test_of_twenty_who_send_one_recovery_code_at_once_one_gets_in(world, person, at_once):
    code = give_factor(world, person)[0]
    found = at_once(20, lambda _: _recover(world, person, code))
    assert sorted(found) == [False] * 19 + [True]


def test_each_of_the_ten_recovery_codes_works_once_however_it_is_copied(world, person):
    codes = give_factor(world, person)
    assert len(set(codes)) == 10
    for code in codes:
        assert _recover(world, person, code.upper().replace("-", " "))
        assert not _recover(world, person, code)
    with world.database.reading() as session:
        assert recovery_codes.left(session, person.id) == 0


def test_a_recovery_code_of_somebody_else_does_not_work(world, person):
    code = give_factor(world, person)[0]
    assert not _recover(world, world.person("supplier"), code)


def test_new_recovery_codes_take_the_place_of_old_ones(world, person):
    old = give_factor(world, person)
    with world.database.writing.begin() as session:
        new = recovery_codes.renew(session, person.id, at=NOW, origin="test")
    assert not _recover(world, person, old[0])
    assert _recover(world, person, new[0])


def test_a_wrong_code_sets_nothing_up(world, person):
    with world.database.writing.begin() as session, pytest.raises(WrongCodeError):
        second_factors.set_up(
            session, CIPHER, person.id, secret=SECRET, code="12345", at=NOW, origin="test"
        )
    with world.database.reading() as session:
        assert second_factors.of_account(session, person.id) is None


def test_a_dump_of_the_database_tells_no_secret_and_no_code(world, person, everything):
    codes = give_factor(world, person)
    dump = everything()
    assert SECRET not in dump
    assert not any(code in dump or code.replace("-", "") in dump for code in codes)


def test_a_secret_is_of_no_use_with_another_key_or_for_another_account(world, person):
    give_factor(world, person)
    with pytest.raises(UnreadableFactorError):
        _spend(world, person, code_at(NOW + STEP), NOW + STEP, Cipher("y" * 40))
    sealed = CIPHER.seal(SECRET, "one")
    assert CIPHER.read(sealed, "one") == SECRET
    with pytest.raises(UnreadableError):
        CIPHER.read(sealed, "another")


def test_what_is_proposed_is_another_secret_at_each_sign_in(person):
    proposed = {
        second_factors.proposed_secret(CIPHER, person.id, token) for token in ("one", "two", "one")
    }
    assert len(proposed) == 2


def test_after_a_password_alone_nobody_is_let_in_and_no_place_is_known(world, person):
    with world.database.writing.begin() as session:
        token = accounts.begin_sign_in(session, person.id, at=NOW, origin="thief")
    with world.database.reading() as session:
        assert sign_ins.current(session, token, at=NOW) is None
        assert sign_ins.halfway(session, token, at=NOW).account_id == person.id
        assert sign_ins.halfway(session, token, at=NOW + sign_ins.HALFWAY_FOR) is None
        assert not sign_ins.is_known_place(session, person.id, "thief", at=NOW)
        assert not sign_ins.has_lapsed(session, token, at=NOW + timedelta(hours=3))


def test_a_sign_in_in_full_is_not_half_of_one(world, person):
    with world.database.writing.begin() as session:
        token = accounts.sign_in(session, person.id, at=NOW, origin="test")
    with world.database.reading() as session:
        assert sign_ins.halfway(session, token, at=NOW) is None


def test_setting_up_and_recovering_are_in_the_journal_without_a_code(scene):
    codes = give_factor(scene.world, scene.buyer)
    assert _recover(scene.world, scene.buyer, codes[0])
    told = scene.journal(f"account:{scene.buyer.id}")
    actions = [entry.action for entry in told]
    assert actions[-3:] == ["set_second_factor", "renew_recovery_codes", "use_recovery_code"]
    assert not any(codes[0] in str(entry.facts) for entry in told)


def test_a_reset_ends_every_sign_in_is_journalled_and_told_by_mail(scene):
    world, person = scene.world, scene.supplier
    code = give_factor(world, person)[0]
    with world.database.writing.begin() as session:
        whole = accounts.sign_in(session, person.id, at=NOW, origin="test")
        half = accounts.begin_sign_in(session, person.id, at=NOW, origin="test")
        account = accounts.of_id(session, person.id)
        assert second_factors.reset(session, account, at=NOW)
        assert not second_factors.reset(session, account, at=NOW)
        assert second_factors.of_account(session, person.id) is None
        assert sign_ins.current(session, whole, at=NOW) is None
        assert sign_ins.halfway(session, half, at=NOW) is None
        letters = [
            letter_from(lease.payload)
            for lease in iter(lambda: jobs.lease(session, (JobKind.ACCOUNT_MAIL,), at=NOW), None)
        ]
    assert [letter.to for letter in letters] == [person.email]
    assert not _recover(world, person, code)
    last = scene.journal(f"account:{person.id}")[-1]
    assert (last.action, last.actor) == ("reset_second_factor", "command line")
