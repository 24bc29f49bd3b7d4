"""A sign of life while a worker works, however long it is silent about its progress."""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connection
from django.utils import timezone

from jobs.models import Job

logger = logging.getLogger(__name__)

BEAT_EVERY = 10.0
"""Seconds."""


class Heartbeat(threading.Thread):
    """Beats for one attempt at a job, with a database connection of its own, until the work ends or `seconds` are over.

    It dies with the process of the worker, and by that the sweep knows.
    """

    def __init__(self, job: Job, *, seconds: float) -> None:
        super().__init__(name=f"heartbeat of job {job.pk}", daemon=True)
        self._job = job
        self._beats_left = int(seconds // BEAT_EVERY) + 1
        self._stopped = threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self.join(timeout=BEAT_EVERY)

    def run(self) -> None:
        try:
            while self._beats_left > 0 and not self._stopped.wait(BEAT_EVERY):
                self._beats_left -= 1
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            Job.objects.under_way(self._job).update(heartbeat_at=timezone.now())
        except DatabaseError:  # one that is missed does no harm: the sweep waits for several
            connection.close()
            logger.warning("Job %s could not say that it is alive.", self._job.key, exc_info=True)
