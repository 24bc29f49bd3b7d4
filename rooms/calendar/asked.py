"""What a reader of the calendar asks for; all of it stands in the address."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from kit.keys import is_key, key_of

VIEWS = ("day", "week", "month", "list")
SHOWN = ("all", "used", "unused")
LONGEST_SEARCH = 100
FIRST_YEAR, LAST_YEAR = 1980, 2150


@dataclass(frozen=True, slots=True)
class Asked:
    """Nothing chosen means everything; `day` is None for today.

    `used` narrows to rooms with a booking in the period, `unused` to those without; `over` adds what was
    cancelled or rejected to the list; `all_hours` shows the day from midnight to midnight. `problem` is a sentence
    about what could not be read.
    """

    view: str = "day"
    day: date | None = None
    location: int = 0
    building: str = ""
    floor: str = ""
    equipment: tuple[int, ...] = ()
    capacity: int = 0
    words: str = ""
    room: int = 0
    favourites: bool = False
    mine: bool = False
    shown: str = "all"
    requests: bool = True
    over: bool = False
    all_hours: bool = False
    problem: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        few = self.location or self.building or self.floor or self.equipment or self.capacity or self.words
        return bool(few or self.room or self.favourites or self.mine or self.shown != "all")


@dataclass(frozen=True, slots=True)
class Period:
    """Days on the calendar, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def asked_in(query: QueryDict) -> Asked:
    """What the address says; what makes no sense is no choice."""
    day, problem = _day(query.get("date", ""))
    view, shown = query.get("view", ""), query.get("show", "")
    return Asked(
        view=view if view in VIEWS else "day",
        day=day,
        location=key_of(query.get("location", "")),
        building=_words(query.get("building", "")),
        floor=_words(query.get("floor", "")),
        equipment=tuple(sorted({int(key) for key in query.getlist("equipment") if is_key(key)})),
        capacity=min(key_of(query.get("capacity", "")), 1_000_000),
        words=_words(query.get("text", "")),
        room=key_of(query.get("room", "")),
        favourites=bool(query.get("favourites")),
        mine=bool(query.get("mine")),
        shown=shown if shown in SHOWN else "all",
        requests=query.get("requests") != "hide",
        over=bool(query.get("over")),
        all_hours=query.get("hours") == "all",
        problem=problem,
    )


def period_of(view: str, day: date) -> Period:
    """The day, the week from Monday, or the month that a view shows around a day."""
    if view == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    if view == "month":
        return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Period(day, day)


def next_to(view: str, period: Period) -> tuple[date, date]:
    """A day of the period before, and one of the period after."""
    before, after = period.first - timedelta(days=1), period.last + timedelta(days=1)
    return period_of(view, before).first, after


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        asked = _("There is no day “{day}” in this calendar, so this is today.")
        return None, asked.format(day=text[:20])
    return day, ""


def _words(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:LONGEST_SEARCH]
