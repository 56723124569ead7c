"""This file starts the measured server in a process of its own, and stops it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from supplier_portal.settings import Settings

HOST = "127.0.0.1"
_START_SECONDS = 30
_STOP_SECONDS = 40
_SHOWN_OF_LOG = 4000
_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Service:
    """A running server: the port it listens on, and its first process."""

    port: int
    process: int

    def cpu_seconds(self) -> float:
        """The processor time of the server and its workers so far, as Linux counts it."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return sum(map(_cpu_seconds, [self.process, *children]))


@contextmanager
def served(settings: Settings) -> Iterator["Service"]:
    """The service with these settings, for as long as it is needed."""
    port = _free_port()
    environment = os.environ | {
        "DATABASE_URL": settings.database_url,
        "DATA_FOLDER": str(settings.data_folder),
        "SECRET_KEY": settings.secret_key,
        "SECOND_FACTOR": "optional",
    }
    environment.pop("PUBLIC_URL", None)
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", str(port)],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
        try:
            if not _answers(process, port):
                log.seek(0)
                sys.exit(f"The server did not start:\n{log.read()}")
            yield Service(port, process.pid)
        except Exception:
            log.seek(0)
            print(log.read()[-_SHOWN_OF_LOG:], file=sys.stderr)
            raise
        finally:
            _stop(process)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as found:
        return found.getsockname()[1]


def _answers(process: subprocess.Popen, port: int) -> bool:
    end = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        connection = HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/hello")
            return connection.getresponse().status == 200  # noqa: PLR2004
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def _cpu_seconds(process: int | str) -> float:
    after_the_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, after_the_name[11:13])) / os.sysconf("SC_CLK_TCK")


def _stop(process: subprocess.Popen) -> None:
    process.stdin.close()
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
