"""This file is a disk that can be filled to its last byte, and freed again.

With the right to mount it is a file system of 24 MB in memory, so that everything is full at once.
Without, every process of the service is forbidden to let any file grow: that meets the same places
in the program, but not a directory that is full.
"""

import contextlib
import resource
import subprocess
from pathlib import Path

_SIZE = "24m"
_PIECES = (1_000_000, 4096, 1)
_UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


class MountedDisk:
    """A file system of its own; raises OSError where mounting is not allowed."""

    kind = "mounted"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
        if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - our own command
            message = "mounting is not allowed"
            raise OSError(message)

    def fill(self, _group: int) -> None:
        """Leave not one byte."""
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            for piece in _PIECES:
                with contextlib.suppress(OSError):
                    while True:
                        ballast.write(b"x" * piece)

    def free(self, _group: int) -> None:
        """Make room again."""
        (self.folder / "ballast").unlink()

    def remove(self) -> None:
        """Take it away with all that is on it."""
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)  # noqa: S603, S607 - our own command


class ForbiddenGrowth:
    """A folder on the real disk, and processes that may write no file beyond its first bytes."""

    kind = "forbidden"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, group: int) -> None:
        """Let no write of the service succeed."""
        for process in _processes(group):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

    def free(self, group: int) -> None:
        """Allow them again."""
        for process in _processes(group):
            resource.prlimit(process, resource.RLIMIT_FSIZE, _UNLIMITED)

    def remove(self) -> None:
        """There is nothing to take away."""


def tiny_disk(folder: Path) -> MountedDisk | ForbiddenGrowth:
    """The best disk to fill that this machine allows."""
    try:
        return MountedDisk(folder)
    except OSError:
        return ForbiddenGrowth(folder)


def _processes(group: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            found += [int(stat.parent.name)] if int(fields[2]) == group else []
    return found
