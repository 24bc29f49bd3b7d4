"""Jobs that nobody works on: their bell was lost, or their worker was killed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs.heartbeat import BEAT_EVERY
from jobs.models import Job, JobQuerySet
from jobs.operations.ending import NO_FILE, end
from jobs.operations.starting import ring_for
from jobs.operations.work import took_too_long
from jobs.registry import kind_of

MOST_ATTEMPTS = 2
"""What killed two workers would kill the third, and with it what the worker does for others."""

SILENT_FOR = timedelta(seconds=9 * BEAT_EVERY)
"""A worker that was not heard of for so long is dead."""

RING_AGAIN_AFTER = timedelta(minutes=2)
MOST_AT_ONCE = 100


def sweep() -> int:
    """Ring again for what waits unheard, and take up what a dead worker left; returns how many it took up."""
    now = timezone.now()
    return _ring_again(now) + _take_up(now)


@transaction.atomic
def _ring_again(now: datetime) -> int:
    waiting = Job.objects.filter(state=Job.State.WAITING, heartbeat_at__lt=now - RING_AGAIN_AFTER)
    jobs = _held(waiting)
    for job in jobs:
        ring_for(job)
    return len(jobs)


@transaction.atomic
def _take_up(now: datetime) -> int:
    silent = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - SILENT_FOR)
    jobs = _held(silent)
    for job in jobs:
        with translation.override(job.language):
            _restart_or_give_up(job, now)
    return len(jobs)


def _held(jobs: JobQuerySet) -> list[Job]:
    """Locked, so that sweeps at once share them."""
    return list(jobs.order_by("heartbeat_at").select_for_update(skip_locked=True)[:MOST_AT_ONCE])


def _restart_or_give_up(job: Job, now: datetime) -> None:
    kind = kind_of(job)
    if job.cancel_asked:
        end(job, Job.State.CANCELLED)
    elif kind and job.started_at and now - job.started_at > timedelta(seconds=kind.seconds) + SILENT_FOR:
        end(job, Job.State.FAILED, problem=took_too_long(kind))
    elif job.attempts >= MOST_ATTEMPTS:
        end(job, Job.State.FAILED, problem=_stopped_twice())
    else:
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.WAITING, started_at=None, progress=0, note="", **NO_FILE
        )
        ring_for(job)


def _stopped_twice() -> str:
    return _(
        "The computer that worked on this stopped twice before it was ready, perhaps because it ran out of memory."
        " Ask for less at once, or tell the people who run this site."
    )
