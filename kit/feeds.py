"""Answering with a file that programs fetch again and again: not twice what they have."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

CALENDAR = "text/calendar; charset=utf-8"


def feed_answer(
    request: HttpRequest, content: bytes, *, content_type: str, **headers: str
) -> HttpResponseBase:
    """The content, or 304 to who has it already (RFC 9110 §13).

    The ETag is a hash of what the reader gets: a revision would also tell of changes they must not notice.
    """
    etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    response = HttpResponse(content, content_type=content_type, headers={"ETag": etag, **headers})
    return get_conditional_response(request, etag=etag, response=response) or response


def calendar_answer(
    request: HttpRequest, content: bytes, *, file_name: str, secret: bool = False
) -> HttpResponseBase:
    """A calendar file; `file_name` is a slug of ours. `secret`: its address carries a right and must not travel on."""
    headers = {"Content-Disposition": f'inline; filename="{file_name}.ics"'}
    if secret:
        headers |= {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
    return feed_answer(request, content, content_type=CALENDAR, **headers)
