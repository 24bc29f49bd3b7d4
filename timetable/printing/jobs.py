"""Long programmes are printed as a job. Workers find it by name, so this is imported when the app is ready."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.filters import keyring_of
from accounts.models import User
from events.models import Event
from events.permissions import can_manage_event, can_see_event
from jobs.models import Job
from jobs.registry import Running, job_kind
from kit.pdf import PDF
from kit.refusals import Refused, require
from timetable.printing.book import programme_pdf
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout

PROGRAMME = "timetable.programme_pdf"


class EventGone(Refused):
    """The event is not there any more."""


def may_read_programme(job: Job, user: User) -> bool:
    """Drafts are for those who run the event; else whoever sees it."""
    event = _event(job.arguments)
    if event is None:
        return False
    return can_manage_event(user, event) if job.arguments["draft"] else can_see_event(user, event)


@job_kind(PROGRAMME, title=gettext_lazy("Programme as PDF"), minutes=15, may_read=may_read_programme)
def print_programme(job: Running) -> dict[str, Any]:
    """`arguments`: `event` (id), `options` as JSON, `draft`. The file is what the owner may see at this moment."""
    event = _event(job.arguments)
    if event is None:
        raise EventGone(_("The event was deleted."))
    keyring = keyring_of(job.owner)
    is_draft = bool(job.arguments["draft"])
    require(can_manage_event(keyring, event) if is_draft else can_see_event(keyring, event))
    options = PrintOptions.from_json(job.arguments["options"])
    content = programme_pdf(Printout(event, keyring, is_draft), options, tell=job.progress)
    job.write_file(f"{event.slug}-programme.pdf", PDF, content)
    return {"bytes": len(content)}


def _event(arguments: dict[str, Any]) -> Event | None:
    return Event.objects.alive().select_related("access").filter(pk=arguments["event"]).first()
