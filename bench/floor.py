"""The floor: the least that any application under this gunicorn does."""

from collections.abc import Callable, Iterable
from typing import Any

HELLO = b"Hello, world!\n"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(HELLO)))]
    start_response("200 OK", headers)
    return [HELLO]
