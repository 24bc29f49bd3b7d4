"""What an address asks for: which needs to book for, and which move to preview."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventRoom
from kit.keys import key_of
from kit.moments import Span, wall_to_utc
from kit.recurrence.rule import YEARS
from timetable.days import day_named
from timetable.models import Slot
from venue.moves import Shift
from venue.needs import EventTimes, Need, Scope
from venue.operations.changes import change_slot, give_dates, move_all, stay
from venue.standings import Kind, standings

Query = Mapping[str, str]
LONGEST_SLOT = 24 * 60
MOST_DAYS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to book for, in words, and the needs that make it up."""

    title: str
    needs: list[Need]
    room: EventRoom | None
    also: tuple[Span, ...] = ()
    """The same hours on days of events that are still to come."""

    @property
    def spans(self) -> list[Span]:
        return [*(need.span for need in self.needs), *self.also]


def asked_needs(event: Event, query: Query) -> Asked:
    """?what= is event, each, timetable, day, slot or session; ?room=, ?day=, ?slot= and ?session= say which.

    Nothing said is the whole event: each day with its times. ?also= names further days, where one time is asked for.
    Raises Http404 for what the event does not have.
    """
    times = EventTimes(event)
    asked = _asked(event, query, times)
    asked = replace(asked, needs=_open(event, asked.needs))
    words = re.split(r"[\s,;]+", query.get("also", ""))[:MOST_DAYS]
    days = [day for word in words if (day := day_named(word)) and day.year in YEARS]
    if not days or len(asked.needs) != 1:
        return asked
    return replace(asked, also=tuple(times.on_other_days(asked.needs[0], days)))


def _open(event: Event, needs: list[Need]) -> list[Need]:
    """What is not over and not booked yet; all of it when nothing is left, for the person asked for it by name."""
    now = timezone.now()
    done = (Kind.BOOKED, Kind.ASKED)
    left = [
        standing.need
        for standing in standings(event, needs)
        if standing.kind not in done and standing.need.span.ends_at > now
    ]
    return left or needs


def _asked(event: Event, query: Query, times: EventTimes) -> Asked:
    room = get_object_or_404(event.rooms, pk=key_of(query["room"])) if query.get("room") else None
    what = query.get("what") or "each"
    if what == "event":
        return Asked(_("The whole event"), [Need(Scope.EVENT, times.whole, room)], room)
    if what == "each":
        needs = [Need(Scope.EVENT_DAY, span, room, day=day) for day, span in sorted(times.event_days.items())]
        if len(needs) < 2:
            needs = [Need(Scope.EVENT, times.whole, room)]
        return Asked(_("Each day of the event"), needs, room)
    if what in ("timetable", "day") and room is not None:
        return _of_timetable(times, room, day_named(query.get("day", "")) if what == "day" else None)
    if what in ("slot", "session"):
        return _of_entries(event, times, what, key_of(query.get(what, "")))
    raise Http404


def _of_timetable(times: EventTimes, room: EventRoom, day: date | None) -> Asked:
    days = times.by_room.get(room.pk, {})
    chosen = [each for each in sorted(days) if day in (None, each)]
    if not chosen:
        raise Http404
    title = _("A day of the timetable") if day else _("Each day of the timetable")
    return Asked(title, [Need(Scope.DAY, days[each], room, day=each) for each in chosen], room)


def _of_entries(event: Event, times: EventTimes, what: str, key: int) -> Asked:
    slots = [slot for slot in times.slots if key == (slot.pk if what == "slot" else slot.session_id) and key]
    needs = times.needs_of_slots(slots)
    if not needs:
        raise Http404
    title = str(slots[0].session or slots[0].label) if what == "session" else slots[0].label
    return Asked(title, needs, needs[0].room)


def asked_change(event: Event, query: Query, *, by: User) -> Callable[[Event], Shift]:
    """The move an address is about. Raises Http404 for one that can not be meant."""
    starts_at = _moment(query, "starts", event)
    if query.get("slot"):
        return _asked_slot(event, query, starts_at, by=by)
    if starts_at is not None and query.get("all"):
        return move_all(starts_at=starts_at, by=by)
    ends_at = _moment(query, "ends", event)
    if starts_at is not None and ends_at is not None:
        return give_dates(starts_at=starts_at, ends_at=ends_at, by=by)
    return stay()


def _asked_slot(
    event: Event, query: Query, starts_at: datetime | None, *, by: User
) -> Callable[[Event], Shift]:
    slot = get_object_or_404(
        Slot.objects.filter(event=event).select_related("parent"), pk=key_of(query["slot"])
    )
    values: dict[str, object] = {}
    if starts_at is not None:
        values["starts_at"] = starts_at
    if query.get("minutes"):
        values["minutes"] = min(key_of(query["minutes"]), LONGEST_SLOT)
    if "room" in query:
        room = get_object_or_404(event.rooms, pk=key_of(query["room"])) if query["room"] else None
        inherited = slot.parent.room if slot.parent and slot.room_id is None else None
        if room != inherited or room is None:
            values["room"] = room
    return change_slot(slot.pk, by=by, **values)


def _moment(query: Query, name: str, event: Event) -> datetime | None:
    """A moment as ISO text, or as the day and clock of a form, on the clocks of the event unless it says otherwise."""
    text = query.get(name) or "T".join(filter(None, [query.get(f"{name}_0"), query.get(f"{name}_1")]))
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if moment.year not in YEARS:
        raise Http404
    if moment.tzinfo is not None:
        return moment
    return wall_to_utc(moment.date(), moment.time() if "T" in text else time(0), event.zone)[0]
