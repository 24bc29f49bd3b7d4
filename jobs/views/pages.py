"""One's jobs, how far one is, and what came of it."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from accounts.requests import MemberRequest
from jobs.downloads import file_of
from jobs.models import Job
from jobs.permissions import can_read_result, can_retry_job

PER_PAGE = 25
END_WORDS = {
    Job.State.DONE: lambda: _("Ready: %(title)s"),
    Job.State.FAILED: lambda: _("Not done: %(title)s"),
    Job.State.CANCELLED: lambda: _("Cancelled: %(title)s"),
}


@login_required
@require_safe
@never_cache
def jobs_page(request: MemberRequest) -> HttpResponse:
    """What the person started, the newest first."""
    page = Paginator(Job.objects.of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "keep_days": settings.JOBS_KEEP_DAYS,
        "zone": timezone.get_current_timezone(),
    }
    return render(request, "jobs/jobs.html", context)


@login_required
@require_safe
@never_cache
def job_page(request: MemberRequest, key: UUID) -> HttpResponse:
    """The whole page; to htmx, which asks every two seconds, how far it is now."""
    job = get_object_or_404(Job.objects.visible_to(request.user).select_related("owner"), key=key)
    context = {
        "job": job,
        "may_read": can_read_result(request.user, job),
        "may_retry": can_retry_job(request.user, job),
        "zone": timezone.get_current_timezone(),
    }
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "jobs/job.html", context)
    response = render(request, "jobs/_progress.html", context)
    if job.is_finished:  # it is asked no more, so this is said once
        words = END_WORDS[Job.State(job.state)]() % {"title": job.title}
        trigger_client_event(response, "hc-toast", {"text": words})
    return response


@login_required
@require_safe
@never_cache
def file(request: MemberRequest, key: UUID) -> FileResponse:
    """The file, to save; 404 for everybody who may not have it, and for those who lost the right to it."""
    job = get_object_or_404(Job.objects.visible_to(request.user), key=key)
    return file_of(job, user=request.user)
