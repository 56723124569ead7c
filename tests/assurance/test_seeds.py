"""This file tests that a hostile file comes back, wherever and whenever it is made again."""

from multiprocessing import get_context

import pytest
from factories.hostile_files import KINDS, hostile_file


def test_the_same_seed_and_trial_give_the_same_file_in_every_process():
    wanted = [(kind, 1, trial) for trial in range(60) for kind in KINDS]
    here = [hostile_file(*each) for each in wanted]
    with get_context("spawn").Pool(1) as other:
        there = other.starmap(hostile_file, reversed(wanted))
    differing = [each for each, a, b in zip(wanted, here, reversed(there), strict=True) if a != b]
    assert differing == []


@pytest.mark.parametrize("kind", KINDS)
def test_other_seeds_and_trials_give_other_files(kind):
    files = {hostile_file(kind, seed, trial) for seed in (1, 2) for trial in range(40)}
    assert len(files) > 70
