"""Around each request: see `access.memory`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from access.memory import remembering


class RightsOnce:
    """A page asks about rights many times; the database is asked once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembering():
            return self.get_response(request)
