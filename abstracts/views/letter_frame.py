"""What the pages about letters share: the side navigation, and the way from one to the other."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abstracts.views.fetch import chair_side
from accounts.requests import MemberRequest
from events.models import Event
from kit.navigation import Link


def letters_frame(request: MemberRequest, event: Event, *, current: str) -> dict[str, Any]:
    """`current` is the name of the page's address."""
    pages = [
        ("letter-rules", _("Rules")),
        ("letter-tester", _("Tester")),
        ("letter-preview", _("Before a release")),
        ("letters-sent", _("Sent letters")),
    ]
    ways = [Link(label, reverse(name, args=[event.pk]), current=name == current) for name, label in pages]
    return {**chair_side(request, event, current="letter-rules"), "ways": ways}
