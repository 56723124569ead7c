"""This file reads files in a process of its own that may use so much memory and time, no more.

What the process does is judged from outside: it may also die, hang or eat all memory.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from questionnaires.errors import UnreadableFileError

SECONDS = 10  # of processor time: how busy the machine is with other things says nothing
MEGABYTES = 512
_PATIENCE = 6  # times as long by the clock, for a reader that waits instead of working
_START_SECONDS = 60
_STATUS = Path("/proc/self/status")


class Verdict(StrEnum):
    """What became of a file."""

    READ = "read"
    REFUSED = "refused"
    CRASHED = "crashed"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"

    @property
    def is_fine(self) -> bool:
        return self in {Verdict.READ, Verdict.REFUSED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one file, what it cost, and what was said about it."""

    verdict: Verdict
    seconds: float = 0
    megabytes: float = 0
    said: str = ""


class LimitedReader:
    """Reads one file after the other in a child, and starts another child when that breaks.

    ``read`` takes the name and the bytes of a file; it may raise UnreadableFileError only.
    """

    def __init__(self, read: Callable, *, seconds=SECONDS, megabytes=MEGABYTES) -> None:
        self._read = read
        self._seconds = seconds
        self._megabytes = megabytes
        self._child = None
        self._pipe = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._stop()

    def judge(self, name: str, content: bytes) -> Outcome:
        """Have a file read; whatever happens gives an outcome."""
        if self._child is None:
            self._start()
        outcome = self._outcome(name, content)
        if not outcome.verdict.is_fine:
            self._stop()
        return outcome

    def _outcome(self, name, content):
        try:
            self._pipe.send((name, content))
            if not self._pipe.poll(self._seconds * _PATIENCE):
                return Outcome(Verdict.TOO_SLOW, self._seconds, said="still not ready")
            outcome = self._pipe.recv()
        except (EOFError, OSError):
            self._child.join()
            return Outcome(Verdict.CRASHED, said=f"the process ended by {self._child.exitcode}")
        if outcome.verdict is not Verdict.CRASHED and outcome.seconds > self._seconds:
            return Outcome(Verdict.TOO_SLOW, outcome.seconds, outcome.megabytes, outcome.said)
        return outcome

    def _start(self):
        # A new interpreter: a fork would count the memory of the tests, and share their locks.
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._child = context.Process(
            target=_serve, args=(other, self._read, self._megabytes), daemon=True
        )
        self._child.start()
        other.close()
        if not self._pipe.poll(_START_SECONDS):
            self._stop()
            message = "The process that reads did not start."
            raise TimeoutError(message)
        self._pipe.recv()

    def _stop(self):
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._pipe.close()
        self._child = self._pipe = None


def _serve(pipe, read, megabytes):
    before = _peak_megabytes()
    _limit_memory(megabytes)
    pipe.send("ready")
    with suppress(EOFError):
        while True:
            name, content = pipe.recv()
            start = time.process_time()
            verdict, said = _read_one(read, name, content)
            seconds, used = time.process_time() - start, _peak_megabytes() - before
            if used > megabytes:
                verdict = Verdict.TOO_LARGE
            pipe.send(Outcome(verdict, seconds, used, said))


def _read_one(read, name, content):
    try:
        read(name, content)
    except UnreadableFileError as error:
        # A reader that turns every error into a refusal would hide this one.
        verdict = Verdict.TOO_LARGE if _is_out_of_memory(error) else Verdict.REFUSED
        return verdict, str(error)
    except MemoryError as error:
        return Verdict.TOO_LARGE, repr(error)
    except BaseException as error:  # noqa: BLE001 - that is what we are looking for
        return Verdict.CRASHED, f"{type(error).__name__}: {error} ({_place_of(error)})"
    return Verdict.READ, ""


def _is_out_of_memory(error):
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _place_of(error):
    innermost = error.__traceback__
    while innermost.tb_next is not None:
        innermost = innermost.tb_next
    return f"{Path(innermost.tb_frame.f_code.co_filename).name}:{innermost.tb_lineno}"


def _peak_megabytes():
    """The most memory this process ever had; what its parent had does not count."""
    if _STATUS.exists():
        return _status_megabytes("VmHWM")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000)


def _status_megabytes(field):
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) * 1_024 / 1_000_000


def _limit_memory(megabytes):
    """Let memory run out where the promise does; where the system cannot, measuring must do."""
    if _STATUS.exists():
        most = int((_status_megabytes("VmSize") + megabytes) * 1_000_000)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
