"""Two people, one entry: who saw it as it was no longer is told how it stands now."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from events.models import Event
from timetable.models import Slot
from timetable.plan import plan_of
from timetable.refusals import Stale


def check_fresh(event: Event, expected: Mapping[int, int]) -> None:
    """Raise Stale unless these slots (by id) are of the revisions the person saw. Call with the event locked."""
    if not expected:
        return
    found = dict(Slot.objects.filter(event=event, pk__in=expected).values_list("pk", "revision"))
    for key, revision in expected.items():
        if key not in found:
            raise Stale(_("Somebody else took this out of the timetable."), theirs=None)
        if found[key] != revision:
            theirs = plan_of(event).get(key)
            if theirs is None:
                raise Stale(_("Somebody else deleted this talk."), theirs=None)
            said = {"entry": theirs.label}
            raise Stale(_("Somebody else changed “%(entry)s” in between.") % said, theirs=theirs)
