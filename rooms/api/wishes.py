"""What a program sends to book a room, made into the wish that the operation takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from accounts.people import person_named
from kit.ready_query import ReadyQuery, is_one_of
from rooms.api.query import KeyField, wrong
from rooms.api.strict import Strict
from rooms.api.times_given import MOST_EXDATES, ClockField, TimesGiven, times_given
from rooms.models import Room
from rooms.operations.booking import Wish
from rooms.outlook import Choice
from rooms.rights import Rights
from rooms.times import BadTimes, Times


class ChoiceGiven(Strict):
    """What to do instead on one date: leave it out, or take another room, other times, or both."""

    skip = serializers.BooleanField(required=False, help_text="Leave this date out.")
    room = KeyField(required=False, help_text="Another room on this date.")
    start = ClockField(required=False, help_text="Such as 10:30.")
    end = ClockField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        others = attrs.keys() - {"skip"}
        if bool(attrs.get("skip")) == bool(others):
            raise serializers.ValidationError(
                _("Either skip the date, or give it another room or other times.")
            )
        return attrs


class BookingGiven(Strict, TimesGiven):
    """Local wall times of the room. Refused as a whole when a date can not be had, unless `on_conflict` is skip."""

    room = KeyField(help_text="Number of the room.")
    purpose = serializers.CharField(
        required=False, allow_blank=True, max_length=500, help_text="What it is for."
    )
    booked_for = serializers.EmailField(
        required=False, allow_null=True, max_length=254, help_text="E-mail of a person with an account; you."
    )
    on_conflict = serializers.ChoiceField(
        choices=["refuse", "skip"], required=False, help_text="What to do about dates that are taken."
    )
    is_private = serializers.BooleanField(required=False, help_text="Others see that the room is busy only.")
    choices = serializers.DictField(
        child=ChoiceGiven(), required=False, help_text="What to do instead, by date such as 2026-05-11."
    )


def wish_of(values: dict[str, Any], *, rights: Rights, idempotency_key: str = "") -> Wish:
    """The wish of a BookingGiven. Raises ValidationError at the field that does not fit."""
    rooms = rooms_given(values, rights=rights)
    room = rooms[values["room"]]
    times = times_given(values, room.zone)
    choices = values.get("choices") or {}
    return Wish(
        room,
        times,
        purpose=values.get("purpose", ""),
        booked_for=person_of(values.get("booked_for")),
        choices=choices_given(choices, rooms, times, times.days() if choices else []),
        on_conflict=values.get("on_conflict", "refuse"),
        is_private=values.get("is_private", False),
        idempotency_key=idempotency_key,
    )


def rooms_given(values: dict[str, Any], *, rights: Rights) -> dict[int, Room]:
    """The rooms named in `room` and in `choices`, by their numbers; one query.

    Raises ValidationError for rooms there are not, that are retired, or that the person does not see.
    """
    chosen = {choice["room"] for choice in (values.get("choices") or {}).values() if "room" in choice}
    named = {values["room"]} if "room" in values else set()
    if not chosen | named:
        return {}
    rooms = {room.pk: room for room in _in_use(rooms=sorted(chosen | named)) if rights.sees(room)}
    for field, keys in (("room", named), ("choices", chosen)):
        if keys - rooms.keys():
            raise wrong(field, _("There is no such room."))
    return rooms


_in_use = ReadyQuery(
    lambda: (
        Room.objects.in_use()
        .for_rights()
        .select_related("owner")
        .filter(is_one_of('"rooms_room"."id"', "rooms"))
        .order_by()
    )
)


def person_of(email: str | None) -> User | None:
    """Whom it is for; None is the caller. Raises ValidationError for an address nobody here proved to own."""
    if not email:
        return None
    person = person_named(email)
    if person is None:
        raise wrong("booked_for", _("Nobody here has this e-mail address."))
    return person


def choices_given(
    given: Mapping[str, Mapping[str, Any]], rooms: Mapping[int, Room], times: Times, days: Sequence[date]
) -> dict[date, Choice]:
    """By date. Refuses what is no date of the booking, and times that run backwards."""
    if len(given) > MOST_EXDATES:
        raise wrong("choices", _("Too many dates at once."))
    known = {day.isoformat(): day for day in days}
    found = {}
    for text, choice in given.items():
        if text not in known:
            raise wrong("choices", _("The booking has no date on {day}.").format(day=text[:40]))
        day = known[text]
        try:
            Times(day, choice.get("start", times.start), choice.get("end", times.end), times.nights)
        except BadTimes as refusal:
            raise wrong("choices", refusal) from refusal
        room = rooms[choice["room"]] if "room" in choice else None
        skip = choice.get("skip", False)
        found[day] = Choice(skip=skip, room=room, start=choice.get("start"), end=choice.get("end"))
    return found
