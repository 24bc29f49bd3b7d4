"""Doing a job: one worker claims it, runs the function of its kind, and writes how it ended."""

import logging
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.heartbeat import Heartbeat
from jobs.models import Job
from jobs.operations.ending import end
from jobs.refusals import KindGone
from jobs.registry import Cancelled, JobKind, OutOfTime, Running, kind_of
from jobs.time_limit import at_most
from kit.refusals import Refused

logger = logging.getLogger(__name__)


def run_job(key: UUID | str) -> bool:
    """Do it, unless somebody else does or did: False then. Never raises what the work raises.

    Not inside a transaction: progress is for others to see.
    """
    job = _claim(key)
    if job is None:
        return False
    kind = kind_of(job)
    with translation.override(job.language):
        if kind is None:
            end(job, Job.State.FAILED, problem=str(KindGone()))
        elif not _do(job, kind):
            logger.warning("Job %s is not this worker's any more.", job.key)
    return True


@transaction.atomic
def _claim(key: UUID | str) -> Job | None:
    """The job, if it waits and nobody else takes it at this moment."""
    waiting = Job.objects.select_related("owner").filter(key=key, state=Job.State.WAITING)
    job = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if job is None:
        return None
    job.state = Job.State.RUNNING
    job.attempts += 1
    job.started_at = job.heartbeat_at = timezone.now()
    job.progress, job.note = 0, ""
    job.save(update_fields=["state", "attempts", "started_at", "heartbeat_at", "progress", "note"])
    return job


def _do(job: Job, kind: JobKind) -> bool:
    """Run the work and write how it ended; whatever it raises becomes a sentence for the person."""
    running = Running(job, seconds=kind.seconds)
    try:
        if not job.owner.is_active:
            raise PermissionDenied
        with Heartbeat(job, seconds=kind.seconds), at_most(kind.seconds):
            result = kind.run(running)
    except Cancelled:
        return end(job, Job.State.CANCELLED)
    except OutOfTime:
        return end(job, Job.State.FAILED, problem=took_too_long(kind))
    except Refused as refusal:
        return end(job, Job.State.FAILED, problem=str(refusal) or _ours())
    except PermissionDenied:
        return end(job, Job.State.FAILED, problem=_("You may not do this any more. Nothing was made."))
    except Exception:
        logger.exception("Job %s (%s) failed", job.key, job.kind)
        return end(job, Job.State.FAILED, problem=_ours())
    return end(job, Job.State.DONE, result=result)


def took_too_long(kind: JobKind) -> str:
    """What the person reads of a job that ran out of time."""
    minutes = max(1, round(kind.minutes))
    sentence = ngettext(
        "This took longer than %(number)d minute, so it was stopped. Try again with less at once.",
        "This took longer than %(number)d minutes, so it was stopped. Try again with less at once.",
        minutes,
    )
    return sentence % {"number": minutes}


def _ours() -> str:
    return _("Something went wrong on our side. Try again; if it goes on, tell the people who run this site.")
