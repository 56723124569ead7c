"""This file tests that garbage is not collected while a document is written, and is afterwards."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from zipfile import BadZipFile

import pytest

from supplier_portal.documents import word
from supplier_portal.documents.collecting import held_off


@pytest.fixture(autouse=True)
def collecting():
    """Each test begins with the collector at work, and leaves it so."""
    gc.enable()
    yield
    gc.enable()


def test_nothing_is_collected_within_and_all_is_again_after():
    with held_off():
        assert not gc.isenabled()
        with held_off():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the outer one is still at work"
    assert gc.isenabled()


def test_a_document_that_fails_leaves_the_collector_at_work():
    with pytest.raises(BadZipFile):
        word.render(b"not a zip", {})
    with pytest.raises(ZeroDivisionError), held_off():
        _ = 1 / 0
    assert gc.isenabled()


def test_of_several_at_once_the_last_one_lets_it_go_on():
    many = 8
    meet = Barrier(many)

    def write(_) -> bool:
        with held_off():
            meet.wait(10)
            seen = gc.isenabled()
            meet.wait(10)
            return seen

    with ThreadPoolExecutor(many) as pool:
        assert not any(pool.map(write, range(many)))
    assert gc.isenabled()


def test_who_switched_it_off_finds_it_off():
    gc.disable()
    with held_off():
        pass
    assert not gc.isenabled()
