"""Work that has to come back: it is interrupted where it stands."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from jobs.running import OutOfTime


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the middle of the work after so many seconds.

    By a signal, which Python hands to the main thread only: that is where Celery's processes do their work. In any
    other thread the work is stopped when it next tells how far it is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGALRM, _time_is_up)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


def _time_is_up(number: int, frame: FrameType | None) -> None:
    raise OutOfTime
