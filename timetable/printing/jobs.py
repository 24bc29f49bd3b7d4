"""Long programmes are printed as a job. Workers find it by name, so this is imported when the app is ready."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.filters import Keyring, keyring_of
from accounts.models import User
from events.models import Event
from events.permissions import can_manage_event, can_see_event
from jobs.models import Job
from jobs.registry import Running, job_kind
from kit.pdf import PDF
from kit.refusals import Refused, require
from programme.models import Contribution, Session
from timetable.models import Slot
from timetable.printing.book import programme_pdf
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout

PROGRAMME = "timetable.programme_pdf"


class EventGone(Refused):
    """The event is not there any more."""


def may_read_programme(job: Job, user: User) -> bool:
    """Drafts are for those who run the event; else whoever sees it, and still all talks and sessions in the file."""
    event = _event(job.arguments)
    if event is None:
        return False
    if job.arguments["draft"]:
        return can_manage_event(user, event)
    return can_see_event(user, event) and _sees_all(keyring_of(user), job.result)


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
    printout = Printout(event, keyring, is_draft)
    held = _held(printout, options)
    content = programme_pdf(printout, options, tell=job.progress)
    job.write_file(f"{event.slug}-programme.pdf", PDF, content)
    return {"bytes": len(content), **held}


def _held(printout: Printout, options: PrintOptions) -> dict[str, list[int]]:
    """The ids of the talks and sessions that the file tells of."""
    slots = printout.slots.order_by()
    talks = printout.talks.order_by()
    if not options.unscheduled:
        talks = talks.filter(pk__in=slots.filter(contribution__isnull=False).values("contribution"))
    sessions = slots.filter(session__isnull=False).values_list("session", flat=True).distinct()
    return {"talks": sorted(talks.values_list("pk", flat=True)), "sessions": sorted(sessions)}


def _sees_all(keyring: Keyring, result: dict[str, Any]) -> bool:
    """Whether somebody who lost the right to anything in the file would read it; what was deleted does not count.

    A session shows also to those who see only a talk in it (see `SlotQuerySet.open_to`).
    """
    talks = Contribution.objects.filter(pk__in=result.get("talks", ()), deleted_at__isnull=True)
    seen = Contribution.objects.visible_to(keyring).filter(pk__in=talks).order_by()
    if talks.exclude(pk__in=seen.values("pk")).exists():
        return False
    sessions = Session.objects.alive().filter(pk__in=result.get("sessions", ()))
    known = Session.objects.visible_to(keyring).filter(pk__in=sessions).order_by()
    by_talks = Slot.every.filter(parent__session__in=sessions, contribution__in=seen).values(
        "parent__session"
    )
    return not sessions.exclude(pk__in=known.values("pk")).exclude(pk__in=by_talks).exists()


def _event(arguments: dict[str, Any]) -> Event | None:
    return Event.objects.alive().select_related("access").filter(pk=arguments["event"]).first()
