"""How long an act computes, without what the rest of the test run adds to it."""

import gc
from collections.abc import Callable
from contextlib import suppress
from time import process_time


def processor_seconds(act: Callable[[], object], *, refuses: type[Exception] | tuple[()] = ()) -> float:
    """The best of three, undisturbed: beside thousands of tests, collecting garbage takes a second now and then."""
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            started = process_time()
            with suppress(refuses):
                act()
            best = min(best, process_time() - started)
    finally:
        gc.enable()
    return best
