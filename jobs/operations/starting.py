"""Asking for work, and asking for it to stop."""

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from jobs.models import Job
from jobs.operations.ending import end
from jobs.refusals import JobFinished, KindGone, NothingToRepeat, TooManyJobs
from jobs.registry import kind_of, kinds
from kit.later import run_later

logger = logging.getLogger(__name__)


@transaction.atomic
def start_job(
    kind: str,
    *,
    by: User,
    arguments: dict[str, Any],
    about_url: str = "",
    title: str = "",
    unique: bool = False,
) -> Job:
    """Ask for work of a registered kind, in the language that is active now; a worker begins after the commit.

    `arguments` is JSON: keys of rows, not rows. With `unique`, the same wish of the same person that is still under
    way is returned instead of a second one. Raises TooManyJobs; KeyError for a kind nobody registered.
    """
    # Two clicks at once wait for each other here, or both would count the jobs before the other's.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    under_way = Job.objects.of(by).unfinished()
    if unique:
        same = under_way.filter(kind=kind, arguments=arguments, cancel_asked=False).first()
        if same is not None:
            return same
    if under_way.count() >= settings.JOBS_PER_PERSON:
        raise TooManyJobs(settings.JOBS_PER_PERSON)
    job = Job.objects.create(
        kind=kind,
        title=(title or str(kinds[kind].title))[:300],
        owner=by,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        arguments=arguments,
        about_url=about_url,
    )
    ring_for(job)
    return job


@transaction.atomic
def cancel_job(job: Job, *, by: User) -> None:
    """Stop it: at once while it waits; else when its worker next tells how far it is. Raises JobFinished."""
    held = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if held.is_finished:
        raise JobFinished
    if held.state == Job.State.WAITING:
        end(held, Job.State.CANCELLED)
    else:
        held.cancel_asked = True
        held.save(update_fields=["cancel_asked"])
    job.refresh_from_db()
    logger.info("Job %s of person %s was cancelled by person %s", job.key, job.owner_id, by.pk)


@transaction.atomic
def retry_job(job: Job, *, by: User) -> Job:
    """Start the same again, as a job of its own. Raises NothingToRepeat, KindGone, TooManyJobs."""
    if not job.can_be_retried:
        raise NothingToRepeat
    if kind_of(job) is None:
        raise KindGone
    return start_job(
        job.kind,
        by=by,
        arguments=job.arguments,
        about_url=job.about_url,
        title=job.title,
        unique=True,
    )


def ring_for(job: Job) -> None:
    """Wake a worker after the commit. A bell that gets lost is rung again by the sweep."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now())
    run_later("jobs.tasks.run", key=str(job.key))
