"""This file is the server that is measured: the project's own, with two pages that do nothing.

`/hello` is a public page of the application itself; `/bare` a Flask application beside it that has
none of our checks, headers and logs. It stops when whoever started it does, or after ten minutes.
"""

import os
import select
import signal
import sys
import threading

from flask import Flask

from supplier_portal.cli import server
from supplier_portal.settings import from_environment
from supplier_portal.web.access import public

WORKERS = 2
THREADS = 8
_LONGEST_SECONDS = 600


def main() -> None:
    threading.Thread(target=_stop_with_parent, args=[os.getpid()], daemon=True).start()
    host, port = "127.0.0.1", int(sys.argv[1])
    server.create_app = _with_hello(server.create_app)
    settings = server.reachable_at(from_environment(), host, port)
    server.run(settings, host, port, workers=WORKERS, threads=THREADS)


def _with_hello(create_app):
    def create(settings):
        app = create_app(settings)
        app.add_url_rule("/hello", "hello", public(lambda: "Hello, world"))
        bare = Flask("bare")
        bare.add_url_rule("/bare", "bare", lambda: "Hello, world")

        def dispatch(environ, start_response):
            chosen = bare if environ["PATH_INFO"] == "/bare" else app
            return chosen(environ, start_response)

        return dispatch

    return create


def _stop_with_parent(master: int) -> None:
    # Nothing is ever written to standard input: it becomes readable when the other end is gone.
    select.select([sys.stdin], [], [], _LONGEST_SECONDS)
    os.kill(master, signal.SIGTERM)


if __name__ == "__main__":
    main()
