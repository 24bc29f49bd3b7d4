"""The gate in front of Django: repeats an answer this process keeps, at a fraction of a request's price.

Only plain strangers are answered here: no cookies, no rights, no query. Whoever else comes, and whatever is not
kept or goes wrong, is Django's to answer, where `kit.swift.SwiftMiddleware` keeps what may be kept.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from django.core.handlers.wsgi import WSGIRequest

from kit.swift import PUBLIC, SHELF, Kept, key_of

Environ: TypeAlias = dict[str, Any]
StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], Any]
Application: TypeAlias = Callable[[Environ, Any], Any]

logger = logging.getLogger(__name__)


class SwiftGate:
    """A WSGI application around Django's."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        kept = _kept_for(environ) if _is_plain(environ) else None
        if kept is None:
            return self.application(environ, start_response)
        body, headers = kept
        if headers["ETag"] in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", _not_modified(headers))
            return []
        length = ("Content-Length", str(len(body)))
        start_response("200 OK", [*headers.items(), ("Content-Encoding", "gzip"), length])
        return [body]


def _is_plain(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("QUERY_STRING")
        and "HTTP_COOKIE" not in environ
        and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    )


def _kept_for(environ: Environ) -> Kept | None:
    try:
        key = key_of(WSGIRequest(environ))
        return SHELF.known(key) if key else None
    except (
        Exception
    ):  # a database that is gone, say: Django answers, and its way of answering is the right one
        logger.warning("The gate left a request to Django.", exc_info=True)
        return None


def _not_modified(headers: dict[str, str]) -> list[tuple[str, str]]:
    return [("ETag", headers["ETag"]), ("Cache-Control", PUBLIC), ("Vary", headers["Vary"])]
