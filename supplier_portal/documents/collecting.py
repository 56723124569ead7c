"""This file holds off Python's collector of garbage while a document is written.

All that is written is kept until the document is whole: the collector finds nothing, and looks
through more each time, so that the time would grow faster than the document.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
_under_way: list[bool] = []


@contextmanager
def held_off() -> Iterator[None]:
    """Collect no garbage meanwhile; of several at once the last one lets it go on."""
    with _LOCK:
        _under_way.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            was_on = _under_way.pop()  # of the first one, when it is the last
            if was_on and not _under_way:
                gc.enable()
