"""Calendars to subscribe to: of a room, of a location, one's own bookings; and when a room is busy.

Each has an address for people who are signed in, and one with the person's calendar key for calendar programs,
which reads with that person's rights as they are now; a reset key, or a blocked person's, opens nothing.
"""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import CalendarKey, User
from accounts.operations import calendar_key_of
from accounts.requests import MemberRequest
from kit import ical
from kit.addresses import absolute, host
from kit.feeds import calendar_answer
from kit.keys import key_of
from rooms.calendar_entries import AHEAD, busy_times, entries_of_person, entries_of_rooms
from rooms.models import Location, Room
from rooms.navigation import rooms_tabs
from rooms.rights import rights_of

REFRESH = timedelta(hours=1)
YEAR = timedelta(days=366)


@require_safe
def my_bookings_ics(request: HttpRequest, token: str = "") -> HttpResponseBase:
    """One's own bookings, and those made for one."""
    reader = _reader(request, token)
    with translation.override(reader.language or None):
        name, entries = _("My bookings"), entries_of_person(reader)
    return _answer(request, name, entries, file_name="my-bookings", page=reverse("my-bookings"), token=token)


@require_safe
def room_ics(request: HttpRequest, pk: int, token: str = "") -> HttpResponseBase:
    """What is booked and asked for in a room."""
    reader = _reader(request, token)
    room = get_object_or_404(Room.objects.visible_to(reader).for_rights(), pk=pk)
    with translation.override(reader.language or None):
        entries = entries_of_rooms(reader, [room])
    page = room.get_absolute_url()
    return _answer(request, room.full_name, entries, file_name=f"room-{pk}", page=page, token=token)


@require_safe
def location_ics(request: HttpRequest, pk: int, token: str = "") -> HttpResponseBase:
    """The same for all rooms of a location that the reader sees."""
    reader = _reader(request, token)
    location = get_object_or_404(Location.objects.visible_to(reader), pk=pk)
    rooms = list(Room.objects.visible_to(reader).filter(location=location))
    with translation.override(reader.language or None):
        entries = entries_of_rooms(reader, rooms)
    page = reverse("room-calendar")
    return _answer(request, location.name, entries, file_name=f"location-{pk}", page=page, token=token)


@require_safe
def room_freebusy(request: HttpRequest, pk: int, token: str = "") -> HttpResponseBase:
    """VFREEBUSY (RFC 5545 §3.6.4) of a room: from `?from=` to `?to=` (ISO moments), or the next 60 days."""
    reader = _reader(request, token)
    room = get_object_or_404(Room.objects.visible_to(reader).for_rights(), pk=pk)
    now = timezone.now().replace(second=0, microsecond=0)
    starts_at = _moment(request.GET.get("from"), now)
    ends_at = _moment(request.GET.get("to"), (starts_at or now) + AHEAD)
    if starts_at is None or ends_at is None or not starts_at < ends_at <= starts_at + YEAR:
        sentence = _("Give from and to as moments such as 2026-05-04T10:00:00Z, at most a year apart.")
        return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")
    busy, asked_for = busy_times(room, starts_at, ends_at)
    tentative = asked_for if rights_of(reader).moderates(room) else []  # who asks is not for everybody
    part = ical.freebusy(
        uid=f"busy-room-{room.pk}@{host()}",
        starts_at=starts_at,
        ends_at=ends_at,
        stamped_at=now,
        url=absolute(room.get_absolute_url()),
        busy=busy,
        tentative=tentative,
    )
    content = ical.calendar(room.full_name, components=[part], refresh=REFRESH)
    return calendar_answer(request, content, file_name=f"busy-{pk}", secret=bool(token))


@login_required
@require_safe
def room_calendars(request: MemberRequest) -> HttpResponse:
    """The addresses of all of them for one's calendar program; `?room=` for a room, else the favourites."""
    token = calendar_key_of(request.user).token
    seen = Room.objects.visible_to(request.user).select_related("location")
    asked = key_of(request.GET.get("room", ""))
    rooms = seen.filter(pk=asked) if asked else seen.filter(favourites__user=request.user)
    context = {
        "tabs": rooms_tabs(request.user, current="my-bookings"),
        "mine": absolute(reverse("my-bookings-feed", args=[token])),
        "rooms": [(room, *_addresses(room, token)) for room in rooms[:50]],
        "locations": [
            (location, absolute(reverse("location-feed", args=[token, location.pk])))
            for location in Location.objects.visible_to(request.user)
        ],
    }
    return render(request, "rooms/calendars.html", context)


def _reader(request: HttpRequest, token: str) -> User:
    """Who reads: the owner of the key in the address, or who is signed in; nobody else."""
    if not token:
        if isinstance(request.user, User) and request.user.is_authenticated:
            return request.user
        raise Http404
    key = CalendarKey.objects.for_token(token)
    if key is None:
        raise Http404
    return key.user


def _answer(
    request: HttpRequest, name: str, entries: list[ical.Event], *, file_name: str, page: str, token: str
) -> HttpResponseBase:
    content = ical.calendar(name, components=entries, refresh=REFRESH, url=absolute(page))
    return calendar_answer(request, content, file_name=file_name, secret=bool(token))


def _addresses(room: Room, token: str) -> tuple[str, str]:
    return (
        absolute(reverse("room-feed", args=[token, room.pk])),
        absolute(reverse("room-busy-feed", args=[token, room.pk])),
    )


def _moment(text: str | None, otherwise: datetime | None) -> datetime | None:
    if text is None:
        return otherwise
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    in_years = ical.FIRST_YEAR < moment.year < ical.LAST_YEAR
    return moment if in_years and moment.utcoffset() is not None else None
