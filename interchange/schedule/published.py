"""What both published formats need of a schedule: names and numbers of the patterns they ask for."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from interchange.schedule.event_days import with_missing_days
from interchange.schedule.identity import published_guid
from interchange.schedule.shape import Day, Schedule, Talk

LARGEST_NUMBER = 2**31 - 1  # what readers that keep ids in 32 bits can take

_ACRONYM = re.compile(r"[a-z0-9_]{4,}$", re.ASCII)


class Publication:
    """A schedule with everything decided that its published forms share."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.place = ZoneInfo(schedule.time_zone)
        self.acronym = acronym_of(schedule)
        self.days = with_missing_days(
            schedule.days,
            [talk.day for talk in schedule.talks] or ([] if schedule.days else [schedule.starts_on]),
            day_change=schedule.day_change,
            zone=schedule.time_zone,
        )
        self.guids = [published_guid(talk, of=schedule) for talk in schedule.talks]
        self.numbers = _numbers(schedule.talks, self.guids)

    def local(self, instant: datetime) -> datetime:
        """The instant in the zone of the event, as the formats want it."""
        return instant.astimezone(self.place)

    def talks_of(self, day: Day) -> list[int]:
        """The places (in `schedule.talks`) of the talks of a day."""
        return [place for place, talk in enumerate(self.schedule.talks) if talk.day == day.date]

    def rooms_of(self, talks: Sequence[int]) -> dict[str, list[int]]:
        """Rooms of a day in the order of the schedule, each with the talks of which it is the first room.

        Further rooms of a talk appear too, maybe empty, so that readers know them. "" holds what has no room.
        """
        used = {name for place in talks for name in self.schedule.talks[place].rooms or ("",)}
        known = [room.name for room in self.schedule.rooms if room.name in used]
        in_order = dict.fromkeys([*known, *sorted(used.difference(known))])
        return {
            name: [place for place in talks if self.schedule.talks[place].room == name] for name in in_order
        }

    def slugs(self, fits: Callable[[str], bool], make: Callable[[Talk], str]) -> list[str]:
        """One slug per talk, each different: its own where it fits, else a made one."""
        own = [talk.slug if talk.slug and fits(talk.slug) else make(talk) for talk in self.schedule.talks]
        taken: set[str] = set()
        answer = []
        for slug, number in zip(own, self.numbers, strict=True):
            unique = f"{slug}-{number}" if slug in taken else slug
            if unique:
                taken.add(unique)
            answer.append(unique)
        return answer


def acronym_of(schedule: Schedule) -> str:
    """A short name of small letters, digits and "_", four of them at least: what both schemas accept."""
    for text in (schedule.acronym, schedule.slug, schedule.title):
        found = slugify(text).replace("-", "_").strip("_")
        if _ACRONYM.match(found):
            return found
        if found:
            return f"{found}_{schedule.starts_on.year:04d}"
    return f"event_{schedule.starts_on.year:04d}"


def clock(length: timedelta, *, most_hours: int | None = None) -> str:
    """A duration as hh:mm, cut off at so many hours where the format has no more room."""
    minutes = int(length.total_seconds() // 60)
    if most_hours is not None:
        minutes = min(minutes, most_hours * 60 + 59)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def rooms_in_words(talk: Talk) -> str:
    """The rooms of a talk in one text; our reader takes it apart again."""
    return ", ".join(talk.rooms)


def _numbers(talks: Sequence[Talk], guids: Sequence[str]) -> list[int]:
    """A positive number per talk, each different: the source's id if it is one, else one made of the guid."""
    taken: set[int] = set()
    numbers = [0] * len(talks)
    for place, talk in enumerate(talks):
        number = int(talk.source_id) if talk.source_id.isascii() and talk.source_id.isdigit() else 0
        if 0 < number <= LARGEST_NUMBER and number not in taken:
            numbers[place] = number
            taken.add(number)
    for place, guid in enumerate(guids):
        number = UUID(guid).int % LARGEST_NUMBER + 1
        while not numbers[place]:
            if number not in taken:
                numbers[place] = number
                taken.add(number)
            number = number % LARGEST_NUMBER + 1
    return numbers
