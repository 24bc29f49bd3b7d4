"""Slots as calendar entries: pure builders, no queries beyond what they are handed."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event
from kit import ical
from kit.addresses import absolute, host
from kit.plain import plain_text, title_in_words
from rooms.entries import organizer
from timetable.models import Slot

REFRESH = timedelta(hours=1)
SUMMARY_LENGTH = 1500


def slot_to_ical(
    slot: Slot,
    event: Event,
    *,
    address: str,
    attendee: ical.Attendee | None = None,
    is_sent: bool = False,
    is_gone: bool = False,
    later: int = 0,
) -> ical.Event:
    """One VEVENT. Its UID is the slot's in all versions; SEQUENCE counts its changes and its contribution's.

    Needs `for_calendars()`; `address` is the page of what the slot holds. What `is_sent` in a mail comes from the
    installation, and with an `attendee` it is an invitation; `is_gone` cancels it. `later` counts changes the rows do
    not.
    """
    status: ical.Status = "TENTATIVE" if event.is_draft else "CONFIRMED"
    contribution = slot.contribution
    track = contribution.track if contribution else (slot.session.track if slot.session else None)
    return ical.event(
        uid=f"slot-{slot.lasting_id}@{host()}",
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=event.time_zone,
        summary=title_in_words(slot.label),
        sequence=slot.revision + (contribution.revision if contribution else 0) + later,
        created_at=slot.created_at,
        modified_at=max(slot.updated_at, contribution.updated_at) if contribution else slot.updated_at,
        status="CANCELLED" if is_gone else status,
        location=location(slot, event),
        categories=[track.name] if track else [],
        url=address,
        organizer=organizer() if is_sent else _organisers(event),
        attendees=[attendee] if attendee else [],
        description=description(slot, address),
    )


def address_of(slot: Slot, event: Event) -> str:
    """The page of what the slot holds."""
    page = absolute(reverse("event", args=[event.slug]))
    talk = slot.contribution
    return f"{page}talks/{talk.number}/" if talk else f"{page}timetable/"


def _organisers(event: Event) -> tuple[str, str] | None:
    """Those whom readers of a feed may write to."""
    return (event.organiser or event.title, event.contact_email) if event.contact_email else None


def timetable_calendar(event: Event, entries: Iterable[ical.Event], *, name: str, address: str) -> bytes:
    """A calendar of an event's entries, to subscribe to."""
    return ical.calendar(name, components=entries, refresh=REFRESH, url=address, zones={event.time_zone})


def location(slot: Slot, event: Event) -> str:
    """Room and venue in one line; what has no room of its own is in that of its session."""
    room = slot.room or (slot.parent.room if slot.parent else None)
    return ", ".join(part for part in (room.name if room else "", event.venue) if part)


def description(slot: Slot, address: str) -> str:
    """Speakers, what it is about in plain text, and where to read more."""
    contribution = slot.contribution
    if contribution is None:
        about = (
            plain_text(slot.session.description, length=SUMMARY_LENGTH) if slot.session else slot.description
        )
        return "\n\n".join(part for part in (about, address) if part)
    names = slot.speaker_names
    speakers = _("Speakers: %(names)s") % {"names": names} if names else ""
    about = plain_text(contribution.abstract or contribution.description, length=SUMMARY_LENGTH)
    return "\n\n".join(part for part in (contribution.subtitle, speakers, about, address) if part)
