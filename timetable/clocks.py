"""In whose time a page speaks: the event's, the reader's own, or any zone that is asked for."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from events.models import Event
from kit.moments import UnknownZone, offset_words
from kit.moments import zone as zone_named
from kit.navigation import Link
from kit.words import zone_words


@dataclass(frozen=True)
class Clock:
    """`refusal` is the sentence about a zone that was asked for and does not exist."""

    zone: ZoneInfo
    home: ZoneInfo
    refusal: str
    links: list[Link]

    @property
    def is_away(self) -> bool:
        return self.zone.key != self.home.key

    @property
    def city(self) -> str:
        return city_of(self.zone)

    @property
    def home_city(self) -> str:
        return city_of(self.home)


def clock_for(request: HttpRequest, event: Event, *, at: datetime) -> Clock:
    """The event's zone unless `?tz=` names another; offers that one, or the reader's own, beside it."""
    home = event.zone
    asked, refusal = _asked(request.GET.get("tz", ""))
    own = _own(request)
    other = next((zone for zone in (asked, own) if zone and zone.key != home.key), None)
    zone = asked or home
    choices = [home] if other is None else [home, other]
    links = [
        Link(_label(choice, home=home, at=at), _address(request, choice, home), choice.key == zone.key)
        for choice in choices
    ]
    return Clock(zone, home, refusal, links)


def city_of(zone: ZoneInfo) -> str:
    """ "Europe/Brussels" is called "Brussels"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def _asked(name: str) -> tuple[ZoneInfo | None, str]:
    if not name:
        return None, ""
    try:
        return zone_named(name), ""
    except UnknownZone as refusal:
        return None, str(refusal)


def _own(request: HttpRequest) -> ZoneInfo | None:
    name = getattr(request.user, "time_zone", "")
    return _asked(name)[0]


def _label(zone: ZoneInfo, *, home: ZoneInfo, at: datetime) -> str:
    """ "Brussels, CET" for the event's zone, "Tokyo, +8 h" for another."""
    away = offset_words(zone, here=home, at=at)
    return f"{city_of(zone)}, {away or zone_words(at, zone=zone)}"


def _address(request: HttpRequest, zone: ZoneInfo, home: ZoneInfo) -> str:
    query = request.GET.copy()
    query.pop("tz", None)
    if zone.key != home.key:
        query["tz"] = zone.key
    return f"?{query.urlencode()}"
