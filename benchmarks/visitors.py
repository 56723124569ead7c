"""This file is a supplier's browser over real HTTP: it signs in and keeps answers as the page does.

What it sends is what static/autosave.js sends; it keeps a log of everything that was acknowledged.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Barrier
from time import perf_counter
from urllib.parse import urlencode
from uuid import UUID

from benchmarks.content import PASSWORD, THEME, Response
from benchmarks.serving import HOST
from questionnaires.questions import Question, QuestionKind

_BOUNDARY = "----benchmark"
_PATIENCE = 30
_TRIES = 10
_SERVER_ERROR = 500
_HEADERS = {
    "Accept": "application/json",
    "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
    "Sec-Fetch-Site": "same-origin",
}
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_VERSION = re.compile(r'action="[^"]*/answers/([^"]+)".*?name="version" value="(\d+)"', re.DOTALL)


class UnexpectedReplyError(Exception):
    """The server said something else than it should; a benchmark of errors is none."""


class ServerError(Exception):
    """The server failed, and said so: nothing was acknowledged."""


@dataclass(frozen=True)
class Acknowledged:
    """An answer of which the server said that it is kept."""

    response_id: UUID
    item: str
    version: int
    text: str


class Visitor:
    """One connection that stays open, and the cookies that go with it."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=_PATIENCE)
        self._cookies: dict[str, str] = {}

    def connect(self) -> None:
        """Connect anew: the server hangs up on a connection that is idle for some seconds."""
        self.close()
        self._connection.connect()

    def close(self) -> None:
        self._connection.close()

    def hello(self, path: str) -> None:
        if self.request("GET", path) != b"Hello, world":
            raise UnexpectedReplyError(path)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expected: int = 200,
    ) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {**(headers or {}), **({"Cookie": cookies} if cookies else {})}
        self._connection.request(method, path, body, sent)
        reply = self._connection.getresponse()
        content = reply.read()
        for cookie in reply.headers.get_all("Set-Cookie", ()):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if reply.status >= _SERVER_ERROR:
            raise ServerError(path)
        if reply.status != expected:
            message = f"{method} {path}: {reply.status} {content[:300]!r}"
            raise UnexpectedReplyError(message)
        return content


@dataclass
class Supplier:
    """Somebody who is signed in and fills in some questions of a response, over and over."""

    port: int
    response: Response
    items: Sequence[str]
    log: list[Acknowledged] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self.visitor = Visitor(self.port)
        self._count = 0
        name, _, _ = self.response.email.partition("@")
        self._editor = f"benchmark-{name}"[:40]
        self._sign_in()
        page = self._page(f"/supplier/{self.response.id}/themes/{THEME}")
        self._token = _TOKEN.search(page)[1]
        self._versions = {item: int(version) for item, version in _VERSION.findall(page)}

    def save(self) -> None:
        """Keep the next answer; anything but an acknowledgement of just this one is an error."""
        item = self.items[self._count % len(self.items)]
        self._count += 1
        text = f"Toelichting {self._count} van {self.response.email}. " * 4
        written = {
            "csrf_token": self._token,
            "version": str(self._versions[item]),
            **_typed(self.response.questions[item], text),
            "editor": self._editor,
            "sequence": str(self._count),
        }
        reply = self._post(f"/supplier/{self.response.id}/answers/{item}", _multipart(written))
        if reply["version"] != self._versions[item] + 1:
            message = f"{item}: version {reply['version']} after {self._versions[item]}"
            raise UnexpectedReplyError(message)
        self._versions[item] = reply["version"]
        self.log.append(Acknowledged(self.response.id, item, reply["version"], text))

    def _post(self, path: str, body: bytes) -> dict[str, object]:
        """Repeat a request that failed at the server, as the page does, but at once."""
        for _ in range(_TRIES):
            try:
                return json.loads(self.visitor.request("POST", path, body, _HEADERS))
            except ServerError:
                self.refused += 1
        raise UnexpectedReplyError(path)

    def _sign_in(self) -> None:
        token = _TOKEN.search(self._page("/sign-in"))[1]
        typed = {"csrf_token": token, "email": self.response.email, "password": PASSWORD}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.visitor.request("POST", "/sign-in", urlencode(typed).encode(), kind, expected=302)

    def _page(self, path: str) -> str:
        return self.visitor.request("GET", path).decode()


@dataclass(frozen=True)
class Timed:
    """How long all requests took together, and each of them, and the server's processor time."""

    seconds: float = 0
    each: tuple[float, ...] = ()
    cpu: float = 0

    def __add__(self, other: "Timed") -> "Timed":
        return Timed(self.seconds + other.seconds, self.each + other.each, self.cpu + other.cpu)


Client = tuple[Visitor, Callable[[], None]]


def together(clients: Sequence[Client], times: int) -> Timed:
    """Let every client act so many times in a row, each in a thread and connection of its own."""
    start = Barrier(len(clients))

    def repeat(client: Client) -> tuple[float, float, list[float]]:
        visitor, action = client
        visitor.connect()
        start.wait(_PATIENCE)
        begun = before = perf_counter()
        each = []
        for _ in range(times):
            action()
            after = perf_counter()
            each.append(after - before)
            before = after
        return begun, before, each

    with ThreadPoolExecutor(len(clients)) as pool:
        done = list(pool.map(repeat, clients))
    seconds = max(end for _, end, _ in done) - min(begun for begun, _, _ in done)
    return Timed(seconds, tuple(value for _, _, each in done for value in each))


def _typed(question: Question, text: str) -> dict[str, str]:
    match question.kind:
        case QuestionKind.SINGLE_CHOICE | QuestionKind.MULTI_CHOICE:
            return {"option": question.options[0].key, "text": text}
        case QuestionKind.VALUE:
            return {"number": str(question.minimum), "text": text}
        case QuestionKind.OPEN:
            return {"text": text}


def _multipart(fields: Mapping[str, str]) -> bytes:
    parts = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return f"{''.join(parts)}--{_BOUNDARY}--\r\n".encode()
