"""What the pages that find and book rooms have in common: the search behind them, and the panel of one room."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from kit.drawings import SafeDrawing, Shape, draw
from kit.keys import key_of
from kit.moments import local
from kit.words import today_in, zone_words
from rooms.finder.asked import Asked
from rooms.finder.offer import Asker, Offer, offer
from rooms.finder.standing import Standing, standings
from rooms.finder.stock import Stock, take_stock
from rooms.finder.suggestions import Need, Suggestion, suggestions
from rooms.finder.words import act_words, summary_words, times_words, when_words
from rooms.forms.book import BookForm
from rooms.forms.find import FindForm, pinned, shifted
from rooms.models import FloorPlan, Room
from rooms.operations.settings import room_settings
from rooms.outlook import Choice
from rooms.permissions import can_edit_room

LINES_SHOWN = 5
LARGEST_PLAN = 200_000
"""Larger drawings are shown on their own page only."""


@dataclass
class Desk:
    """One person's search: the form with what the address says, and who asks. `zone` is that of the room, if one."""

    request: HttpRequest
    zone: str = ""
    form: FindForm = field(init=False)
    asked: Asked = field(init=False)
    asker: Asker = field(init=False)
    query: QueryDict = field(init=False)

    def __post_init__(self) -> None:
        now = timezone.now()
        asked = self.request.GET
        if not self.zone:
            self.zone = self.stock.zone_of(key_of(asked.get("location", "")))
        self.form = FindForm(asked, zone_now=local(now, ZoneInfo(self.zone)))
        self.asked = self.form.asked()
        self.asker = Asker.of(self.request.user, room_settings(), now)
        self.query = pinned(asked, self.asked)

    @cached_property
    def stock(self) -> Stock:
        return take_stock(self.request.user)

    @cached_property
    def all(self) -> dict[int, Standing]:
        """How every room the person sees stands to the times."""
        asker = self.asker
        return standings(
            self.stock, self.asked.times, rights=asker.rights, settings=asker.settings, now=asker.now
        )

    @property
    def need(self) -> Need:
        return Need(self.asked.times, self.asker.rights, self.asker.now, self.asked.filters.people or 0)

    @property
    def when(self) -> str:
        return when_words(self.asked.times, today=today_in(self.zone))

    def ideas(self, found: list[Suggestion]) -> list[dict[str, str]]:
        """Suggestions as links to the finder."""
        finder = reverse("room-finder")
        return [{"text": one.text, "url": finder + shifted(self.query, **one.changes)} for one in found]


def panel(
    desk: Desk,
    room: Room,
    *,
    form: BookForm | None = None,
    chosen: dict[Any, Choice] | None = None,
    refusal: str = "",
) -> dict[str, Any]:
    """What `rooms/_book.html` shows of a room (of `for_rights`) for the times asked for."""
    asker, times = desk.asker, desk.asked.times
    offered = offer(room, times, asker=asker, others=lambda: desk.all, chosen=chosen, people=desk.need.people)
    is_taken = len(offered.conflicts) == len(offered.lines) and not offered.objections
    ideas = suggestions(desk.all.get(room.pk), list(desk.all.values()), desk.need) if is_taken else []
    first, more = _folded(offered)
    query = desk.query.copy()
    query.pop("room", None)
    return {
        "room": room,
        "offer": offered,
        "first_lines": first,
        "more_lines": more,
        "when": times_words(times) if not offered.is_series else desk.when,
        "book_form": form or book_form(desk, room),
        "book_url": f"{reverse('book-room', args=[room.pk])}?{query.urlencode()}",
        "room_url": f"{reverse('room', args=[room.pk])}?{query.urlencode()}",
        "act": act_words(offered, today=today_in(room.zone)),
        "summary": summary_words(offered),
        "ideas": desk.ideas(ideas),
        "refusal": refusal,
        "zone_words": _zone_words(desk, room),
        "plan": plan_of(room),
        "may_edit": can_edit_room(asker.rights, room, asker.settings),
    }


def book_form(desk: Desk, room: Room, data: QueryDict | None = None) -> BookForm:
    settings = desk.asker.settings
    keeps_notes = settings.internal_notes and desk.asker.rights.manages(room)
    return BookForm(data, settings=settings, keeps_notes=keeps_notes)


def plan_of(room: Room) -> dict[str, Any] | None:
    """The drawing of its floor with the room marked, where there is one of reasonable size."""
    plan = FloorPlan.objects.filter(
        location=room.location_id, building__iexact=room.building, floor__iexact=room.floor
    ).first()
    if plan is None or not room.floor or len(plan.drawing) > LARGEST_PLAN:
        return None
    here = Shape(reverse("floor-plan", args=[plan.pk]), str(room), "here")
    shapes = dict.fromkeys((room.number, room.code), here)
    if not any(f'data-room="{key}"' in plan.drawing for key in shapes):
        return None
    return {"plan": plan, "drawing": draw(SafeDrawing(plan.drawing, ()), shapes=shapes, label=str(plan))}


def _zone_words(desk: Desk, room: Room) -> str:
    """The name of the room's zone, where the rooms have several."""
    zones = (
        {one.candidate.room.location.time_zone for one in desk.all.values()} if "all" in vars(desk) else set()
    )
    first = desk.asked.times.on(desk.asked.times.first_day, room.zone).span.starts_at
    return zone_words(first, zone=room.zone) if len(zones) > 1 else ""


def _folded(offered: Offer) -> tuple[list[Any], list[Any]]:
    """The first dates and all with something to decide; the others, all free, are folded."""
    lines = list(offered.lines)
    if len(lines) <= LINES_SHOWN + 1:
        return lines, []
    shown = [
        line for place, line in enumerate(lines) if place < LINES_SHOWN or not line.is_free or line.notes
    ]
    return shown, [line for line in lines if line not in shown]
