"""What the management pages of one call share: the side and the tabs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.models import Call
from abstracts.views.fetch import chair_side
from accounts.requests import MemberRequest
from kit.navigation import Link

HERE = "manage-calls"

# The sections of a call: the part of its own page, or the name of a page beside it.
PARTS = {
    "times": gettext_lazy("Dates"),
    "texts": gettext_lazy("Announcement"),
    "asked": gettext_lazy("Tracks and text"),
    "people": gettext_lazy("People"),
    "files": gettext_lazy("Files and licence"),
}
PAGES = {
    "manage-call-fields": gettext_lazy("Fields"),
    "manage-call-reviewing": gettext_lazy("Reviewing"),
    "manage-call-questions": gettext_lazy("Questions"),
    "manage-call-quotas": gettext_lazy("How many"),
    "manage-call-late": gettext_lazy("Late submitters"),
}


def show(request: MemberRequest, call: Call, current: str, template: str, /, **context: Any) -> HttpResponse:
    """Answer with a page of the call; `current` is its part or its address name."""
    shown = {
        **chair_side(request, call.event, current=HERE),
        "call": call,
        "zone": call.event.zone,
        "call_tabs": _tabs(call, current),
        "current": current,
        "here": request.path,
        **context,
    }
    return render(request, template, shown)


def _tabs(call: Call, current: str) -> list[Link]:
    base = reverse("manage-call", args=[call.event_id, call.pk])
    parts = [
        Link(str(label), f"{base}?part={part}", current=part == current) for part, label in PARTS.items()
    ]
    pages = [
        Link(str(label), reverse(name, args=[call.event_id, call.pk]), current=name == current)
        for name, label in PAGES.items()
    ]
    return [*parts, *pages]


def saved(call: Call) -> str:
    return _("Saved “%(call)s”") % {"call": call}
