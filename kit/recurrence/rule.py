"""A recurrence rule of the kinds we allow; one that exists is one that keeps to them."""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Literal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kit.refusals import Refused

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # by Python's numbers: Monday is 0
LAST = -1
MOST_INTERVAL = 99
MOST_TIMES = 1000
YEARS = range(
    1901, 2151
)  # others are slips of the keyboard; ten years on, all dates are still in those of kit.ical


class BadRule(Refused):
    """The rule is not one we can follow; the sentence says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How often something comes again, counted from its first day, and when that ends.

    The parts are those of RFC 5545 (3.3.10) with the same meaning. What can not matter is put into one
    form, so that equal rules are equal: weekdays in order and once each, and the first day of the week
    only where it decides something. Raises BadRule for values out of bounds and parts that do not go together.
    """

    freq: str
    """DAILY, WEEKLY or MONTHLY."""
    interval: int = 1
    """Every how many days, weeks or months: 1 to 99."""
    weekdays: tuple[int, ...] = ()
    """From Monday, 0, to Sunday, 6. WEEKLY: none means the weekday of the first day. DAILY: only on these.
    MONTHLY: the one weekday that `position` speaks of."""
    month_day: int | None = None
    """MONTHLY: the day of the month, 1 to 31, or from its end, -1 to -31; months without it are left out.
    Neither this nor a position means the day of the month of the first day."""
    position: int | None = None
    """MONTHLY: which of that weekday in the month, 1 to 5 or -1 for the last."""
    until: date | None = None
    """The last day it may come, on the calendar of its place."""
    count: int | None = None
    """How many times, 1 to 1,000, before any exception is taken away. Either this or `until` is there."""
    _: KW_ONLY
    week_start: int = 0
    """The first day of the week (WKST), which decides which weeks are skipped at intervals of several."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))
        _check_repeat(self)
        _check_month(self)
        _check_end(self)
        if not (self.freq == "WEEKLY" and self.interval > 1 and self.weekdays):
            object.__setattr__(self, "week_start", 0)

    def text(self) -> str:
        """The value of an RRULE, its parts in one order; UNTIL as a date: who adds a time makes it a moment."""
        parts = {
            "FREQ": self.freq,
            "UNTIL": f"{self.until:%Y%m%d}" if self.until else "",
            "COUNT": str(self.count or ""),
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYDAY": ",".join(f"{self.position or ''}{WEEKDAYS[day]}" for day in self.weekdays),
            "BYMONTHDAY": str(self.month_day or ""),
            "WKST": WEEKDAYS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def monthly_like(
    first_day: date,
    *,
    interval: int = 1,
    by: Literal["date", "weekday"],
    until: date | None = None,
    count: int | None = None,
) -> Rule:
    """Monthly as the first day lies in its month: on day 14, or on the 2nd Tuesday.

    A fifth weekday is taken for the last of the month, so that no month is left out; a day 31 is not
    (Indico has the same rule for weekdays, and knows no dates).
    """
    if by == "date":
        return Rule("MONTHLY", interval, month_day=first_day.day, until=until, count=count)
    position = (first_day.day + 6) // 7
    return Rule(
        "MONTHLY",
        interval,
        weekdays=(first_day.weekday(),),
        position=LAST if position == 5 else position,
        until=until,
        count=count,
    )


def _check_repeat(rule: Rule) -> None:
    if rule.freq not in FREQUENCIES:
        raise BadRule(_("A series comes again daily, weekly or monthly: choose one of these."))
    if not 1 <= rule.interval <= MOST_INTERVAL:
        said = _(
            "A series comes again every 1 to %(most)d days, weeks or months: choose a number among these."
        )
        raise BadRule(said % {"most": MOST_INTERVAL})
    if not {*rule.weekdays, rule.week_start} <= set(range(7)):
        raise BadRule(_("A week has the days from Monday to Sunday: choose among these."))


def _check_month(rule: Rule) -> None:
    if rule.freq != "MONTHLY":
        if rule.month_day is not None or rule.position is not None:
            said = _(
                "Only a monthly series has days such as 15 or 2nd Tuesday: choose monthly, or leave it out."
            )
            raise BadRule(said)
        return
    if rule.month_day is not None and not 1 <= abs(rule.month_day) <= 31:
        raise BadRule(_("A month has days 1 to 31, or −1 to −31 from its end: choose one of these."))
    if rule.position is not None and rule.position not in {1, 2, 3, 4, 5, LAST}:
        raise BadRule(_("A weekday is the 1st to the 5th of its month, or the last: choose one of these."))
    weekdays_wanted = 0 if rule.position is None else 1
    both = rule.month_day is not None and rule.position is not None
    if both or len(rule.weekdays) != weekdays_wanted:
        raise BadRule(
            _("A monthly series comes on one day of the month, or on one weekday such as the 2nd Tuesday.")
        )


def _check_end(rule: Rule) -> None:
    if rule.until is None and rule.count is None:
        raise BadRule(_("A series needs an end: say until when, or how often."))
    if rule.until is not None and rule.count is not None:
        raise BadRule(_("A series has one end: say until when or how often, not both."))
    if rule.count is not None and not 1 <= rule.count <= MOST_TIMES:
        said = _("A series has at most %(most)s dates: say a number from 1 to %(most)s.")
        raise BadRule(said % {"most": number_format(MOST_TIMES, force_grouping=True)})
    if rule.until is not None and rule.until.year not in YEARS:
        said = _("The year %(year)d is too far away: choose an end between %(first)d and %(last)d.")
        raise BadRule(said % {"year": rule.until.year, "first": YEARS[0], "last": YEARS[-1]})
