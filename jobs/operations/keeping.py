"""Forgetting what has expired, rows and files."""

from django.utils import timezone

from jobs.models import Job
from jobs.models.job import private_folder


def expire_jobs() -> int:
    """Delete expired jobs, and every file that no job names; returns how many files went.

    So all files find their end here: those of expired jobs, of attempts that failed, of people who were deleted.
    """
    Job.objects.filter(expires_at__lte=timezone.now()).delete()
    folder = private_folder()
    # The files first, then the rows: a worker writes the row before its file, so none of a running job is missed.
    lying = set(folder.listdir("")[1]) if folder.exists("") else set()
    named = set(Job.objects.exclude(result_file="").values_list("result_file", flat=True))
    orphans = lying - named
    for name in orphans:
        folder.delete(name)
    return len(orphans)
