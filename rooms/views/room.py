"""The page of one room, and its picture."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_safe

from accounts.models import User
from kit.moments import Span, day_bounds, local
from kit.words import day_words, today_in
from rooms.availability.opening import stretches_of
from rooms.availability.timeline import bars
from rooms.finder.house_rules import blockings_ahead, closures_ahead, hours_in_words, rules_in_words
from rooms.finder.offer import Asker
from rooms.finder.rails import RailBar, bars_of_day, busy_words, details, ruler, week_of
from rooms.models import Favourite, Room, RoomPhoto
from rooms.navigation import rooms_tabs
from rooms.operations.settings import room_settings
from rooms.permissions import can_edit_room
from rooms.rules import who_helps
from rooms.statistics.of_room import used_lately
from rooms.views.finding import plan_of
from rooms.views.gate import shows_rooms


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week on the ruler."""

    day: date
    words: str
    bars: list[RailBar]
    label: str
    is_today: bool
    book_url: str
    is_shut: bool
    """The room does not open on such a weekday."""


@never_cache
@shows_rooms
@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is and has, its week (`?date=`), its rules, and whom to ask."""
    found = _room(request.user, pk)
    asker = Asker.of(request.user, room_settings(), timezone.now())
    manages = asker.rights.manages(found)
    context = {
        "room": found,
        "tabs": rooms_tabs(request.user, current="room-finder"),
        "photo": RoomPhoto.objects.filter(room=found.pk).values("updated_at", "width", "height").first(),
        "plan": plan_of(found),
        "attributes": _attributes(found, manages=manages),
        "equipment": list(found.equipment.prefetch_related("features")),
        "is_favourite": _is_favourite(request.user, found),
        "used": used_lately(found.pk, today=today_in(found.zone)) if request.user.is_authenticated else [],
        "rules": rules_in_words(
            found, asker.settings, rights=asker.rights, parts=_sharing(request.user, found)
        ),
        "hours": hours_in_words(found),
        "closures": closures_ahead(found, asker.now),
        "blockings": blockings_ahead(found, asker.now) if request.user.is_authenticated else [],
        "who_helps": who_helps(found) if request.user.is_authenticated else "",
        "books": asker.rights.books(found),
        "asks": asker.rights.requests(found),
        "may_edit": can_edit_room(asker.rights, found, asker.settings),
        **_week(request, found),
    }
    return render(request, "rooms/room.html", context)


def _photo_of(request: HttpRequest, pk: int) -> RoomPhoto | None:
    seen = Room.objects.visible_to(request.user).filter(pk=pk)
    return RoomPhoto.objects.filter(room__in=seen).only("pk", "updated_at").first()


def _photo_tag(request: HttpRequest, pk: int) -> str | None:
    photo = _photo_of(request, pk)
    return f'"{photo.pk}-{photo.updated_at.timestamp():.0f}"' if photo else None


@shows_rooms
@require_safe
@condition(etag_func=_photo_tag)
def room_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture, to whom the room shows; asked again it is not sent again."""
    seen = Room.objects.visible_to(request.user).filter(pk=pk)
    photo = get_object_or_404(RoomPhoto, room__in=seen)
    response = HttpResponse(bytes(photo.image), content_type=photo.media_type)
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _room(user: User | AnonymousUser, pk: int) -> Room:
    rooms = Room.objects.visible_to(user).for_rights().select_related("owner")
    return get_object_or_404(rooms, pk=pk)


def _attributes(found: Room, *, manages: bool) -> list[Any]:
    values = found.attribute_values.select_related("attribute").exclude(value="")
    return list(values if manages else values.filter(attribute__is_hidden=False))


def _sharing(user: User | AnonymousUser, found: Room) -> list[Room]:
    """The rooms that share space with it, as far as the reader sees them."""
    shared = Q(wholes=found.pk) | Q(parts=found.pk)
    return list(Room.objects.visible_to(user).filter(shared).select_related("location").distinct())


def _is_favourite(user: User | AnonymousUser, found: Room) -> bool:
    return user.pk is not None and Favourite.objects.filter(user=user.pk, room=found.pk).exists()


def _week(request: HttpRequest, found: Room) -> dict[str, Any]:
    """Monday to Sunday, with what the reader may know of each booking."""
    zone = found.zone
    today = today_in(zone)
    days = week_of(_asked_day(request, today))
    window = Span(day_bounds(days[0], zone).starts_at, day_bounds(days[-1], zone).ends_at)
    signed_in = request.user.is_authenticated
    held = bars([found.pk], window.starts_at, window.ends_at, requests=signed_in)[found.pk]
    known = details({bar.booking_id for bar in held if bar.booking_id}, request.user)
    drawn = {day: bars_of_day(held, day, zone, known) for day in days}
    scale = ruler(None, [bar for bars_ in drawn.values() for bar in bars_ if bar.kind == "busy"])
    here = reverse("room", args=[found.pk])
    before, after = days[0].fromordinal(days[0].toordinal() - 7), days[0].fromordinal(days[0].toordinal() + 7)
    return {
        "ruler": scale,
        "days": [_day(day, drawn[day], found, today) for day in days],
        "week": (days[0], days[-1]),
        "before_url": f"{here}?date={before.isoformat()}#week",
        "after_url": f"{here}?date={after.isoformat()}#week",
        "now_minute": _now_minute(zone),
    }


def _day(day: date, drawn: list[RailBar], found: Room, today: date) -> Day:
    words = day_words(day, today=today)
    is_shut = not list(stretches_of(found.open_week, day.weekday()))
    return Day(
        day,
        words,
        drawn,
        _("{day}: closed").format(day=words) if is_shut and not drawn else busy_words(words, drawn),
        day == today,
        f"{reverse('book-room', args=[found.pk])}?date={day.isoformat()}" if day >= today else "",
        is_shut,
    )


def _asked_day(request: HttpRequest, today: date) -> date:
    try:
        day = date.fromisoformat(request.GET.get("date", ""))
    except ValueError:
        return today
    return day if 1900 < day.year < 2200 else today


def _now_minute(zone: ZoneInfo) -> int:
    wall = local(timezone.now(), zone)
    return wall.hour * 60 + wall.minute
