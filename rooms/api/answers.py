"""What the API answers where a wish was weighed and not carried out: conflicts, alternatives, a dry run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.models import User
from kit.moments import Span
from rooms.alternatives import Alternatives, alternatives
from rooms.api.booking_fields import BY_NAME, STATES, NoteSerializer
from rooms.api.place_fields import RoomInShort
from rooms.api.when import WhenSerializer, when
from rooms.availability.collisions import Collision, Obstacle
from rooms.drafts import Draft
from rooms.models import Booking, Room, State
from rooms.operations.approving import Collides
from rooms.operations.booking import RoomTaken, Wish, check_rules, takeable
from rooms.operations.settings import room_settings
from rooms.outlook import Choice, Prospect, plan_of, prospects
from rooms.refusals import MayNotBook, NothingLeft
from rooms.rights import Rights
from rooms.times import Times

REASONS = {
    Obstacle.CLOSURE: "closed",
    Obstacle.BLOCKING: "blocked",
    Obstacle.BOOKING: "taken",
}


class ConflictSerializer(WhenSerializer):
    """A date that can not be had, and why; never by whom it is taken."""

    date = serializers.DateField()
    room = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=["taken", "blocked", "closed"])
    detail = serializers.CharField(help_text="The reason as a sentence.")


class CollisionSerializer(WhenSerializer):
    """Something in the way of an approval."""

    room = serializers.IntegerField()
    kind = serializers.CharField(help_text="booking, request, blocking or closure.")
    booking = serializers.IntegerField(allow_null=True, help_text="Null where you may not know of it.")


class CollidesSerializer(serializers.Serializer[Any]):
    """The answer 409 to an approval."""

    detail = serializers.CharField()
    taken = CollisionSerializer(many=True)
    requests = CollisionSerializer(many=True, help_text="What approving would reject.")


class FreeThen(serializers.Serializer[Any]):
    date = serializers.DateField()
    rooms = RoomInShort(many=True)


class AlternativesSerializer(serializers.Serializer[Any]):
    """Other rooms that you may book, the most alike first."""

    all_dates = RoomInShort(many=True, help_text="Free on all dates.")
    by_date = FreeThen(many=True, help_text="Free on a date that is in conflict.")


class RefusedSerializer(serializers.Serializer[Any]):
    """The answer 409."""

    detail = serializers.CharField()
    conflicts = ConflictSerializer(many=True)
    alternatives = AlternativesSerializer()


class WouldBeDate(WhenSerializer):
    date = serializers.DateField()
    room = serializers.IntegerField()
    state = serializers.ChoiceField(choices=list(BY_NAME))


class DryRunSerializer(serializers.Serializer[Any]):
    """What would happen; nothing was written."""

    would_be = serializers.ChoiceField(choices=["accepted", "pending", "refused"])
    detail = serializers.CharField(help_text="Why it would be refused.")
    occurrences = WouldBeDate(many=True)
    left_out = serializers.ListField(child=serializers.DateField())
    notes = NoteSerializer(many=True)
    rejects_requests = serializers.IntegerField(help_text="How many requests of others it would reject.")
    conflicts = ConflictSerializer(many=True)
    alternatives = AlternativesSerializer()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a wish would end: `taken` are the dates it would get, `refusal` is why it gets none."""

    taken: Sequence[Prospect] = ()
    conflicts: Sequence[Prospect] = ()
    refusal: str = ""


def verdict_on(wish: Wish, *, rights: Rights) -> Verdict:
    """What `book` would do, asked without locks and without writing. Raises MayNotBook for lack of a right."""
    if not (rights.books(wish.room) or rights.requests(wish.room)):
        check_rules(wish, wish.room, rights=rights)
    found = prospects(wish.room, wish.times, rights=rights, choices=wish.choices)
    conflicts = [date for date in found if not date.is_free]
    try:
        check_rules(wish, wish.room, rights=rights)
        return Verdict(takeable(found, wish.on_conflict), conflicts)
    except (MayNotBook, RoomTaken, NothingLeft) as refusal:
        return Verdict((), conflicts, str(refusal))


def dry_edit_of(draft: Draft, refusal: str = "") -> dict[str, Any]:
    """The fields of a DryRunSerializer for an edit, but for its conflicts; `occurrences` are the dates it changes."""
    taken = [] if refusal else draft.free
    left_out = {date.day for date in draft.conflicts} | {date.date for date in draft.removed}
    return {
        "would_be": "refused" if refusal else _state_of(taken),
        "detail": refusal,
        "occurrences": [_date_shown(date) for date in taken],
        "left_out": [] if refusal else [day.isoformat() for day in sorted(left_out)],
        "notes": notes_on(taken),
        "rejects_requests": len({hit.booking_id for date in taken for hit in date.requests}),
    }


def dry_run_of(wish: Wish, verdict: Verdict, *, rights: Rights) -> dict[str, Any]:
    """The fields of a DryRunSerializer."""
    kept = {date.day for date in verdict.taken}
    return {
        "would_be": "refused" if verdict.refusal else _state_of(verdict.taken),
        "detail": verdict.refusal,
        "occurrences": [_date_shown(date) for date in verdict.taken],
        "left_out": [] if verdict.refusal else left_out_of(wish, kept),
        "notes": notes_on(verdict.taken),
        "rejects_requests": len({hit.booking_id for date in verdict.taken for hit in date.requests}),
        **conflicts_of(wish.room, wish.times, verdict.conflicts, rights=rights),
    }


def conflicts_of(
    room: Room, times: Times, conflicts: Sequence[Prospect], *, rights: Rights
) -> dict[str, Any]:
    """The `conflicts` and `alternatives` of an answer; a date with other times by choice has no alternatives."""
    others = Alternatives()
    if conflicts:
        days = [date.day for date in conflicts if not date.is_moved]
        others = alternatives(room, times, days, rights=rights, settings=room_settings(), now=timezone.now())
    return {
        "conflicts": [_conflict(date) for date in conflicts],
        "alternatives": {
            "all_dates": RoomInShort(others.whole, many=True).data,
            "by_date": [
                {"date": day.isoformat(), "rooms": RoomInShort(rooms, many=True).data}
                for day, rooms in others.by_day.items()
            ],
        },
    }


def collisions_shown(refusal: Collides, *, seen_by: User) -> dict[str, Any]:
    """The `taken` and `requests` of a CollidesSerializer."""
    hits = [*refusal.taken, *refusal.requests]
    keys = {hit.booking_id for hit in hits if hit.booking_id}
    known = set(Booking.objects.visible_to(seen_by).filter(pk__in=keys).values_list("pk", flat=True))
    rooms = Room.objects.select_related("location").in_bulk({hit.room_id for hit in hits})

    def fields(hit: Collision) -> dict[str, Any]:
        return {
            "room": hit.room_id,
            **when(Span(hit.starts_at, hit.ends_at), rooms[hit.room_id].zone),
            "kind": hit.obstacle.value,
            "booking": hit.booking_id if hit.booking_id in known else None,
        }

    return {
        "taken": [fields(hit) for hit in refusal.taken],
        "requests": [fields(hit) for hit in refusal.requests],
    }


def left_out_of(wish: Wish, kept: Iterable[Any]) -> list[str]:
    """The dates of the rule that are not among those kept."""
    return [day.isoformat() for day in wish.times.days() if day not in set(kept)]


def notes_on(dates: Iterable[Prospect]) -> list[dict[str, str]]:
    """What the clocks made of the dates."""
    return [{"date": date.day.isoformat(), "note": note} for date in dates for note in date.wanted.notes]


def notes_of(wish: Wish, kept: Iterable[Any]) -> list[dict[str, str]]:
    """The same for the dates of a wish that became a booking."""
    return [
        {"date": day.isoformat(), "note": note}
        for day in kept
        for note in plan_of(wish.room, wish.times, day, wish.choices.get(day, Choice())).wanted.notes
    ]


def _conflict(date: Prospect) -> dict[str, Any]:
    reason = "closed" if date.outside_hours else REASONS[date.obstacles[0].obstacle]
    return {
        "date": date.day.isoformat(),
        "room": date.room.pk,
        **when(date.span, date.room.zone),
        "reason": reason,
        "detail": date.why,
    }


def _state_of(dates: Iterable[Prospect]) -> str:
    """What a booking of these dates is."""
    states = {date.state for date in dates}
    return STATES[State.PENDING if states == {State.PENDING} else State.ACCEPTED]


def _date_shown(date: Prospect) -> dict[str, Any]:
    return {
        "date": date.day.isoformat(),
        "room": date.room.pk,
        **when(date.span, date.room.zone),
        "state": STATES[date.state],
    }
