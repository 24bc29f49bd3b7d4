"""Answering with a calendar: type, name, and not again what the reader has."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

CALENDAR = "text/calendar; charset=utf-8"


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the reader says it has this version already (RFC 9110 §13.1.2)."""
    return etag in request.headers.get("If-None-Match", "")


def not_modified(etag: str) -> HttpResponse:
    """304: nothing new."""
    return HttpResponseNotModified(headers={"ETag": etag})


def calendar_answer(
    content: bytes, *, file_name: str, etag: str | None = None, secret: bool = False
) -> HttpResponse:
    """A calendar file. `secret`: its address carries a right, so it must not travel on."""
    response = HttpResponse(content, content_type=CALENDAR)
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    if etag is not None:
        response["ETag"] = etag
    if secret:
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
    return response
