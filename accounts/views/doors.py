"""Who gets to a page, and what its address must not leak."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from accounts.models import User
from accounts.permissions import can_keep_groups

View = Callable[..., HttpResponse]


def person_of(request: HttpRequest) -> User:
    """The signed-in person; for views behind `login_required`."""
    return cast(User, request.user)


def personal(view: View) -> View:
    """For signed-in people; no cache keeps the answer."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return guarded


def for_group_keepers(view: View) -> View:
    """For admins; everybody else who is signed in finds nothing there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_keep_groups(person_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return personal(guarded)


def secret_address(view: View) -> View:
    """For pages whose address may hold a one-time key: no cache, and nobody learns the path as a referrer.

    `strict-origin` and not `no-referrer`: under the latter browsers send the page's own forms with
    `Origin: null` (Fetch standard, "append a request Origin header"), which the CSRF check refuses.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return guarded
