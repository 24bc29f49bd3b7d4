"""An assignment is searched for by a worker. It finds the kind by name, so this is imported when the app is ready."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.assigning.cost import Rules
from abstracts.models import Call
from abstracts.operations.proposing import find_assignment, keep_proposal
from abstracts.standing import manages_abstracts, standing_of
from accounts.models import User
from jobs.models import Job
from jobs.registry import Running, job_kind
from kit.refusals import Refused, require

ASSIGN = "abstracts.assign"
LONGEST_MINUTES = 10


class CallGone(Refused):
    """The call is not there any more."""


def may_read_assignment(job: Job, user: User) -> bool:
    """Whether they run the abstracts of the event."""
    call = _call(job.arguments["call"])
    return call is not None and manages_abstracts(user, call.event)


@job_kind(
    ASSIGN,
    title=gettext_lazy("Propose who reviews what"),
    minutes=LONGEST_MINUTES,
    may_read=may_read_assignment,
)
def propose_assignment(job: Running) -> dict[str, Any]:
    """`arguments`: `call` (id) and `rules` as JSON. The result names the proposal's page."""
    call = _call(job.arguments["call"])
    if call is None:
        raise CallGone(_("The call was removed."))
    require(manages_abstracts(job.owner, call.event))
    job.progress(5, _("Reading abstracts, reviewers, wishes and conflicts of interest."))
    rules = Rules.from_json(job.arguments["rules"])
    panel, matching = find_assignment(standing_of(job.owner, call.event), call, rules)
    job.progress(90, _("Found. Keeping the proposal."))
    proposal = keep_proposal(call, panel, matching, rules, by=job.owner)
    page = reverse("abstract-assignment-proposal", args=[call.event_id, proposal.pk])
    return {"proposal": proposal.pk, "url": page}


def _call(key: int) -> Call | None:
    calls = Call.objects.filter(event__deleted_at__isnull=True)
    return calls.select_related("event__access", "event__logbook", "reviewing").filter(pk=key).first()
