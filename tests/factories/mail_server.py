"""This file is a mail server for tests: a real one, that keeps what it gets and can be unkind."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import policy
from email.parser import BytesParser

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from supplier_portal.mail_settings import MailServer, MailSettings, Security

SENDER = "portaal@overheid.example"
USER, SECRET = "portaal", "geheim & lang"


class Mailbox:
    """Where mail arrives; what it does on an address or a mail comes before it says yes."""

    def __init__(self) -> None:
        self.port = _free_port()
        self.raw: list[bytes] = []
        self.refusal = ""
        self.says_goodbye = True
        self.passwords: list[bytes] = []
        self.on_address = lambda: None
        self.on_arrival = lambda: None
        self._lock = threading.Lock()

    @property
    def settings(self) -> MailSettings:
        return MailSettings(MailServer("localhost", self.port, Security.NONE), SENDER)

    @property
    def over_tls(self) -> MailSettings:
        """The way in for who insists on TLS, and signs in."""
        server = MailServer("localhost", self.port, Security.STARTTLS, USER, SECRET)
        return replace(self.settings, server=server)

    @property
    def messages(self):
        return [BytesParser(policy=policy.default).parsebytes(item) for item in self.raw]

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.messages]

    @contextmanager
    def is_up(self, **options) -> Iterator["Mailbox"]:
        """Open while the block runs; before and after nobody answers."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    def authenticate(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        self.passwords.append(data.password)
        is_right = (data.login, data.password) == (USER.encode(), SECRET.encode())
        return AuthResult(success=is_right)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - theirs
        self.on_address()
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 Welcome"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - theirs
        with self._lock:
            self.raw.append(envelope.content)
        self.on_arrival()
        return "250 Kept"

    async def handle_QUIT(self, server, _session, _envelope):  # noqa: N802 - theirs
        if not self.says_goodbye:
            with contextlib.suppress(OSError):
                server.transport.abort()
        return "221 Goodbye"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
