"""Stopping a job and trying it again."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from jobs import operations
from jobs.models import Job
from jobs.permissions import can_retry_job
from kit.refusals import Refused, require
from kit.toasts import say, say_failure


@login_required
@require_POST
def cancel(request: MemberRequest, key: UUID) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), key=key)
    try:
        operations.cancel_job(job, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        words = _("Cancelled: %(title)s") if job.is_finished else _("Stopping: %(title)s")
        say(request, words % {"title": job.title})
    return redirect(job)


@login_required
@require_POST
def retry(request: MemberRequest, key: UUID) -> HttpResponse:
    """The same again, as a new job."""
    job = get_object_or_404(Job.objects.visible_to(request.user), key=key)
    require(can_retry_job(request.user, job))
    try:
        job = operations.retry_job(job, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    return redirect(job)
