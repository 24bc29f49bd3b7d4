"""Which time zone a schedule is in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from interchange.schedule.findings import Unusable


def zone_named(name: str) -> str:
    """The IANA name, in the IANA spelling; `Unusable` for anything else."""
    known = _zones_by_folded_name().get(name.strip().casefold())
    if known is None:
        raise Unusable(_("There is no time zone called “%(name)s”.") % {"name": name})
    return known


def zone_of_city(city: str) -> str | None:
    """The zone named after the city, if there is exactly one: Brussels is in Europe/Brussels."""
    wanted = city.strip().replace(" ", "_").casefold()
    matches = [
        name
        for name in _zones_by_folded_name().values()
        if "/" in name and not name.startswith("Etc/") and name.rpartition("/")[2].casefold() == wanted
    ]
    return matches[0] if wanted and len(matches) == 1 else None


def agrees(zone: str, moments: Iterable[datetime]) -> bool:
    """Whether every aware moment carries the offset that the zone has then."""
    place = ZoneInfo(zone)
    return all(moment.astimezone(place).utcoffset() == moment.utcoffset() for moment in moments)


def fixed_zone(moments: Iterable[datetime]) -> str | None:
    """The zone of the one whole-hour offset that all moments carry, if they do: +01:00 is Etc/GMT-1."""
    offsets = {moment.utcoffset() for moment in moments}
    if len(offsets) != 1:
        return None
    hours, rest = divmod(offsets.pop() or timedelta(), timedelta(hours=1))
    if rest:
        return None
    # POSIX counts westwards: the sign in the name is the opposite of the one in the offset.
    return _zones_by_folded_name().get(f"etc/gmt{-hours:+d}") if hours else "UTC"


@cache
def _zones_by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}
