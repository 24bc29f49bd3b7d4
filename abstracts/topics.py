"""What abstracts of an event may be about."""

from abstracts.models import Call
from events.models import Event


def topics_asked(event: Event) -> list[str]:
    """The topics of all its calls, each once, in their order."""
    lists = Call.objects.filter(event=event).values_list("topics", flat=True)
    return list(dict.fromkeys(topic for topics in lists for topic in topics))
