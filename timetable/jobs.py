"""The long jobs of a timetable. Workers find them by name, so this is imported when the app is ready."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from events.models import Event
from events.permissions import can_manage_event
from jobs.models import Job
from jobs.registry import Running, job_kind
from kit.refusals import Refused, require
from timetable.operations.proposing import find_timetable, keep_proposal
from timetable.solver.improve import State
from timetable.solver.wishes import Wishes

PROPOSAL = "timetable.proposal"
LONGEST_MINUTES = 20


class EventGone(Refused):
    """The event is not there any more."""


def may_read_event(job: Job, user: User) -> bool:
    """Whether they run the event the job is about."""
    event = Event.objects.alive().select_related("access").filter(pk=job.arguments["event"]).first()
    return event is not None and can_manage_event(user, event)


@job_kind(
    PROPOSAL,
    title=gettext_lazy("Propose a timetable"),
    minutes=LONGEST_MINUTES,
    may_read=may_read_event,
)
def propose(job: Running) -> dict[str, Any]:
    """`arguments`: `event` (id) and `wishes` as JSON. The result names the proposal's page."""
    event = Event.objects.alive().select_related("access").filter(pk=job.arguments["event"]).first()
    if event is None:
        raise EventGone(_("The event was deleted."))
    require(can_manage_event(job.owner, event))
    wishes = Wishes.from_json(job.arguments["wishes"])
    facts, found = find_timetable(event, wishes, tell=lambda state: job.progress(*_progress(state)))
    version = keep_proposal(event, facts, found, wishes, by=job.owner)
    return {"proposal": version.pk, "url": reverse("timetable-proposal", args=[event.pk, version.pk])}


def _progress(state: State) -> tuple[int, str]:
    placed = ngettext(
        "%(placed)d of %(units)d placed; the search goes on.",
        "%(placed)d of %(units)d placed; the search goes on.",
        state.units,
    )
    return round(state.share * 98), placed % {"placed": state.placed, "units": state.units}
