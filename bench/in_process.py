"""How long an act takes inside this process, with garbage collected as in the workers of the server."""

import gc
import statistics
import time
from collections.abc import Callable

from bench.figures import at_most, report
from hemicycle.gunicorn_conf import post_fork


def in_process(name: str, act: Callable[[], object], *, repeats: int, goal: float | None = None) -> None:
    """Median and best milliseconds of warm repeats, and the work: milliseconds of the processor."""
    act()
    gc.collect()
    post_fork(None, None)
    times, works = zip(*(_milliseconds(act) for _repeat in range(repeats)), strict=True)
    report(name, statistics.median(times), "ms", goal=at_most(goal) if goal else None)
    report(f"{name}, best of {repeats}", min(times), "ms")
    report(f"{name}, work", statistics.median(works), "ms")


def _milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    """On the clock, and of the processor."""
    gc.collect()
    began, worked = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
