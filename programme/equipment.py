"""What talks of an event need, for the forms and filters that offer it."""

from events.equipment import WORDS_FROM
from events.models import Event
from programme.models import Contribution


def needs_used(event: Event) -> list[str]:
    """Each word once, in order."""
    talks = Contribution.objects.filter(event=event, deleted_at__isnull=True).exclude(needs=[])
    return sorted(
        {word for needs in talks.values_list("needs", flat=True) for word in needs}, key=str.casefold
    )


WORDS_FROM.append(needs_used)
