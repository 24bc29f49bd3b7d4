"""The recurrence rules that other projects test themselves with: those we allow come on the same days."""

import json
import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

import pytest

from kit.recurrence import BadRule, Rule, dates_of, parse_rule

VECTORS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "rrule"
LIBICAL = (
    "icalrecur_test.txt",
    "icalrecur_test_rscale.txt",
    "icalrecur_test_rscale_withicu.txt",
    "icalrecur_test_rscale_withicu_dangi.txt",
)
REFUSED_OF_DATEUTIL = {
    "BYMONTH": 52,
    "BYWEEKNO": 35,
    "BYHOUR": 32,
    "BYEASTER": 21,
    "BYMINUTE": 16,
    "BYYEARDAY": 14,
    "FREQ=YEARLY": 8,
    "BYSECOND": 8,
    "FREQ=HOURLY": 7,
    "FREQ=MINUTELY": 7,
    "FREQ=SECONDLY": 7,
    "BYMONTHDAY": 6,
    "BYDAY": 2,
    "A monthly series comes on one day of the month, or on one weekday such as the 2nd Tuesday.": 1,
}
REFUSED_OF_LIBICAL = {
    "RSCALE": 34,
    "BYWEEKNO": 28,
    "BYMONTH": 26,
    "BYHOUR": 13,
    "BYYEARDAY": 10,
    "BYMONTHDAY": 9,
    "BYMINUTE": 8,
    "BYSECOND": 6,
    "BYSETPOS": 5,
    "FREQ=YEARLY": 4,
    "FREQ=HOURLY": 3,
    "FREQ=MINUTELY": 2,
    "A monthly series comes on one day of the month, or on one weekday such as the 2nd Tuesday.": 2,
    "BYDAY": 1,
    "A weekday is the 1st to the 5th of its month, or the last: choose one of these.": 1,
}


class Vector(NamedTuple):
    """A rule, its DTSTART and what comes of it; a clock of None means whole days."""

    rule: str
    first_day: date
    clock: time | None
    days: list[date]

    def parsed(self) -> Rule:
        return parse_rule(self.rule, clock=self.clock)


def of_dateutil():
    for line in file("dateutil/vectors.jsonl").splitlines():
        vector = json.loads(line)
        start, rule = vector["rule"].removeprefix("DTSTART:").split("\nRRULE:")
        yield vector_of(rule, start, vector["expected"])


def of_libical():
    for name in LIBICAL:
        for block in file(f"libical/{name}").split("\n\n"):
            lines = (line.partition(":") for line in block.splitlines() if line and not line.startswith("#"))
            fields = {field: value.strip() for field, _, value in lines}
            if fields:
                known = [] if "***" in fields["INSTANCES"] else fields["INSTANCES"].split(",")
                yield vector_of(fields["RRULE"], fields["DTSTART"], [text for text in known if text])


def vector_of(rule, start, expected):
    clock = datetime.strptime(start.rstrip("Z")[9:], "%H%M%S").time() if "T" in start else None  # noqa: DTZ007
    return Vector(rule, day_of(start), clock, [day_of(text) for text in expected])


def day_of(text):
    return date.fromisoformat(text[:8])


def file(name):
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"the recurrence vectors {name} are not beside this checkout")
    return path.read_text()


def sorted_out(vectors):
    """The vectors we allow, and why the others are refused: how many for each reason."""
    allowed, refused = [], Counter()
    for vector in vectors:
        try:
            vector.parsed()
        except BadRule as refusal:
            refused[reason(str(refusal))] += 1
        else:
            allowed.append(vector)
    return allowed, refused


def reason(sentence):
    """The part of the rule that the sentence names, or else all of it."""
    part = re.search(r"FREQ=\w+|[A-Z]{4,}", sentence)
    return part[0] if part else sentence


def days_of(vector):
    """The days of a vector; a series without any, which we refuse, has none."""
    try:
        return dates_of(vector.first_day, vector.parsed())
    except BadRule as refusal:
        return [] if "ends before its first day" in str(refusal) else str(refusal)


@pytest.mark.parametrize(
    ("vectors", "how_many", "reasons"),
    [(of_dateutil, 22, REFUSED_OF_DATEUTIL), (of_libical, 28, REFUSED_OF_LIBICAL)],
)
def test_a_rule_of_another_project_comes_on_the_same_days_or_is_refused(vectors, how_many, reasons):
    allowed, refused = sorted_out(vectors())

    assert [(vector.rule, days_of(vector)) for vector in allowed] == [(one.rule, one.days) for one in allowed]
    assert (len(allowed), refused) == (how_many, reasons)
