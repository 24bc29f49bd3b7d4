"""A schedule's parts as JSON and back, to be kept beside what was made of them."""

from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias, TypeVar

from interchange.schedule.shape import Day, Generator, Person, Reference, Room, Schedule, Talk, Track

Part = TypeVar("Part", Schedule, Day, Generator, Person, Reference, Room, Talk, Track)

Carried: TypeAlias = Schedule | Day | Generator | Person | Reference | Room | Talk | Track

# What is kept elsewhere: the parts of a schedule have records of their own.
_NOT_KEPT: dict[type, set[str]] = {
    Schedule: {"rooms", "tracks", "talks", "warnings"},
    Talk: {"row"},
}
_MOMENTS = {"starts_at", "ends_at"}
_DATES = {"day", "date", "starts_on", "ends_on"}
_LENGTHS = {"duration", "timeslot_duration"}
_PARTS: dict[str, type] = {"persons": Person, "attachments": Reference, "links": Reference, "days": Day}
_TUPLES = {"rooms", "video_urls", "answers"}


def as_json(part: Carried) -> dict[str, Any]:
    """The members of a part that are not empty. E-mail addresses stay out: nothing carried is private."""
    left_out = _NOT_KEPT.get(type(part), set()) | {"email"}
    members = ((member.name, getattr(part, member.name)) for member in fields(part))
    return {
        name: _value_as_json(value)
        for name, value in members
        if name not in left_out and value not in ("", None, (), {})
    }


def from_json(kind: type[Part], kept: dict[str, Any]) -> Part:
    """The part as it was."""
    return kind(**{name: _value(name, value) for name, value in kept.items()})


def _value_as_json(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Day | Generator | Person | Reference):
        return as_json(value)
    if isinstance(value, tuple):
        return [_value_as_json(item) for item in value]
    return value


def _value(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    if name in _DATES:
        return date.fromisoformat(value)
    if name in _LENGTHS:
        return timedelta(seconds=value)
    if name == "day_change":
        return time.fromisoformat(value)
    if name == "generator":
        return from_json(Generator, value)
    if name in _PARTS:
        return tuple(from_json(_PARTS[name], item) for item in value)
    return tuple(value) if name in _TUPLES else value
