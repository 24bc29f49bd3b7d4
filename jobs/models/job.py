"""Work that takes longer than a page may take: a row that says how far it is, and holds what came of it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User


def private_folder() -> Storage:
    """Where files of jobs lie. No address leads there: only the view that asks for the right reads them."""
    return storages["jobs"]


class JobQuerySet(models.QuerySet["Job"]):
    def kept(self, at: datetime) -> "JobQuerySet":
        """Not expired. What has is gone for everybody, however late the tidying up comes by."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))

    def of(self, user: "User | AnonymousUser") -> "JobQuerySet":
        """What the person started."""
        return self.kept(timezone.now()).filter(owner=user) if isinstance(user, User) else self.none()

    def visible_to(self, user: "User | AnonymousUser") -> "JobQuerySet":
        """One's own; admins see all."""
        if isinstance(user, User) and user.is_admin:
            return self.kept(timezone.now())
        return self.of(user)

    def unfinished(self) -> "JobQuerySet":
        """Waiting or running."""
        return self.filter(finished_at__isnull=True)

    def under_way(self, job: "Job") -> "JobQuerySet":
        """The job, if it is still run by the worker that claimed it at this attempt; else nothing."""
        return self.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


class Job(models.Model):
    """One piece of work, once. `kind` names the function that does it (`jobs.registry`)."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of a job", "waiting")
        RUNNING = "running", pgettext_lazy("state of a job", "running")
        DONE = "done", pgettext_lazy("state of a job", "done")
        FAILED = "failed", pgettext_lazy("state of a job", "failed")
        CANCELLED = "cancelled", pgettext_lazy("state of a job", "cancelled")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=100)
    title = models.CharField(_("title"), max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    # The one in which it was asked for: what it writes, and what it says, is in it.
    language = models.CharField(max_length=10)
    arguments = models.JSONField(default=dict)
    about_url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    note = models.CharField(max_length=300, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    result = models.JSONField(default=dict, blank=True)
    result_file = models.FileField(storage=private_folder, max_length=100, blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    result_type = models.CharField(max_length=100, blank=True)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    # When its worker was last heard of; while it waits, when its worker was last rung for.
    heartbeat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]),
                name="job_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_is_finished_or_under_way",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, expires_at__isnull=True)
                | Q(finished_at__isnull=False, expires_at__isnull=False, expires_at__gte=F("finished_at")),
                name="job_expires_once_finished",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "done"]) | Q(started_at__isnull=False, attempts__gte=1),
                name="job_runs_once_started",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_percent"),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(problem="")) | (~Q(state="failed") & Q(problem="")),
                name="job_has_problem_where_failed",
            ),
            models.CheckConstraint(
                condition=Q(result_file="", result_name="", result_type="")
                | (Q(state__in=["running", "done"]) & ~Q(result_file="") & ~Q(result_name="")),
                name="job_has_file_while_it_counts",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="jobs_of_person"),
            models.Index(
                fields=["heartbeat_at"], condition=Q(finished_at__isnull=True), name="jobs_unfinished"
            ),
            models.Index(fields=["expires_at"], name="jobs_expiring"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.key])

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def has_file(self) -> bool:
        """Whether there is something to download; while it runs the file may be half written."""
        return self.state == self.State.DONE and bool(self.result_file)

    @property
    def can_be_cancelled(self) -> bool:
        return not self.is_finished and not self.cancel_asked

    @property
    def can_be_retried(self) -> bool:
        return self.state in {self.State.FAILED, self.State.CANCELLED}

    @property
    def result_url(self) -> str:
        """The page on which the result is to be seen, if the kind named one in its result."""
        url = self.result.get("url", "") if isinstance(self.result, dict) else ""
        return url if isinstance(url, str) and url.startswith("/") and not url.startswith("//") else ""
