"""How a job ends, whoever ends it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jobs.models import Job

NO_FILE = {"result_file": "", "result_name": "", "result_type": ""}


@transaction.atomic(savepoint=False)
def end(job: Job, state: Job.State, *, problem: str = "", result: dict[str, Any] | None = None) -> bool:
    """Write how it ended; its days begin to count. False if it is not the caller's any more.

    `job` says at which state and attempt the caller knows it: a worker that was thought to be dead changes nothing
    when it comes back. What is left in the folder by all but those that are done is tidied away later.
    """
    now = timezone.now()
    told: dict[str, Any] = {
        "state": state,
        "finished_at": now,
        "expires_at": now + timedelta(days=settings.JOBS_KEEP_DAYS),
        "note": "",
        "problem": problem,
        "result": result or {},
    }
    if state == Job.State.DONE:
        told["progress"] = 100
    else:
        told |= NO_FILE
    return bool(Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts).update(**told))
