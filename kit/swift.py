"""Swift answers: public pages and feeds for visitors who did not sign in, kept whole and compressed.

A view marked `@swift(stamp)` is answered before any other middleware runs, most often by `kit.swift_gate`
before Django itself does, when the visitor carries no cookie
that could change the page. `stamp(request, **kwargs)` asks the database, in one query, whether a stranger may
see the thing and at which revision it is: it returns a short text that changes whenever the answer would, or
None (then the view answers as always). So a revoked right or a changed title shows at the very next request.

The nonce of the Content-Security-Policy is kept with the page it was made for: it is new for every rendering,
and a text stored beforehand can not know it (docs/decisions/0003-nonce-per-rendering.md).
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any, Protocol, TypeAlias

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.translation import get_language_from_request

from kit.look import THEME_COOKIE, theme_of

KEPT_IN_PROCESS = 24 * 1024 * 1024
LARGEST_ANSWER = 8 * 1024 * 1024
KEPT_FOR = 24 * 3600
# Cookies that change nothing, or only what the key below holds.
HARMLESS_COOKIES = {THEME_COOKIE, settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
NEVER_KEPT = {"Set-Cookie", "Date", "Content-Length"}
PUBLIC = "public, no-cache"
VARY = "Accept-Encoding, Accept-Language, Authorization, Cookie"
CSRF_FIELD = b"csrfmiddlewaretoken"
NONCE = re.compile(r"'nonce-([^']+)'")

# The compressed body and the headers of an answer.
Kept: TypeAlias = tuple[bytes, dict[str, str]]


class Stamp(Protocol):
    def __call__(self, request: HttpRequest, **kwargs: Any) -> str | None: ...


def swift(stamp: Stamp, *, parameters: tuple[str, ...] = ()) -> Callable[[Any], Any]:
    """Mark a view as answerable swiftly. Only these query parameters count; with any other it is not swift."""

    def mark(view: Any) -> Any:
        view.swift_stamp = stamp
        view.swift_parameters = frozenset(parameters)
        return view

    return mark


class SwiftMiddleware:
    """Outermost: keeps and repeats whole answers, compressed, with their headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        kept = SHELF.get(key)
        if kept is None:
            response = self.get_response(request)
            kept = _keep(response)
            if kept is None:
                return response
            # An address with a query can be one of endlessly many: it has room in this process only.
            SHELF.put(key, kept, shared=not request.META.get("QUERY_STRING"))
        etag = kept[1]["ETag"]
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return HttpResponseNotModified(
                headers={"ETag": etag, "Cache-Control": PUBLIC, "Vary": kept[1]["Vary"]}
            )
        return _repeat(request, kept)


class Shelf:
    """The answers this process used last, up to a number of bytes; behind them the shared cache.

    The threads of a process share it, so all that touches `answers` and `room` happens under the lock.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.answers: OrderedDict[str, Kept] = OrderedDict()
        self.lock = Lock()

    def known(self, key: str) -> Kept | None:
        """What this very process keeps, without asking the shared cache."""
        with self.lock:
            return self.answers.get(key)

    def get(self, key: str) -> Kept | None:
        with self.lock:
            if key in self.answers:
                self.answers.move_to_end(key)
                return self.answers[key]
        kept: Kept | None = cache.get(f"swift:{key}")
        if kept is not None:
            self._add(key, kept)
        return kept

    def put(self, key: str, kept: Kept, *, shared: bool) -> None:
        if shared:
            cache.set(f"swift:{key}", kept, KEPT_FOR)
        self._add(key, kept)

    def _add(self, key: str, kept: Kept) -> None:
        with self.lock:
            before = self.answers.pop(key, None)  # another thread made the same answer meanwhile
            self.room += len(before[0]) if before else 0
            self.answers[key] = kept
            self.room -= len(kept[0])
            while self.room < 0 and self.answers:
                _oldest, (body, _headers) = self.answers.popitem(last=False)
                self.room += len(body)


SHELF = Shelf(KEPT_IN_PROCESS)


def key_of(request: HttpRequest) -> str | None:
    """What the answer depends on, as a hash; None when this request is not for us."""
    if request.method != "GET" or "HTTP_AUTHORIZATION" in request.META or "HTTP_HX_REQUEST" in request.META:
        return None
    cookies = request.META.get("HTTP_COOKIE")
    if cookies and not HARMLESS_COOKIES.issuperset(request.COOKIES):
        return None
    marked = _marked(request.path_info)
    if marked is None:
        return None
    stamp, known, arguments = marked
    if request.META.get("QUERY_STRING") and not known.issuperset(request.GET):
        return None
    version = stamp(request, **arguments)
    if version is None:
        return None
    theme = theme_of(request) if cookies else ""
    # The scheme: without TLS the answer is a redirection, not what is kept for those with it.
    look = [request.scheme or "", _language(request), theme, settings.BASE_URL, settings.BUILD]
    parts = [request.get_full_path(), version, *look]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=2048)
def _marked(path: str) -> tuple[Stamp, frozenset[str], dict[str, Any]] | None:
    """The stamp, the known parameters and the arguments of the view at an address; None if it is not marked.

    Only the address we would write ourselves counts: talks/7/ can be asked for as talks/007/ in endless ways.
    """
    try:
        match = resolve(path)
    except Resolver404:
        return None
    stamp: Stamp | None = getattr(match.func, "swift_stamp", None)
    if stamp is None:
        return None
    ours = reverse(match.view_name, kwargs=match.kwargs)
    if path != path.lower() or ours != get_script_prefix().removesuffix("/") + path:
        return None
    return stamp, getattr(match.func, "swift_parameters", frozenset()), match.kwargs


def _language(request: HttpRequest) -> str:
    if "HTTP_ACCEPT_LANGUAGE" not in request.META and "HTTP_COOKIE" not in request.META:
        return settings.LANGUAGE_CODE
    return get_language_from_request(request)


def _keep(response: HttpResponse) -> Kept | None:
    """What to keep of an answer; None when it must not be kept."""
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or CSRF_FIELD in response.content  # the token of one visitor
        or len(response.content) > LARGEST_ANSWER
    ):
        return None
    headers = {name: value for name, value in response.items() if name not in NEVER_KEPT}
    headers |= {"ETag": f'"{_fingerprint(response)}"', "Cache-Control": PUBLIC, "Vary": VARY}
    return gzip.compress(response.content, 6, mtime=0), headers


def _fingerprint(response: HttpResponse) -> str:
    """A hash of what the visitor sees. Not of the revision: that also grows by changes the visitor must not notice."""
    content = response.content
    if nonce := NONCE.search(response.headers.get("Content-Security-Policy", "")):
        content = content.replace(nonce[1].encode(), b"")
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _repeat(request: HttpRequest, kept: Kept) -> HttpResponse:
    body, headers = kept
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(body, headers=headers)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(body), headers=headers)
    response.headers["Content-Length"] = str(len(response.content))
    return response
