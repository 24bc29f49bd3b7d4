"""The time a floor plan is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from kit.keys import key_of
from kit.refusals import Refused
from rooms.calendar.asked import FIRST_YEAR, LAST_YEAR
from rooms.times import Times, times_between

USUAL = timedelta(hours=1)
SHORTEST, LONGEST = 5, 24 * 60
STEP = 15


@dataclass(frozen=True, slots=True)
class PlanTime:
    """Times on the clocks of the plan; `problem` says what of the address could not be used."""

    times: Times
    problem: str = ""

    @property
    def query(self) -> dict[str, str]:
        """As the form of a booking takes it."""
        times = self.times
        said = {
            "date": times.first_day.isoformat(),
            "from": f"{times.start:%H:%M}",
            "to": f"{times.end:%H:%M}",
        }
        return said | ({"nights": str(times.nights)} if times.nights else {})


def plan_time(query: QueryDict, *, now: datetime) -> PlanTime:
    """`date`, `from` and `to`, or `at` and `minutes`; what is missing is the hour from `now` (a local moment) on."""
    start = now.replace(tzinfo=None, second=0, microsecond=0)
    start -= timedelta(minutes=start.minute % STEP)
    try:
        if at := query.get("at"):
            start = datetime.fromisoformat(at).replace(tzinfo=None)
            end = start + timedelta(
                minutes=min(max(key_of(query.get("minutes", "")) or 60, SHORTEST), LONGEST)
            )
        else:
            start, end = _from_fields(query, start)
        if not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise ValueError(start.year)
        return PlanTime(times_between(start, end))
    except Refused as refusal:
        problem = str(refusal)
    except (ValueError, OverflowError):
        problem = _("This is no date and time.")
    here = now.replace(tzinfo=None, second=0, microsecond=0)
    return PlanTime(times_between(here, here + USUAL), problem)


def _from_fields(query: QueryDict, start: datetime) -> tuple[datetime, datetime]:
    said_day, said_from, said_to = (query.get(name, "") for name in ("date", "from", "to"))
    day = date.fromisoformat(said_day) if said_day else start.date()
    first = time.fromisoformat(said_from) if said_from else start.time()
    begin = datetime.combine(day, first.replace(tzinfo=None))
    if not said_to:
        return begin, begin + USUAL
    last = time.fromisoformat(said_to).replace(tzinfo=None)
    return begin, datetime.combine(day + timedelta(days=key_of(query.get("nights", "")) % 61), last)
