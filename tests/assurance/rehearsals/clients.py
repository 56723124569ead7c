"""This file is pages of suppliers over real HTTP, that save without end and note what was kept.

A write of which nothing was heard is sent again under the same key, as static/autosave.js does.
"""

import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from urllib.parse import urlencode

from assurance.rehearsals.service import HOST

_PATIENCE = 20
_PAUSE = 0.05
UNAVAILABLE = 503
_SCRIPT = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
}


@dataclass(frozen=True)
class Signed:
    """What makes a browser somebody's: its cookie, and the token its pages send along."""

    cookie: str
    token: str


@dataclass(frozen=True)
class Acknowledged:
    """One write of which the service said that it is saved."""

    response_id: object
    item: str
    editor: str
    sequence: int
    version: int
    text: str


@dataclass
class Connection:
    """One connection, made anew whenever it broke."""

    port: int
    signed: Signed
    _open: HTTPConnection | None = None

    def post(self, path: str, values) -> tuple[int, dict, bytes] | None:
        """The answer with its headers, or None when nothing was heard."""
        body = urlencode({"csrf_token": self.signed.token, **values})
        return self.send(path, body, _SCRIPT)

    def send(self, path: str, body, headers, method="POST") -> tuple[int, dict, bytes] | None:
        """Send any body."""
        try:
            self._open = self._open or HTTPConnection(HOST, self.port, timeout=_PATIENCE)
            headers = {**headers, "Cookie": f"session={self.signed.cookie}"}
            self._open.request(method, path, body, headers)
            reply = self._open.getresponse()
            content = reply.read()
        except (OSError, HTTPException):
            self.close()
            return None
        return reply.status, dict(reply.headers), content

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open.close()
        self._open = None


@dataclass
class Page(Thread):
    """One page that saves its own questions over and over, until it is told to stop."""

    port: int
    signed: Signed
    response_id: object
    items: list[str]
    editor: str
    stop: Event
    seed: int
    acknowledged: list[Acknowledged] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    refused_at: list[float] = field(default_factory=list)
    may_send: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.may_send.set()
        self._chance = random.Random(self.seed)
        self._versions = dict.fromkeys(self.items, 0)
        self._connection = Connection(self.port, self.signed)

    __hash__ = Thread.__hash__

    def run(self) -> None:
        """Write, and write again what was not answered, for as long as wanted."""
        sequence = 0
        while not self.stop.is_set():
            sequence += 1
            item = self.items[sequence % len(self.items)]
            self._insist(item, sequence, self._text(sequence))
        self._connection.close()

    def _text(self, sequence: int) -> str:
        length = self._chance.choice((1, 40, 400, 4000))
        return f"{self.editor} {sequence} {'x' * length} end"

    def _insist(self, item: str, sequence: int, text: str) -> None:
        values = {"editor": self.editor, "sequence": sequence, "text": text}
        values |= {"version": self._versions[item]}
        while not self.stop.is_set():
            self.may_send.wait(_PATIENCE)
            sent = time.monotonic()
            reply = self._connection.post(f"/supplier/{self.response_id}/answers/{item}", values)
            if reply is None:
                self.statuses["nothing"] += 1
                time.sleep(_PAUSE)
            elif self._is_settled(item, sequence, text, reply):
                return
            elif reply[0] == UNAVAILABLE:
                self.refused_at.append(sent)

    def _is_settled(self, item, sequence, text, reply) -> bool:
        status, headers, content = reply
        self.statuses[status] += 1
        if status == UNAVAILABLE:
            if "Retry-After" not in headers:
                self.strange.append("503 without Retry-After")
            time.sleep(_PAUSE)
            return False
        if status != 200:
            self.strange.append(f"{status}: {content[:300]!r}")
            time.sleep(_PAUSE)
            return status < 500
        version = json.loads(content)["version"]
        self._versions[item] = version
        self.acknowledged.append(
            Acknowledged(self.response_id, item, self.editor, sequence, version, text)
        )
        return True
