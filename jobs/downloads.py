"""Handing out the file of a job: to save only, kept by no cache, and asked for anew each time."""

from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404

from accounts.models import User
from jobs.models import Job
from jobs.permissions import can_read_result
from kit.files import sent_to_save


def file_of(job: Job, *, user: User | AnonymousUser) -> FileResponse:
    """The file of a job that the person sees. Raises Http404 where there is none, or none for this person."""
    if not job.has_file or not can_read_result(user, job):
        raise Http404
    try:
        content = job.result_file.open("rb")
    except FileNotFoundError as error:  # a folder that was restored without its files
        raise Http404 from error
    return sent_to_save(content, name=job.result_name, content_type=job.result_type)
