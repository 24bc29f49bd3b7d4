"""The entrance step of the committee's pages: the event and the person's place in it, or 404 for everybody else."""

from typing import Any

from django.db.models.functions import Lower
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from abstracts.models import Abstract
from abstracts.reading import biddable_by, open_to
from abstracts.reviewing.sheet import for_reading
from abstracts.standing import Standing, standing_of
from accounts.requests import MemberRequest
from events.models import Event
from kit.navigation import Group, Link
from kit.words import dates_words, today_in


def committee_member(request: MemberRequest, slug: str) -> Standing:
    """Members of the committee need not see the event itself; nobody else learns that it has a committee."""
    events = Event.objects.filter(deleted_at__isnull=True).select_related("access", "logbook")
    event = events.alias(lower_slug=Lower("slug")).filter(lower_slug=slug.lower()).first()
    if event is None:
        raise Http404
    standing = standing_of(request.user, event)
    if not standing.is_in_committee:
        raise Http404
    return standing


def committee_abstract(standing: Standing, number: int) -> Abstract:
    """One that the person may read as a member of the committee; the same 404 for all others."""
    abstract = for_reading(open_to(standing)).filter(number=number).first()
    if abstract is None:
        raise Http404
    return abstract


def committee_side(standing: Standing, *, current: str) -> dict[str, Any]:
    """What `manage/base.html` needs for a page of the committee."""
    event = standing.event
    today = today_in(event.time_zone)
    return {
        "event": event,
        "zone": event.zone,
        "standing": standing,
        "side": [Group("", _links(standing, current))],
        "side_label": _("Committee"),
        "side_title": event.short_title,
        "side_note": dates_words(event.first_day, event.last_day, today=today),
        "side_url": reverse("reviewing", args=[event.slug]),
    }


def _links(standing: Standing, current: str) -> list[Link]:
    event = standing.event
    pages: list[tuple[str, str, str, str | int]] = []
    if standing.is_reviewer:
        pages.append(("reviewing", _("My reviews"), "eye", event.slug))
        if biddable_by(standing).exists():
            pages.append(("review-bids", _("My wishes"), "star", event.slug))
        pages.append(("review-profile", _("What I know"), "person", event.slug))
    if standing.is_manager or standing.is_convener:
        pages.append(("desk", _("Desk"), "check", event.slug))
        pages.append(("desk-list", _("All abstracts"), "list", event.slug))
        pages.append(("abstract-assignment", _("Who reviews what"), "link", event.pk))
        pages.append(("abstract-progress", _("Progress"), "chart", event.pk))
    pages.append(("abstract-export", _("Export"), "download", event.pk))
    return [
        Link(str(label), reverse(name, args=[where]), current=name == current, icon=icon)
        for name, label, icon, where in pages
    ]
