"""Whether the rooms of an event are booked: for each need, what its own bookings and those of others come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection
from django.utils.translation import gettext as _

from events.models import Event
from kit.moments import Span
from kit.words import clock_words
from rooms.models import Occurrence, State
from venue.models import EventBooking
from venue.needs import Need


class Kind(StrEnum):
    """What is known of a need."""

    BOOKED = "booked"
    ASKED = "asked"
    CONFLICT = "conflict"
    OPEN = "open"
    NOWHERE = "nowhere"

    @property
    def words(self) -> str:
        return {
            Kind.BOOKED: _("Booked"),
            Kind.ASKED: _("Asked for"),
            Kind.CONFLICT: _("In conflict"),
            Kind.OPEN: _("Not booked"),
            Kind.NOWHERE: _("Not a bookable room"),
        }[self]

    @property
    def look(self) -> str:
        """The kind of chip."""
        looks = {Kind.BOOKED: "ok", Kind.ASKED: "warn", Kind.CONFLICT: "bad"}
        return looks.get(self, "")


@dataclass(frozen=True, slots=True)
class Standing:
    """A need, what is known of it, why in a sentence, and the dates that serve it.

    What was written about a date that is lost is not in it: that is for those who may see its room.
    """

    need: Need
    kind: Kind
    why: str = ""
    links: tuple[EventBooking, ...] = ()
    lost: EventBooking | None = None

    @property
    def note(self) -> str:
        """What was written when the date was lost."""
        return self.lost.occurrence.reason if self.lost and self.kind is Kind.OPEN else ""


def standings(event: Event, needs: Sequence[Need]) -> list[Standing]:
    """For each need, in order: two queries, however many there are."""
    if not needs:
        return []
    links = list(event.room_bookings.with_dates())
    bookable = {need.room.bookable_id for need in needs if need.room and need.room.bookable_id}
    bounds = (min(need.span.starts_at for need in needs), max(need.span.ends_at for need in needs))
    others = taken_by_others(bookable, *bounds, event=event)
    return [_standing(need, links, others) for need in needs]


# Rooms that share space with one take it too; the buffers of the other date count, for they are promised.
OTHERS = """
SELECT near.asked, o.held_from, o.held_until
  FROM (SELECT unnest(%(rooms)s::bigint[]) AS asked, unnest(%(rooms)s::bigint[]) AS room_id
        UNION SELECT room_id, other_id FROM rooms_clash WHERE room_id = ANY(%(rooms)s)) near
  JOIN rooms_occurrence o USING (room_id)
 WHERE o.state = 1 AND o.starts_at < %(until)s AND o.ends_at > %(since)s
   AND NOT EXISTS (SELECT FROM venue_eventbooking l WHERE l.occurrence_id = o.id AND l.event_id = %(event)s)
"""


def taken_by_others(
    rooms: Iterable[int], since: datetime, until: datetime, *, event: Event
) -> dict[int, list[Span]]:
    """By room: when it is given to something else than this event."""
    found: dict[int, list[Span]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, {"rooms": sorted(rooms), "since": since, "until": until, "event": event.pk})
        for room_id, starts_at, ends_at in cursor.fetchall():
            found[room_id].append(Span(starts_at, ends_at))
    return found


def _standing(need: Need, links: Sequence[EventBooking], others: dict[int, list[Span]]) -> Standing:
    around = [link for link in links if _serves(link, need)]
    live = [link for link in around if link.occurrence.state in (State.PENDING, State.ACCEPTED)]
    lost = next((link for link in around if link not in live), None)
    accepted = [_span(link.occurrence) for link in live if link.occurrence.state == State.ACCEPTED]
    if covers(accepted, need.span):
        return Standing(need, Kind.BOOKED, links=tuple(live))
    if covers([_span(link.occurrence) for link in live], need.span):
        return Standing(need, Kind.ASKED, _("Somebody who runs the room has to agree."), tuple(live))
    why = _why_in_conflict(need, live, others)
    if why:
        return Standing(need, Kind.CONFLICT, why, tuple(live), lost)
    if need.room is not None and need.room.bookable_id is None:
        return Standing(need, Kind.NOWHERE, lost=lost)
    return Standing(need, Kind.OPEN, _why_lost(lost), lost=lost)


def _serves(link: EventBooking, need: Need) -> bool:
    """A date serves what it was taken for, and everything else at that time, in the same room of the event."""
    same_room = need.room is None or link.room_id in (None, need.room.pk)
    is_for_it = need.slot is not None and link.slot_id == need.slot.pk
    return same_room and (is_for_it or _span(link.occurrence).overlaps(need.span))


def _why_in_conflict(need: Need, live: Sequence[EventBooking], others: dict[int, list[Span]]) -> str:
    bookable = need.room.bookable_id if need.room else None
    if any(span.overlaps(need.span) for span in others.get(bookable or 0, [])):
        return _("Somebody else has the room at that time.")
    if live:
        held = live[0].occurrence
        zone = held.room.zone
        said = {"start": clock_words(held.starts_at, zone=zone), "end": clock_words(held.ends_at, zone=zone)}
        return _("The booking, from {start} to {end}, does not cover it.").format(**said)
    return ""


def _why_lost(lost: EventBooking | None) -> str:
    if lost is None:
        return ""
    if lost.occurrence.state == State.REJECTED:
        return _("The booking was rejected.")
    return _("The booking was cancelled.")


def covers(spans: Iterable[Span], wanted: Span) -> bool:
    """Whether the spans together hold all of the other."""
    reached = wanted.starts_at
    for span in sorted(spans):
        if span.starts_at > reached:
            return False
        reached = max(reached, span.ends_at)
        if reached >= wanted.ends_at:
            return True
    return reached >= wanted.ends_at


def worst(found: Iterable[Standing]) -> Kind | None:
    """The one to tell of several: what needs somebody's care first; None of nothing."""
    order = [Kind.CONFLICT, Kind.OPEN, Kind.ASKED, Kind.NOWHERE, Kind.BOOKED]
    return min((standing.kind for standing in found), key=order.index, default=None)


def spare_links(event: Event, found: Iterable[Standing]) -> list[EventBooking]:
    """Live dates ahead that serve no need any more: an entry left the timetable, a day was given up."""
    used = {link.pk for standing in found for link in standing.links}
    return [link for link in event.room_bookings.ahead().with_dates() if link.pk not in used]


def _span(occurrence: Occurrence) -> Span:
    return Span(occurrence.starts_at, occurrence.ends_at)
