"""An event as schema.org describes it, for search engines and assistants (JSON-LD)."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from events.models import Event
from kit.addresses import absolute
from kit.plain import plain_text

# What could end the script element or start another one never stands in it as such (as django.utils.html.json_script).
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def event_as_json_ld(event: Event) -> SafeString:
    """The text of a `script type="application/ld+json"`; only for events that everybody may see."""
    zone = event.zone
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": event.starts_at.astimezone(zone).isoformat(timespec="minutes"),
        "endDate": event.ends_at.astimezone(zone).isoformat(timespec="minutes"),
        "url": absolute(event.get_absolute_url()),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    }
    if event.description:
        about["description"] = plain_text(event.description, length=500)
    if event.place:
        about["location"] = {"@type": "Place", "name": event.venue or event.address, "address": event.address}
    if event.organiser:
        about["organizer"] = {"@type": "Organization", "name": event.organiser}
    if event.keywords:
        about["keywords"] = ", ".join(event.keywords)
    return mark_safe(json.dumps(about, ensure_ascii=False).translate(UNSAFE))
