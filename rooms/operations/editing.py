"""Change a booking: one date, this and the following ones, or all. What does not change is not written again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import differences, record
from kit.moments import Span
from rooms.drafting import Sheet, clock_of, draft_date, draft_series
from rooms.drafts import Draft, Scope, Step
from rooms.models import LIVE, Booking, Occurrence, Room
from rooms.operations.booking import OnConflict, RoomTaken, asks_why, taken_words
from rooms.operations.letters import News, tell, tell_former
from rooms.operations.rejecting import turn_down_requests
from rooms.operations.rewriting import rewrite
from rooms.operations.settings import room_settings
from rooms.operations.splitting import split
from rooms.operations.states import sum_up
from rooms.operations.turns import lock_booking
from rooms.outlook import Choice
from rooms.refusals import MayNotBook, NotEditable, NothingLeft
from rooms.rights import Rights, rights_of
from rooms.rules import objections
from rooms.series import times_of
from rooms.signals import booking_changed, dates_lost
from rooms.times import Times, Wanted

WORDS = ("purpose", "booked_for", "is_private", "internal_note")


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes different; None leaves it as it is.

    `day` is the date of the rule (`Occurrence.date`) that THIS and FOLLOWING are about. The times are those of that
    date alone for THIS, and those from that date on for FOLLOWING. Words are not of one date: THIS leaves them.
    """

    scope: Scope = Scope.ALL
    day: date | None = None
    times: Times | None = None
    room: Room | None = None
    choices: Mapping[date, Choice] = field(default_factory=dict)
    on_conflict: OnConflict = "refuse"
    purpose: str | None = None
    booked_for: User | None = None
    is_private: bool | None = None
    internal_note: str | None = None

    @property
    def rooms(self) -> set[int]:
        """The rooms it brings in."""
        chosen = {choice.room.pk for choice in self.choices.values() if choice.room}
        return chosen | ({self.room.pk} if self.room else set())


@transaction.atomic
def edit(booking: Booking, change: Change, *, by: User) -> Booking:
    """Make the change; the booking that carries it, which is a new one where a running series was cut in two.

    Dates that take time they did not have are asked for again where the person may not book at once; those that
    only give some back stay booked. Raises NotEditable, MayNotBook, RoomTaken (with every date that can not be
    had), NothingLeft, BadRule, TryAgain; then nothing has changed.
    """
    rooms = lock_booking(booking, besides=change.rooms)
    rights = rights_of(by)
    draft = draw_up(booking, change, rooms=rooms, rights=rights)
    check_draft(booking, change, draft, rights=rights)
    if draft.conflicts:
        draft = draft.without_conflicts()
    words = _words(booking, change)
    if _is_same(booking, draft):
        return _reworded(booking, words, by=by)
    asked_again, former = draft.asks_again, booking.booked_for
    target = split(booking, draft.cut, by=by) if draft.cut else booking
    changes = rewrite(target, draft, words)
    sum_up(target)
    record(target.logbook, "booking.changed", by=by, subject=target, changes=changes)
    _spread(target, draft, asked_again, by=by)
    tell_former(target, former, by=by)
    return target


def outlook_of(booking: Booking, change: Change, *, by: User) -> Draft:
    """What the change would do, for a page to show: nothing is locked and nothing written.

    Raises NotEditable, NothingLeft, BadRule.
    """
    held = booking.occurrences.order_by().values_list("room", flat=True).distinct()
    rooms = Room.objects.for_rights().in_bulk({booking.room_id, *held, *change.rooms})
    booking.room = rooms[booking.room_id]
    return draw_up(booking, change, rooms=rooms, rights=rights_of(by))


def draw_up(booking: Booking, change: Change, *, rooms: Mapping[int, Room], rights: Rights) -> Draft:
    """The draft of a change, from rows as they are now. Raises NotEditable, NothingLeft, BadRule."""
    if not booking.is_live:
        raise NotEditable(_("This booking is over. Book anew."))
    choices = {
        day: replace(choice, room=rooms[choice.room.pk]) if choice.room else choice
        for day, choice in change.choices.items()
    }
    rows = list(booking.occurrences.order_by("starts_at"))
    sheet = Sheet(booking, rows, rooms, rights, timezone.now(), choices)
    room = rooms[change.room.pk] if change.room else None
    here = room or booking.room
    if booking.is_series and change.scope == Scope.ALL:
        return draft_series(sheet, room=here, times=change.times)
    row = _row(rows, change.day if booking.is_series else None)
    if booking.is_series and change.scope == Scope.FOLLOWING:
        if sheet.has_begun(row):
            raise NotEditable(_("This date has begun. Choose one ahead."))
        return draft_series(sheet, room=here, times=change.times, from_day=row.date)
    repeats = change.times and change.times.rule
    if not booking.is_series and (repeats or not sheet.has_begun(row)):
        return draft_series(sheet, room=here, times=change.times)
    return draft_date(sheet, row, room=room or rooms[row.room_id], times=change.times)


def check_draft(booking: Booking, change: Change, draft: Draft, *, rights: Rights) -> None:
    """Raise what stands against the draft: MayNotBook, or RoomTaken where the person did not say to skip."""
    settings = room_settings()
    said = _objections(draft, rights=rights) if draft.grows else []
    is_mute = change.purpose is not None and not change.purpose.strip()
    if is_mute and asks_why(settings, for_event=bool(booking.link)):
        said.append(_("Say what the booking is for."))
    if said:
        raise MayNotBook(" ".join(said))
    if not draft.wanted:
        raise NothingLeft(_("No date would be left. Cancel the booking instead."))
    conflicts = draft.conflicts
    if conflicts and (change.on_conflict == "refuse" or not draft.without_conflicts().wanted):
        raise RoomTaken(taken_words(draft.steps, conflicts), conflicts=conflicts, free=draft.free)


def _objections(draft: Draft, *, rights: Rights) -> list[str]:
    """The rules of each room over the dates that take more of it; of a date that has begun, over what is ahead."""
    now, settings = timezone.now(), room_settings()
    growing = [step for step in draft.steps if step.grows]
    said = []
    for room in {step.prospect.room.pk: step.prospect.room for step in growing}.values():
        here = [step for step in growing if step.prospect.room.pk == room.pk]
        longest = max((step.prospect.span for step in here), key=lambda span: span.length)
        dates = [_rest(step, now) for step in here]
        if room.pk == draft.room.pk:
            dates += [date for date in draft.stay if date.span.starts_at > now]
        dates.sort(key=lambda date: date.span.starts_at)
        clock = clock_of(longest, room)
        said += objections(room, clock, dates, rights=rights, settings=settings, now=now)
    return list(dict.fromkeys(said))


def _rest(step: Step, now: datetime) -> Wanted:
    wanted = step.prospect.wanted
    if step.occurrence and step.occurrence.starts_at <= now < wanted.span.ends_at:
        return replace(wanted, span=Span(now, wanted.span.ends_at))
    return wanted


def _words(booking: Booking, change: Change) -> dict[str, Any]:
    """The words that become different."""
    if change.scope == Scope.THIS and booking.is_series:
        return {}
    return {
        name: value
        for name in WORDS
        if (value := getattr(change, name)) is not None and value != getattr(booking, name)
    }


def _is_same(booking: Booking, draft: Draft) -> bool:
    """Neither the times nor the room nor any date of the booking would be another."""
    same = draft.room.pk == booking.room_id and draft.times == times_of(booking)
    return same and not (draft.steps or draft.removed or draft.cut)


def _reworded(booking: Booking, words: dict[str, Any], *, by: User) -> Booking:
    """Only words change. The note is between managers: nobody is written to for it."""
    if not words:
        return booking
    changes, former = differences(booking, words), booking.booked_for
    for name, value in words.items():
        setattr(booking, name, value)
    booking.updated_at = timezone.now()
    booking.sequence += set(words) != {"internal_note"}
    booking.save(update_fields=[*words, "sequence", "updated_at"])
    record(booking.logbook, "booking.changed", by=by, subject=booking, changes=changes)
    if set(words) != {"internal_note"}:
        tell(News.CHANGED, booking, by=by)
        tell_former(booking, former, by=by)
        booking_changed.send(Booking, booking=booking, by=by)
    return booking


def _spread(booking: Booking, draft: Draft, asked_again: list[Occurrence], *, by: User) -> None:
    """Others' requests for the same time are rejected; those concerned, and the floors above, hear of it."""
    requests = [hit.id for step in draft.steps for hit in step.prospect.requests]
    turn_down_requests(requests, by=by, instead=booking)
    changed = [step.occurrence for step in draft.steps if step.occurrence]
    news = News.ASKS_AGAIN if asked_again else News.CHANGED
    tell(news, booking, by=by, occurrences=asked_again or changed)
    if draft.removed:
        dates_lost.send(Booking, booking=booking, occurrences=list(draft.removed), by=by, reason="")
    booking_changed.send(Booking, booking=booking, by=by)


def _row(rows: list[Occurrence], day: date | None) -> Occurrence:
    """The live date of that day of the rule; without a day, the only one."""
    for row in rows:
        if row.state in LIVE and day in (None, row.date):
            return row
    raise NotEditable(_("There is no such date any more. Look at the booking again."))
