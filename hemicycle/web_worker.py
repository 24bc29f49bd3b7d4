"""A worker of gunicorn that leaves new connections to the worker that has fewer.

Whichever worker wakes first takes a connection, and has it for as long as the client keeps it. Of a few clients that
do (a proxy, a program that books), one worker often had all: four of them got 110 answers a second instead of 180,
for the other processor had nothing to do.
"""

import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

STEP = 0.0002
MOST_STEPS = 5
"""One millisecond in all: with more connections than that, chance does well enough."""


class WebWorker(ThreadWorker):
    """Hesitates before it takes a connection, the longer the more it has; who has none is faster."""

    def accept(self, *listener: Any) -> None:
        """Whoever wakes a little later meanwhile may have taken it; then there is nothing to do."""
        if self.nr_conns:
            time.sleep(STEP * min(self.nr_conns, MOST_STEPS))
        super().accept(*listener)
