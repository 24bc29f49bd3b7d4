"""Many decisions are released by a worker. It finds the kind by name, so this is imported when the app is ready."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abstracts.operations import release
from abstracts.standing import manages_abstracts, standing_of
from accounts.models import User
from events.models import Event
from jobs.models import Job
from jobs.operations import start_job
from jobs.registry import Running, job_kind
from kit.refusals import Refused, require

RELEASE = "abstracts.release"
LONGEST_MINUTES = 15
MOST_AT_ONCE = 50
"""More are released by a job."""


class EventGone(Refused):
    """The event is not there any more."""


def start_release(event: Event, keys: Collection[int], *, by: User) -> Job:
    """Ask a worker to release these. Raises Refused where such a job runs already."""
    return start_job(
        RELEASE,
        by=by,
        arguments={"event": event.pk, "abstracts": sorted(keys)},
        about_url=reverse("desk-list", args=[event.slug]),
        unique=True,
    )


def may_read_release(job: Job, user: User) -> bool:
    """Whether they run the abstracts of the event."""
    event = _event(job.arguments["event"])
    return event is not None and manages_abstracts(user, event)


@job_kind(
    RELEASE, title=gettext_lazy("Release decisions"), minutes=LONGEST_MINUTES, may_read=may_read_release
)
def release_many(job: Running) -> dict[str, Any]:
    """`arguments`: `event` and `abstracts` (ids). In one transaction; run again, it releases what is left: nothing."""
    event = _event(job.arguments["event"])
    if event is None:
        raise EventGone(_("The event was deleted."))
    require(manages_abstracts(job.owner, event))
    barred = standing_of(job.owner, event).barred
    keys = [key for key in job.arguments["abstracts"] if key not in barred]
    job.progress(5, _("Releasing."))
    n = len(release(event, keys, by=job.owner))
    job.progress(99, ngettext("Released %(n)d decision.", "Released %(n)d decisions.", n) % {"n": n})
    return {"released": n, "url": reverse("desk-list", args=[event.slug])}


def _event(key: int) -> Event | None:
    return Event.objects.alive().select_related("access", "logbook").filter(pk=key).first()
