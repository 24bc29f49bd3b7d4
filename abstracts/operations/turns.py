"""Who writes abstracts does so in turn.

Order of locks: the event (only for acts that change what the public sees), the desk of the event, abstracts by number.
A reviewer or an author who writes one abstract locks only that.
"""

from collections.abc import Iterable

from django.db.models import F

from abstracts.models import Abstract, AbstractQuerySet, Desk
from abstracts.refusals import ChangedMeanwhile
from events.models import Event


def lock_desk(event: Event) -> Desk:
    """The desk of the event, locked until the transaction ends; made where there is none."""
    Desk.objects.get_or_create(event=event)
    return Desk.objects.select_for_update(no_key=True).get(event=event)


def take_number(event: Event) -> int:
    """The next number of the event; none is given twice."""
    Desk.objects.get_or_create(event=event)
    mine = Desk.objects.filter(event=event)
    mine.update(next_number=F("next_number") + 1)
    return mine.values_list("next_number", flat=True).get() - 1


def lock_abstract(abstract: Abstract, *, revision: int | None = None) -> Abstract:
    """The abstract as it is now, locked. Raises ChangedMeanwhile if it is not at the revision the person saw."""
    found = _locked().get(pk=abstract.pk)
    if revision is not None and found.revision != revision:
        raise ChangedMeanwhile(found)
    return found


def lock_abstracts(keys: Iterable[int]) -> list[Abstract]:
    """Several, in order of their numbers."""
    return list(_locked().filter(pk__in=list(keys)).order_by("event", "number"))


def _locked() -> AbstractQuerySet:
    whole = Abstract.objects.select_related("event__logbook", "call__reviewing", "logbook", "submitter")
    return whole.select_for_update(no_key=True, of=("self",))
