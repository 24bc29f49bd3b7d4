"""What a program sends to book a room, made into the wish that the operation takes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from rooms.api.query import KeyField, wrong
from rooms.api.times_given import MOST_EXDATES, ClockField, TimesGiven, times_given
from rooms.models import Room
from rooms.operations.booking import Wish
from rooms.outlook import Choice
from rooms.rights import Rights
from rooms.times import BadTimes, Times


class Strict(serializers.Serializer[Any]):
    """Fields that nobody knows are refused: a slip of the keyboard must not pass for a wish."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            raise serializers.ValidationError({str(name): [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)


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
    choices: Mapping[str, Mapping[str, Any]] = values.get("choices") or {}
    keys = {values["room"], *(choice["room"] for choice in choices.values() if "room" in choice)}
    rooms = seen_rooms(keys, rights=rights)
    if values["room"] not in rooms:
        raise wrong("room", _no_room())
    room = rooms[values["room"]]
    times = times_given(values, room.zone)
    return Wish(
        room,
        times,
        purpose=values.get("purpose", ""),
        booked_for=person_of(values.get("booked_for")),
        choices=_choices(choices, rooms, times),
        on_conflict=values.get("on_conflict", "refuse"),
        is_private=values.get("is_private", False),
        idempotency_key=idempotency_key,
    )


def seen_rooms(keys: set[int], *, rights: Rights) -> dict[int, Room]:
    """Those of the rooms that are in use and that the person sees, by their numbers; one query."""
    found = Room.objects.in_use().for_rights().select_related("owner").filter(pk__in=keys)
    return {room.pk: room for room in found if rights.sees(room)}


def person_of(email: str | None) -> User | None:
    """Whom it is for; None is the caller. Raises ValidationError for an address nobody here proved to own."""
    if not email:
        return None
    person = User.objects.owning(email)
    if person is None or not person.is_active:
        raise wrong("booked_for", _("Nobody here has this e-mail address."))
    return person


def _choices(
    given: Mapping[str, Mapping[str, Any]], rooms: Mapping[int, Room], times: Times
) -> dict[date, Choice]:
    """By date. Refuses what is no date of the booking, rooms the person does not see, and times that run backwards."""
    if len(given) > MOST_EXDATES:
        raise wrong("choices", _("Too many dates at once."))
    days = {day.isoformat(): day for day in times.days()} if given else {}
    found = {}
    for text, choice in given.items():
        if text not in days:
            raise wrong("choices", _("The booking has no date on {day}.").format(day=text[:40]))
        if "room" in choice and choice["room"] not in rooms:
            raise wrong("choices", _no_room())
        try:
            Times(days[text], choice.get("start", times.start), choice.get("end", times.end), times.nights)
        except BadTimes as refusal:
            raise wrong("choices", refusal) from refusal
        room = rooms[choice["room"]] if "room" in choice else None
        found[days[text]] = Choice(
            skip=choice.get("skip", False), room=room, start=choice.get("start"), end=choice.get("end")
        )
    return found


def _no_room() -> str:
    return _("There is no such room.")
