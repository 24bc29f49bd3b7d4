"""`python -m bench [GROUP]`: measure, and print one JSON object per line. Exits 0 whatever the figures.

The environment variable ROOMS says how many bookings the group `rooms` has; see README.md.
"""

import sys
from collections.abc import Callable

from bench.figures import report_failure
from bench.groups import Bench
from bench.load import BadAnswer
from bench.rooms import measure_rooms
from bench.scratch import Failed, Scratch

NAMES = (
    *("floor", "import", "timetable", "feeds", "event", "contribution", "category"),
    *("conflicts", "editor", "solver", "print", "abstracts", "memory", "rooms"),
)


def main(only: list[str]) -> None:
    wanted = only or list(NAMES)
    if unknown := set(wanted) - set(NAMES):
        sys.exit(f"There is no group {', '.join(unknown)}. There are: {', '.join(NAMES)}")
    if "rooms" in wanted:
        _softly("rooms", measure_rooms)
        wanted.remove("rooms")
    if not wanted:
        return
    with Scratch() as scratch:
        bench = Bench(scratch)
        _softly("the servers", scratch.serve)
        if not set(wanted) <= {"floor", "abstracts"}:
            _softly("the imported conference", bench.prepare)
        if {"feeds", "category"} & set(wanted):
            _softly("the category of 2000 events", bench.fill)
        for name in wanted:
            _softly(name, getattr(bench, "import_" if name == "import" else name))


def _softly(name: str, measure: Callable[[], None]) -> None:
    try:
        measure()
    except (BadAnswer, Failed, OSError) as problem:
        report_failure(name, str(problem))
    except (KeyError, AttributeError) as missing:
        report_failure(name, f"what it needs is missing: {missing}")


if __name__ == "__main__":
    main(sys.argv[1:])
