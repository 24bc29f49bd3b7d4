"""What the address of a search says: when, how often, for how many. What is wrong gets its sentence, the rest stays."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from kit.forms import DateInput, TimeInput
from kit.keys import key_of
from kit.recurrence import BadRule, Rule
from kit.recurrence.rule import YEARS
from rooms.finder.asked import Asked, Filters, default_times, default_until, later, rule_of
from rooms.finder.ranking import SORTS
from rooms.times import MOST_NIGHTS, BadTimes, Times

REPEATS = [
    ("never", _("Never")),
    ("daily", _("Every day")),
    ("weekdays", _("Monday to Friday")),
    ("weekly", _("Every week")),
    ("monthly", _("Every month, same date")),
    ("monthly_weekday", _("Every month, same weekday")),
]
OTHER_NAMES = {"start": "from", "end": "to"}
MOST_SHOWN = 1000
STEP_SHOWN = 50
LONGEST_SEARCH = 100
TIMES = ("date", "start", "end", "nights", "repeat", "every", "on", "until", "count")
DAYS = [MinValueValidator(dt.date(YEARS[0], 1, 1)), MaxValueValidator(dt.date(YEARS[-1], 12, 31))]


class FindForm(forms.Form):
    """Call `asked()` whatever `is_valid` says: what is wrong falls back to what would stand there by default.

    `zone_now` is the time on the clocks of the place that is meant.
    """

    date = forms.DateField(label=_("Date"), widget=DateInput, required=False, validators=DAYS)
    start = forms.TimeField(label=_("From"), widget=TimeInput({"step": 300}), required=False)
    end = forms.TimeField(label=_("To"), widget=TimeInput({"step": 300}), required=False)
    nights = forms.IntegerField(
        label=_("Nights"),
        min_value=0,
        max_value=MOST_NIGHTS,
        required=False,
        help_text=_("0 ends the same day."),
    )
    repeat = forms.ChoiceField(label=_("Repeats"), choices=REPEATS, required=False)
    every = forms.IntegerField(label=_("Every … weeks or months"), min_value=1, max_value=99, required=False)
    on = forms.TypedMultipleChoiceField(
        label=_("On"),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(label=_("Until"), widget=DateInput, required=False)
    count = forms.IntegerField(label=_("Or this many times"), min_value=1, max_value=1000, required=False)
    people = forms.IntegerField(
        label=_("People"),
        min_value=1,
        max_value=100_000,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    q = forms.CharField(label=_("Name or number"), max_length=LONGEST_SEARCH, required=False)

    def __init__(self, query: QueryDict, *, zone_now: dt.datetime) -> None:
        self.query, self.zone_now = query, zone_now
        super().__init__(filled(query, zone_now))

    def add_prefix(self, field_name: str) -> str:
        """`from` and `to` in addresses, which are no names in Python."""
        return OTHER_NAMES.get(field_name, field_name)

    def asked(self) -> Asked:
        self.is_valid()
        query = self.query
        return Asked(
            times=self._times(),
            filters=self._filters(),
            sort=query.get("sort", "") if query.get("sort") in SORTS else "fit",
            room=key_of(query.get("room", "")) or None,
            place=min(key_of(query.get("place", "")), 999),
            show=min(max(key_of(query.get("show", "")), STEP_SHOWN), MOST_SHOWN),
        )

    @property
    def has_wrong_times(self) -> bool:
        """Whether `asked()` put other times in the place of those in the address."""
        return any(name in self.errors for name in TIMES)

    def _times(self) -> Times:
        day, start, end = default_times(self.zone_now, self._good("date"))
        start = self._good("start") or start
        end = self._good("end") or later(start)
        nights = self._good("nights") or 0
        try:
            times = Times(day, start, end, nights)
        except BadTimes as refusal:
            self.add_error("end", str(refusal))
            times = _an_hour(day, start)
        try:
            repeated = Times(times.first_day, times.start, times.end, times.nights, self._rule(day))
            repeated.days()
        except BadRule as refusal:
            self.add_error("repeat", str(refusal))
            return times
        return repeated

    def _rule(self, first: dt.date) -> Rule | None:
        repeat = self._good("repeat") or "never"
        return rule_of(
            repeat,
            first,
            every=self._good("every") or 1,
            weekdays=tuple(self._good("on") or ()),
            until=self._good("until") or default_until(repeat, first),
            count=self._good("count"),
        )

    def _filters(self) -> Filters:
        query = self.query
        return Filters(
            people=self._good("people"),
            words=" ".join((self._good("q") or "").split()),
            location=key_of(query.get("location", "")) or None,
            division=query.get("division", "").strip()[:120],
            buildings=frozenset(query.getlist("building")[:100]),
            equipment=frozenset(key_of(value) for value in query.getlist("equipment")[:50] if value),
            features=frozenset(key_of(value) for value in query.getlist("feature")[:50] if value),
            favourites=query.get("favourites") == "1",
            bookable=query.get("bookable") == "1",
            free=query.get("free") == "1",
            instant=query.get("instant") == "1",
        )

    def _good(self, name: str) -> Any:
        """The cleaned value; None for what is missing or wrong."""
        return self.cleaned_data.get(name)


def filled(query: QueryDict, zone_now: dt.datetime) -> QueryDict:
    """The query with what it leaves open as it is meant, so that the form shows it."""
    full = query.copy()
    full["q"] = query.get("q", "").replace("\x00", "")
    day, start, end = default_times(zone_now, _date(query.get("date", "")))
    if not query.get("date"):
        full["date"] = day.isoformat()
    if not query.get("from"):
        full["from"] = f"{start:%H:%M}"
    if not query.get("to"):
        from_ = _time(str(full["from"]))
        full["to"] = f"{later(from_) if query.get('from') and from_ else end:%H:%M}"
    until = default_until(query.get("repeat", ""), _date(str(full["date"])) or day)
    if until and not query.get("until") and not query.get("count"):
        full["until"] = until.isoformat()
    return full


def pinned(query: QueryDict, asked: Asked) -> QueryDict:
    """The query that means the same at any later time: what is empty is gone, day and clock times are said."""
    full = query.copy()
    for key, values in list(full.lists()):
        kept = [value for value in values if value]
        full.setlist(key, kept) if kept else full.pop(key)
    full["date"] = asked.times.first_day.isoformat()
    full["from"], full["to"] = f"{asked.times.start:%H:%M}", f"{asked.times.end:%H:%M}"
    if asked.times.rule is None:
        for key in ("repeat", "every", "on", "until", "count", "place"):
            full.pop(key, None)
    elif not full.get("count") and asked.times.rule.until:
        full["until"] = asked.times.rule.until.isoformat()
    return full


def _an_hour(day: dt.date, start: dt.time) -> Times:
    end = later(start)
    return (
        Times(day, min(start, dt.time(23, 58)), end)
        if end > start
        else Times(day, dt.time(23), dt.time(23, 59))
    )


def _date(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _time(text: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def shifted(query: QueryDict, **changes: object) -> str:
    """The query string with some keys changed; None takes one away."""
    full = query.copy()
    for key, value in changes.items():
        name = OTHER_NAMES.get(key, key)
        full.pop(name, None)
        if value is not None:
            full[name] = value.isoformat() if isinstance(value, dt.date) else _said(value)
    return f"?{full.urlencode()}"


def _said(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)
