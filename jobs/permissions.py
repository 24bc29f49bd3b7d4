"""Who may do what with a job they see."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from jobs.models import Job
from jobs.registry import kind_of


def can_read_result(user: User | AnonymousUser, job: Job) -> bool:
    """Whoever sees the job, as long as the kind still lets them: a right that was taken away takes the file away."""
    kind = kind_of(job)
    if kind is None or not isinstance(user, User) or not (user.is_admin or user.pk == job.owner_id):
        return False
    return kind.may_read is None or kind.may_read(job, user)


def can_retry_job(user: User | AnonymousUser, job: Job) -> bool:
    """Only for oneself: it would run with the rights of its owner."""
    return isinstance(user, User) and user.pk == job.owner_id
