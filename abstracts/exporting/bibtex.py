"""BibTeX of what was accepted."""

from abstracts.models import State
from abstracts.public.accepted import Asked
from access.filters import Keyring
from events.models import Event
from kit.moments import local
from programme.citation import Citation
from programme.held import held_at
from programme.models import Contribution, Credit
from programme.models.contribution import ContributionQuerySet


def was_accepted(talks: ContributionQuerySet) -> ContributionQuerySet:
    """Those behind which stands an abstract that was accepted, and that this was told of."""
    return talks.filter(abstract_behind__state=State.ACCEPTED, abstract_behind__released_at__isnull=False)


def accepted_bibtex(event: Event, keyring: Keyring, asked: Asked) -> str:
    """Those the reader may see of what the address asks for, by number: five queries."""
    seen = Contribution.objects.visible_to(keyring).filter(event=event)
    talks = was_accepted(asked.of(seen))
    held = held_at(event, keyring)
    entries = []
    for talk in talks.with_people().order_by("number"):
        talk.event = event
        place = held.get(talk.pk)
        on = local(place.starts_at, event.zone).date() if place else event.first_day
        writing = [one.person for one in talk.credits.all() if one.role != Credit.Role.SPEAKER]
        people = writing or [one.person for one in talk.credits.all()]
        entries.append(Citation(talk, event, people, on).bibtex)
    return "\n".join(entries)
