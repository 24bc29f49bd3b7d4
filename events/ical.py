"""An event as a calendar entry."""

from events.models import Event
from kit import ical
from kit.addresses import absolute, host
from kit.plain import plain_text

LONGEST_DESCRIPTION = 2000


def event_to_ical(event: Event, *, zone: str | None = None) -> ical.Event:
    """One VEVENT, its times in the event's own zone unless another is asked for.

    Its UID depends on the row alone, so calendars update it instead of adding a twin.
    """
    url = absolute(event.get_absolute_url())
    return ical.event(
        uid=uid_of(event),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=zone or event.time_zone,
        summary=event.title,
        sequence=event.edition,
        created_at=event.created_at,
        modified_at=event.updated_at,
        status="TENTATIVE" if event.is_draft else "CONFIRMED",
        location=event.place,
        description=_description(event, url),
        url=url,
        categories=event.keywords,
        organizer=(event.organiser, event.contact_email) if event.contact_email else None,
    )


def uid_of(event: Event) -> str:
    return f"event-{event.pk}@{host()}"


def _description(event: Event, url: str) -> str:
    """The beginning of the description; who has no link support finds the address below it."""
    text = plain_text(event.description, length=LONGEST_DESCRIPTION) if event.description else ""
    return f"{text}\n\n{url}" if text else url
