"""A job while it runs: what the function that does the work may ask of it and tell it."""

import time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from jobs.models import Job
from jobs.models.job import private_folder
from kit.files import safe_file_name

WRITE_EVERY = 0.5
"""Seconds between two writes of the progress."""


class Cancelled(Exception):
    """Somebody asked to stop, or the job is no longer this worker's. Let it pass."""


class OutOfTime(Exception):
    """The work took longer than its kind may take. Let it pass."""


class Running:
    """One attempt at a job. `seconds` is how long it may take from now on."""

    def __init__(self, job: Job, *, seconds: float) -> None:
        self._job = job
        self._deadline = time.monotonic() + seconds
        self._written_at = float("-inf")
        self._cancel_wanted = False

    @property
    def key(self) -> UUID:
        return self._job.key

    @property
    def arguments(self) -> dict[str, Any]:
        """As they were given to `start_job`."""
        return self._job.arguments

    @property
    def owner(self) -> User:
        """Whose rights apply. They may have changed since the start: ask again before reading anything."""
        return self._job.owner

    def progress(self, percent: float, note: str = "") -> None:
        """Tell how far it is, and in a sentence what is being done; call it as often as you like.

        Raises Cancelled or OutOfTime. Never inside a transaction, where nobody could see it and whoever wants
        to cancel would wait: that is a RuntimeError.
        """
        self._job.progress = max(0, min(100, int(percent)))
        self._job.note = note[:300] or self._job.note
        if time.monotonic() >= self._deadline:
            raise OutOfTime
        if not self._is_due():
            return
        told = {"progress": self._job.progress, "note": self._job.note, "heartbeat_at": timezone.now()}
        with transaction.atomic(durable=True):
            going_on = Job.objects.under_way(self._job).filter(cancel_asked=False).update(**told)
        if not going_on:
            self._cancel_wanted = True
            raise Cancelled

    @property
    def cancel_wanted(self) -> bool:
        """Whether to stop, for code that cannot let an exception pass, such as the callback of a solver.

        It stops by itself when this is true; `progress` then raises.
        """
        if not self._cancel_wanted and self._is_due():
            self._cancel_wanted = not Job.objects.under_way(self._job).filter(cancel_asked=False).exists()
        return self._cancel_wanted or time.monotonic() >= self._deadline

    def write_file(self, name: str, content_type: str, content: bytes | Path) -> None:
        """Keep the file for its owner to download; a second one replaces the first. Raises Cancelled."""
        folder = private_folder()
        place = f"{self._job.key.hex}-{self._job.attempts}"
        # First the row, then the file: a file that no row names is nobody's, and tidied away.
        kept = Job.objects.under_way(self._job).update(
            result_file=place, result_name=safe_file_name(name), result_type=content_type
        )
        if not kept:
            raise Cancelled
        folder.delete(place)
        if isinstance(content, Path):
            with content.open("rb") as file:
                folder.save(place, File(file))
        else:
            folder.save(place, ContentFile(content))

    def _is_due(self) -> bool:
        if self._cancel_wanted or time.monotonic() - self._written_at >= WRITE_EVERY:
            self._written_at = time.monotonic()
            return True
        return False
