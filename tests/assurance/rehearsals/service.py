"""This file runs the service in a group of processes of its own, and kills it without warning."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from assurance.rehearsals import faulty_server

from supplier_portal.settings import Settings

HOST = faulty_server.HOST
_ROOT = Path(__file__).parents[3]
_LONGEST_START = 30


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as found:
        return found.getsockname()[1]


@dataclass
class Service:
    """A service that can be started and killed over and over, on one port and one set of data."""

    settings: Settings
    log: Path
    fault: str = ""
    port: int = field(default_factory=_free_port)
    _process: subprocess.Popen | None = None
    _scribe: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        environment = os.environ | {
            "DATABASE_URL": self.settings.database_url,
            "DATA_FOLDER": str(self.settings.data_folder),
            "SECRET_KEY": self.settings.secret_key,
            "SECOND_FACTOR": "optional",
            "PYTHONPATH": f"{_ROOT}:{_ROOT / 'tests'}",
            "PYTHONPYCACHEPREFIX": str(self.log.parent / "bytecode"),  # starts in half the time
        }
        for name in ("PUBLIC_URL", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(name, None)
        # By way of another process: what is told of a full disk must not fail for that.
        with self.log.open("ab") as log:
            scribe = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=log)  # noqa: S607
        with scribe.stdin as told:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [
                    sys.executable,
                    "-m",
                    "assurance.rehearsals.faulty_server",
                    str(self.port),
                    self.fault,
                ],
                cwd=_ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )
        self._scribe = scribe
        self._wait()

    def kill(self) -> None:
        """Kill all its processes at once, in the middle of whatever they do."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._scribe.wait()

    @property
    def group(self) -> int:
        """The group that all its processes are in."""
        return self._process.pid

    def stop(self) -> None:
        """Kill it if it runs."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def words(self) -> str:
        """What it wrote in its log."""
        return self.log.read_text()

    def _wait(self) -> None:
        end = time.monotonic() + _LONGEST_START
        while time.monotonic() < end and self._process.poll() is None:
            connection = HTTPConnection(HOST, self.port, timeout=5)
            try:
                connection.request("GET", "/static/css/base.css")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.05)
            else:
                return
            finally:
                connection.close()
        self.stop()
        message = f"the service did not start:\n{self.words()[-3000:]}"
        raise AssertionError(message)
