"""What a reader of the statistics asks for; all of it stands in the address."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.keys import key_of

PERIODS = {
    "month": gettext_lazy("Month"),
    "quarter": gettext_lazy("Quarter"),
    "year": gettext_lazy("Year"),
    "custom": gettext_lazy("From – to"),
}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
SORTS = {
    "most": gettext_lazy("Most used first"),
    "least": gettext_lazy("Least used first"),
    "wanted": gettext_lazy("Most wanted first"),
    "no_shows": gettext_lazy("Most no-shows first"),
    "name": gettext_lazy("By location and number"),
}
FIRST_YEAR, LAST_YEAR = 1980, 2200
MOST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Asked:
    """From the first day to the last; `problem` is a sentence about what could not be read."""

    period: str
    first: date
    last: date
    location: int = 0
    building: str = ""
    sort: str = "most"
    problem: str = ""

    @property
    def earlier(self) -> date | None:
        """A day of the period before; none where the days are the reader's own."""
        return _within(self.first - timedelta(days=1)) if self.period in MONTHS else None

    @property
    def later(self) -> date | None:
        return _within(self.last + timedelta(days=1)) if self.period in MONTHS else None


def asked_in(query: QueryDict, *, today: date) -> Asked:
    """What the address says; what makes no sense is no choice, and dates that can not be read are said."""
    period = query.get("period", "")
    period = period if period in PERIODS else "month"
    sort = query.get("sort", "")
    first, last, problem = _days(query, period, today=today)
    return Asked(
        period=period,
        first=first,
        last=last,
        location=key_of(query.get("location", "")),
        building=query.get("building", "").replace("\x00", "")[:100],
        sort=sort if sort in SORTS else "most",
        problem=problem,
    )


def _days(query: QueryDict, period: str, *, today: date) -> tuple[date, date, str]:
    start, problem = _day(query.get("from", ""))
    if period != "custom":
        first, last = _around(start or today, MONTHS[period])
        return first, last, problem
    end, other_problem = _day(query.get("to", ""))
    first, last = _around(today, 1)
    first, last = start or first, end or (max(last, start) if start else last)
    problem = problem or other_problem
    if last < first:
        first, last, problem = last, first, _("The first day was after the last; they changed places.")
    if (last - first).days >= MOST_DAYS:
        last = first + timedelta(days=MOST_DAYS - 1)
        problem = _("At most three years at once; the last day was moved.")
    return first, last, problem


def _around(day: date, months: int) -> tuple[date, date]:
    """The month, quarter or year the day lies in."""
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    end = first.month + months - 1
    return first, date(first.year, end, monthrange(first.year, end)[1])


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or _within(day) is None:
        return None, _("“{text}” is no day. Write it as 2027-03-30.").format(text=text[:20])
    return day, ""


def _within(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
