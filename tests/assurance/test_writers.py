"""This file has four processes of sixteen threads write at once: each has its turn (A13)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from assurance.conftest import REHEARSALS
from assurance.rehearsals.writers import THREADS

from supplier_portal import migrating
from supplier_portal.database import make_engine
from supplier_portal.records.accounts import OrganisationRecord

PROCESSES = 4
TRIALS_A_WRITE = 50
_ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def _write_at_once(address: str, writes: int, begin: str = "") -> tuple[list[float], list[str]]:
    environment = os.environ | {"PYTHONPATH": f"{_ROOT}:{_ROOT / 'tests'}"}
    running = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "assurance.rehearsals.writers", address, str(writes), begin],
            cwd=_ROOT,
            env=environment,
            stdout=subprocess.PIPE,
        )
        for _ in range(PROCESSES)
    ]
    told = [json.loads(process.communicate(timeout=600)[0]) for process in running]
    return [s for one in told for s in one["seconds"]], [e for one in told for e in one["errors"]]


def test_every_writer_has_its_turn(request, record_property, database, database_url):
    writes = max(2, request.config.getoption("--trials") // TRIALS_A_WRITE)
    seconds, errors = _write_at_once(database_url, writes)
    in_order = sorted(seconds)
    record_property(
        REHEARSALS,
        {
            "kind": "writers",
            "times": len(seconds),
            "refused": len(errors),
            "p95": f"{in_order[int(0.95 * len(in_order))]:.3f} s",
            "longest": f"{in_order[-1]:.2f} s",
        },
    )
    assert errors == []
    with database.reading() as session:
        assert session.query(OrganisationRecord).count() == PROCESSES * THREADS * writes


def test_writers_that_begin_as_readers_are_found_out(tmp_path):
    address = f"sqlite:///{tmp_path / 'late.sqlite3'}"
    engine = make_engine(address)
    migrating.upgrade(engine)
    engine.dispose()
    _, errors = _write_at_once(address, 2, "late")
    assert any("locked" in error for error in errors), "a fault was planted and nobody noticed"
