"""The facts about an event's talks and people, kept in this process for as long as nobody changes any of them; and by
them the conflicts of the plan that was looked at last, so that of the next one only what differs is checked.

Reading them takes longer than looking for conflicts does, and an act on the board seldom changes one. Whether they are
still the same is asked of the database in one query: a row that was written again has another `xmin` or `ctid`. What is
known of rooms in the house (their hours, closures and bookings) changes elsewhere, so for them nothing is kept.
"""

from collections import OrderedDict
from typing import TypeVar

from django.db import connection

from events.models import Event
from timetable.conflicts import Checker, Facts, facts_of
from timetable.plan import Plan

MOST_KEPT = 16

TABLES = {
    "programme_contribution": "event_id = %(event)s",
    "programme_session": "event_id = %(event)s",
    "programme_track": "event_id = %(event)s",
    "programme_sessiontype": "event_id = %(event)s",
    "programme_sessionconvener": "session_id IN (SELECT id FROM programme_session WHERE event_id = %(event)s)",
    "events_eventperson": "event_id = %(event)s",
    "events_eventroom": "event_id = %(event)s",
    "timetable_availability": "event_id = %(event)s",
    "timetable_timetablesettings": "event_id = %(event)s",
    "timetable_star": "contribution_id IN (SELECT id FROM programme_contribution WHERE event_id = %(event)s)",
}
"""What `facts_of` reads. Credits and parts raise the revision of their talk, so that its row is written again."""

IN_HOUSE = "SELECT count(bookable_id), NULL FROM events_eventroom WHERE event_id = %(event)s"
STAMP = " UNION ALL ".join(
    f"SELECT count(*), sum(hashtext(xmin::text || ctid::text)::bigint) FROM {table} WHERE {of_event}"  # noqa: S608 (our own names)
    for table, of_event in TABLES.items()
)

Stamp = tuple[object, ...]
Value = TypeVar("Value")
_kept: OrderedDict[int, tuple[Stamp, Facts]] = OrderedDict()
_checkers: OrderedDict[int, Checker] = OrderedDict()


def known_checker(event: Event, plan: Plan) -> Checker:
    """As `Checker(facts_of(event), plan)` is."""
    facts = known_facts(event)
    last = _checkers.get(event.pk)
    checker = last.of(plan) if last is not None and last.facts is facts else Checker(facts, plan)
    _keep(_checkers, event, checker)
    return checker


def known_facts(event: Event) -> Facts:
    """As `facts_of` reads them."""
    in_house, stamp = _stamp(event)
    if in_house:
        return facts_of(event)
    kept = _kept.get(event.pk)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    facts = facts_of(event)
    _keep(_kept, event, (stamp, facts))
    return facts


def _keep(kept: OrderedDict[int, Value], event: Event, value: Value) -> None:
    """Those of the events that were looked at last."""
    kept[event.pk] = value
    kept.move_to_end(event.pk)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)


def _stamp(event: Event) -> tuple[int, Stamp]:
    """How many rooms of the event are in the house; and what tells one state of its facts from another."""
    with connection.cursor() as cursor:
        cursor.execute(f"{IN_HOUSE} UNION ALL {STAMP}", {"event": event.pk})
        (in_house, _nothing), *rows = cursor.fetchall()
    return in_house, (
        connection.settings_dict["NAME"],
        event.starts_at,
        event.ends_at,
        event.time_zone,
        event.day_change,
        *rows,
    )
