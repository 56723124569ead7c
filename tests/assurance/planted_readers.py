"""This file holds readers that break the promise, each in its own way."""

import os
import time

from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.catalogue_files import read_any
from questionnaires.interchange.reading import UnreadableWholeError


def with_a_lost_key(name, content):
    """Breaks on one kind of damage only, as a real fault does."""
    try:
        return read_any(name, content)
    except UnreadableFileError as error:
        if "not text in UTF-8" in str(error):
            raise KeyError(name) from error
        raise


def endless(name, content):
    while True:
        time.sleep(1)


def slow(name, content):
    start = time.process_time()
    while time.process_time() < start + 0.4:
        pass
    return read_any(name, content)


def greedy(name, content):
    return bytearray(b"x") * 2_000_000_000


def greedy_in_secret(name, content):
    """Turns any error into a refusal, running out of memory too."""
    try:
        greedy(name, content)
    except Exception as error:
        raise UnreadableWholeError(reason="it is damaged.") from error


def dying(name, content):
    os._exit(3)


def leaving(name, content):
    raise SystemExit
