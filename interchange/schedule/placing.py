"""From a time on the wall of the venue to an instant."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _


def instant_on_the_wall(wall: datetime, *, zone: str) -> tuple[datetime, str | None]:
    """The instant (UTC) at which the clocks of the zone show a naive time; a warning where that is unclear.

    Where the clocks skip that time in spring, the instant moves forward by as much as they skip. Where they
    show it twice in autumn, it is the first of the two.
    """
    place = ZoneInfo(zone)
    here = wall.replace(tzinfo=place, fold=0)
    instant = here.astimezone(UTC)
    if instant.astimezone(place).replace(tzinfo=None) != wall:
        shown = {"time": wall.isoformat(" ", "minutes"), "moved": instant.astimezone(place).strftime("%H:%M")}
        return instant, _("The clocks skip %(time)s; it was moved to %(moved)s.") % shown
    if here.utcoffset() != here.replace(fold=1).utcoffset():
        shown = {"time": wall.isoformat(" ", "minutes")}
        return instant, _("The clocks show %(time)s twice; the first one was taken.") % shown
    return instant, None
