"""This file takes a file out of a form and stores it while nobody waits for the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import redirect, request
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from supplier_portal.services import uploads
from supplier_portal.services.uploads import Upload
from supplier_portal.web import transaction

_BY_SCRIPT = "X-Upload"


@contextmanager
def stored(field: FileField) -> Iterator[Upload]:
    """A file that is stored before the session is used for the first time (assurance B3).

    On SQLite that takes the lock under which everybody writes. What then goes wrong takes the file
    away again; raises as ``uploads.take_in``.
    """
    store = transaction.store()
    upload = uploads.take_in(field.data.filename or "", field.data.read(), store)
    try:
        yield upload
    except BaseException:
        store.remove(upload.stored_as)
        raise


def done(address: str) -> Response:
    """Go on to a page; the script that shows how far an upload is goes there by itself."""
    if _BY_SCRIPT in request.headers:
        return Response(status=201, headers={"Location": address})
    return redirect(address)
