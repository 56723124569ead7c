"""This file keeps uploaded files, under names of our own, so that a crash leaves no half file."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

import obstore
from obstore.store import LocalStore


class EvidenceStore(Protocol):
    """Where files are kept; what is put is durable when ``put`` returns."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a file; the name must be new."""

    def get(self, name: str) -> bytes:
        """Give a file back, whole."""

    def remove(self, name: str) -> None:
        """Forget a file that nothing refers to."""

    def names(self) -> Mapping[str, datetime]:
        """The name of every file, with the moment since when it is there."""


class FolderStore:
    """Files in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._store = LocalStore(folder)

    def put(self, name: str, content: bytes) -> None:
        """Keep a file; it appears under its name only when it is complete and on disk."""
        obstore.put(self._store, name, content, mode="create")
        for path in (self._folder / name, self._folder):
            _flush(path)

    def get(self, name: str) -> bytes:
        """Give a file back, whole."""
        return obstore.get(self._store, name).bytes().to_bytes()

    def remove(self, name: str) -> None:
        """Forget a file that nothing refers to."""
        obstore.delete(self._store, name)

    def names(self) -> Mapping[str, datetime]:
        """The name of every file, with the moment since when it is there."""
        found = (item for batch in obstore.list(self._store) for item in batch)
        return {item["path"]: item["last_modified"] for item in found}


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
