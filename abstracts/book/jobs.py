"""Books are made as long jobs. Workers find them by name, so this is imported when the app is ready."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.book.entries import for_reader
from abstracts.book.making import book_pdf
from abstracts.book.volume import volume_of
from abstracts.operations.book import book_of, keep_made_book
from abstracts.standing import manages_abstracts
from access.filters import keyring_of
from accounts.models import User
from events.models import Event
from jobs.models import Job
from jobs.registry import Running, job_kind
from kit.pdf import PDF
from kit.refusals import Refused, require
from programme.models import Contribution

BOOK = "abstracts.book"


class EventGone(Refused):
    """The event is not there any more."""


def may_read_book(job: Job, user: User) -> bool:
    """Whoever runs the abstracts, and still sees everything in the file; what was deleted does not count."""
    event = _event(job.arguments)
    if event is None or not manages_abstracts(user, event):
        return False
    if not job.arguments["everything"]:
        return True
    held = Contribution.objects.alive().filter(pk__in=job.result.get("held", ()))
    seen = for_reader(event, keyring_of(user)).order_by().values("pk")
    return not held.exclude(pk__in=seen).exists()


@job_kind(BOOK, title=gettext_lazy("Book of abstracts"), minutes=15, may_read=may_read_book)
def make_book(job: Running) -> dict[str, Any]:
    """`arguments`: `event` (id); `everything`: what the owner may see, else what all may who see the event."""
    event = _event(job.arguments)
    if event is None:
        raise EventGone(_("The event was deleted."))
    require(manages_abstracts(job.owner, event))
    everything = bool(job.arguments["everything"])
    book = book_of(event)
    volume = volume_of(event, book, reader=job.owner, everything=everything)
    content = book_pdf(event, book, volume.sections, tell=job.progress)
    job.write_file(f"{event.slug}-abstracts.pdf", PDF, content)
    if not everything:
        keep_made_book(event, content, held=volume.held)
    return {"bytes": len(content), "held": volume.held}


def _event(arguments: dict[str, Any]) -> Event | None:
    return Event.objects.alive().select_related("access", "logbook").filter(pk=arguments["event"]).first()
