"""Write moves: the dates let go of their rooms all at once, then take their new places booking by booking."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.db.models import DateField, F
from django.db.models.functions import Cast

from accounts.models import User
from journal.operations import record
from kit.moments import local
from kit.recurrence import Rule
from rooms.drafts import Draft, Step
from rooms.models import Booking, Occurrence, Room, State
from rooms.operations.letters import News, tell
from rooms.operations.rejecting import turn_down_requests
from rooms.operations.rewriting import rewrite
from rooms.operations.states import sum_up
from rooms.outlook import Prospect
from rooms.series import times_of
from rooms.signals import booking_changed
from rooms.times import Times, Wanted
from venue.moves import Move
from venue.pieces import times_of_span

OUT_OF_THE_WAY = timedelta(days=100_000)


def write_moves(moves: Sequence[Move], *, by: User | None) -> None:
    """Give each date its room and times; the rooms are locked and nothing stands against it.

    Those concerned are told once a booking.
    """
    by_booking: dict[int, list[Move]] = defaultdict(list)
    for move in moves:
        by_booking[move.occurrence.booking_id].append(move)
    drafts = [_drawn(batch) for _key, batch in sorted(by_booking.items())]
    _let_go([move.occurrence for move in moves])
    for drawn in drafts:
        drawn.write(by=by)


@dataclass(frozen=True, slots=True)
class _Drawn:
    booking: Booking
    draft: Draft
    moves: Sequence[Move]

    def write(self, *, by: User | None) -> None:
        asked_again = self.draft.asks_again
        changes = rewrite(self.booking, self.draft, {})
        sum_up(self.booking)
        dates = [move.occurrence for move in self.moves]
        said = ", ".join(occurrence.date.isoformat() for occurrence in dates)
        changes = changes or {"dates": ("", said)}
        record(self.booking.logbook, "booking.followed", by=by, subject=self.booking, changes=changes)
        requests = [key for move in self.moves for key in move.requests]
        turn_down_requests(requests, by=by, instead=self.booking)
        news = News.ASKS_AGAIN if asked_again else News.CHANGED
        tell(news, self.booking, by=by, occurrences=asked_again or dates)
        booking_changed.send(Booking, booking=self.booking, by=by)


def _drawn(moves: Sequence[Move]) -> _Drawn:
    booking = moves[0].occurrence.booking
    live = Occurrence.objects.live().filter(booking=booking).count()
    days = {_day(move) - move.occurrence.date for move in moves}
    shiftable = not booking.is_series or (_counts_days(booking) and len(days) == 1)
    if live != len(moves) or not shiftable:
        steps = [_step(move, move.occurrence.date, is_moved=True) for move in moves]
        return _Drawn(booking, Draft(booking.room, times_of(booking), steps=steps), moves)
    times, room = _as_said(booking, moves, days.pop())
    steps = [
        _step(move, _day(move), is_moved=move.room.pk != room.pk or not _is_usual(move, times))
        for move in moves
    ]
    return _Drawn(booking, Draft(room, times, steps=steps), moves)


def _as_said(booking: Booking, moves: Sequence[Move], days: timedelta) -> tuple[Times, Room]:
    """The booking in its own words after the move: what most of its dates have."""
    room = Counter(move.room for move in moves).most_common(1)[0][0]
    clocks = Counter(_clock(move) for move in moves)
    start, end, nights = clocks.most_common(1)[0][0]
    held = times_of(booking)
    exdates = tuple(day + days for day in held.exdates)
    first_day = held.first_day + days
    return replace(held, first_day=first_day, start=start, end=end, nights=nights, exdates=exdates), room


def _counts_days(booking: Booking) -> bool:
    """A rule that keeps its meaning wherever it starts: every day, so many times."""
    rule = times_of(booking).rule
    return isinstance(rule, Rule) and rule == Rule("DAILY", count=rule.count) and rule.count is not None


def _step(move: Move, day: date, *, is_moved: bool) -> Step:
    prospect = Prospect(Wanted(day, move.step.span), move.room, move.state, is_moved=is_moved)
    return Step(prospect, move.occurrence, grows=not move.step.shrinks)


def _let_go(occurrences: Sequence[Occurrence]) -> None:
    """Off their rooms, and off their days of the rule, which others of the same booking may get."""
    rows = Occurrence.objects.filter(pk__in=[occurrence.pk for occurrence in occurrences])
    rows.accepted().update(state=State.PENDING)
    rows.update(date=Cast(F("date") + OUT_OF_THE_WAY, DateField()))


def _day(move: Move) -> date:
    return local(move.step.span.starts_at, move.room.zone).date()


def _clock(move: Move) -> tuple[time, time, int]:
    times = times_of_span(move.step.span, move.room.zone)
    return times.start, times.end, times.nights


def _is_usual(move: Move, times: Times) -> bool:
    return _clock(move) == (times.start, times.end, times.nights)
