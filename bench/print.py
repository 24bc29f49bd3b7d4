"""How long a programme takes to print, and how much memory: `python -m bench.print SLUG`, inside the installation.

The whole conference with its abstracts, contents and index of speakers, as a job makes it, in this process from its
start; then a day as a grid, what the smaller files take, and the tables.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import django

from bench.figures import at_most, report


def main(slug: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    from access.filters import Keyring
    from events.models import Event
    from timetable.exporting.tables import TABLES, rows
    from timetable.printing.book import programme_pdf
    from timetable.printing.chapters import chapters_of
    from timetable.printing.grids import grid_pdf
    from timetable.printing.options import PAPERS, PrintOptions
    from timetable.printing.printout import Printout
    from timetable.printing.speaker_list import speakers_pdf
    from timetable.talk_list import Asked

    event = Event.objects.get(slug=slug)
    printout = Printout(event, Keyring())
    _measure("print: whole programme", lambda: programme_pdf(printout, PrintOptions()), goal=120)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report("print: peak of memory", peak, "MB", goal=at_most(512))
    day = event.first_day if chapters_of(printout) else None
    for paper in PAPERS:
        _measure(f"print: a day on {paper}", partial(grid_pdf, printout, paper=paper, day=day))
    _measure("print: list of speakers", lambda: speakers_pdf(printout))
    for kind in TABLES.values():
        _measure(f"export: {kind.name}", partial(_read, rows, event, kind, (), Asked()))


def _read(rows: Callable[..., Iterable[Any]], *about: Any) -> list[Any]:
    return list(rows(*about))


def _measure(name: str, act: Callable[[], object], goal: float | None = None) -> None:
    """Once, as it is done once; the work of the processors too, which a busy machine blurs less."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    report(name, time.perf_counter() - began, "s", goal=at_most(goal) if goal else None)
    report(f"{name}, work", time.process_time() - worked, "s")


if __name__ == "__main__":
    main(sys.argv[1])
