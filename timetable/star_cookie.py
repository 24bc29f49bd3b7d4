"""The stars of visitors without an account: a signed cookie, talk numbers by event.

Written as `event:number.number~event:number`, newest last. Signed so that nothing but our own writing is ever
read; it opens nothing, for every page asks again what the visitor may see.
"""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

NAME = "hc_stars"
SALT = "timetable.stars"
MOST = 300
"""Stars a browser keeps; the oldest give way."""
A_YEAR = 365 * 24 * 3600


def read_stars(request: HttpRequest) -> dict[int, list[int]]:
    """Talk numbers by event; empty for a cookie that is missing or not ours."""
    try:
        text = request.get_signed_cookie(NAME, default="", salt=SALT)
    except BadSignature:
        return {}
    return _parse(text or "")


def write_stars(response: HttpResponse, starred: dict[int, list[int]]) -> None:
    """Keep them for a year, out of reach of scripts."""
    text = _compose(_newest(starred))
    if not text:
        forget_stars(response)
        return
    response.set_signed_cookie(
        NAME,
        text,
        salt=SALT,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_stars(response: HttpResponse) -> None:
    response.delete_cookie(NAME, samesite="Lax")


def toggled(starred: dict[int, list[int]], *, event: int, number: int) -> tuple[dict[int, list[int]], bool]:
    """The stars with one given or taken back, and whether it is given now."""
    here = starred.get(event, [])
    given = number not in here
    after = [*here, number] if given else [kept for kept in here if kept != number]
    others = {key: numbers for key, numbers in starred.items() if key != event}
    return {**others, event: after}, given


def _newest(starred: dict[int, list[int]]) -> dict[int, list[int]]:
    flat = [(event, number) for event, numbers in starred.items() for number in numbers][-MOST:]
    kept: dict[int, list[int]] = {}
    for event, number in flat:
        kept.setdefault(event, []).append(number)
    return kept


def _compose(starred: dict[int, list[int]]) -> str:
    return "~".join(f"{event}:{'.'.join(map(str, numbers))}" for event, numbers in starred.items() if numbers)


def _parse(text: str) -> dict[int, list[int]]:
    starred = {}
    for part in filter(None, text.split("~")):
        event, _colon, numbers = part.partition(":")
        starred[int(event)] = [int(number) for number in numbers.split(".")]
    return starred
