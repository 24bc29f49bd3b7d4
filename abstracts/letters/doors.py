"""Who reads letters: those who run the abstracts of the event, and of an abstract of their own not even they."""

from django.db.models import QuerySet

from abstracts.models import DECIDED, Abstract, AbstractQuerySet, Letter, State
from abstracts.standing import Standing


def letters_open_to(standing: Standing) -> "QuerySet[Letter]":
    """All that were sent, but those about what the person wrote or has a conflict of interest with."""
    if not standing.is_manager:
        return Letter.objects.none()
    return Letter.objects.filter(abstract__event=standing.event).exclude(abstract__in=standing.barred)


def written_about_for(standing: Standing) -> AbstractQuerySet:
    """The abstracts whose letters the person may look at, sent or not. Drafts are their writers' alone."""
    if not standing.is_manager:
        return Abstract.objects.none()
    whole = Abstract.objects.filter(event=standing.event).exclude(state=State.DRAFT)
    return whole.exclude(pk__in=standing.barred)


def held_back_for(standing: Standing) -> AbstractQuerySet:
    """Of those, the ones whose decision is not released yet."""
    return written_about_for(standing).filter(state__in=DECIDED, released_at__isnull=True)
