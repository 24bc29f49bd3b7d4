"""Addresses of jobs, relative to the root."""

from django.urls import path

from jobs.views.acts import cancel, retry
from jobs.views.pages import file, job_page, jobs_page

urlpatterns = [
    path("jobs/", jobs_page, name="jobs"),
    path("jobs/<uuid:key>/", job_page, name="job"),
    path("jobs/<uuid:key>/file", file, name="job-file"),
    path("jobs/<uuid:key>/cancel", cancel, name="job-cancel"),
    path("jobs/<uuid:key>/retry", retry, name="job-retry"),
]
