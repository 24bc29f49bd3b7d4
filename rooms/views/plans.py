"""Floor plans: which there are, and one of them coloured by what is free at some time."""

import re
from html import unescape
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit.drawings import SafeDrawing, Shape, draw
from kit.htmx import page_or_part
from kit.moments import local
from rooms.calendar.floor import Standing, standings
from rooms.calendar.plan_time import PlanTime, plan_time
from rooms.models import FloorPlan, Room
from rooms.navigation import rooms_tabs
from rooms.plans import match, on_floor_of, plans_seen_by
from rooms.rights import rights_of
from rooms.views.gate import shows_rooms

_KEY = re.compile(r'\bdata-room="([^"]*)"')


@require_safe
@shows_rooms
def floor_plans(request: HttpRequest) -> HttpResponse:
    """The plans of all floors on which the reader sees a room, by location and building."""
    plans = (
        plans_seen_by(request.user)
        .defer("drawing")
        .order_by("location__name", "location", "building", "floor")
    )
    context = {"tabs": rooms_tabs(request.user, current="floor-plans"), "plans": list(plans)}
    return render(request, "rooms/plans.html", context)


@require_safe
@shows_rooms
def floor_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """`?date=&from=&to=`, or `?at=2027-03-15T10:00&minutes=60`; without any, the hour to come."""
    plan = get_object_or_404(plans_seen_by(request.user), pk=pk)
    zone = plan.location.zone
    asked = plan_time(request.GET, now=local(timezone.now(), zone))
    rooms = on_floor_of(plan, Room.objects.visible_to(request.user)).for_rights().order_by("number", "pk")
    drawing = SafeDrawing(
        plan.drawing, tuple(dict.fromkeys(unescape(key) for key in _KEY.findall(plan.drawing)))
    )
    matched = match(drawing, rooms)
    on_floor = sorted({*matched.rooms.values(), *matched.missing}, key=lambda room: (room.number, room.pk))
    shown = standings(on_floor, asked.times, zone, rights=rights_of(request.user), user=request.user)
    by_room = {standing.room.pk: standing for standing in shown}
    context = {
        "tabs": rooms_tabs(request.user, current="floor-plans"),
        "plan": plan,
        "others": list(_of_building(plans_seen_by(request.user), plan)),
        "asked": asked,
        "rows": [(standing, _address(standing, asked)) for standing in shown],
        "drawing": draw(
            drawing,
            shapes={key: _shape(by_room[room.pk], asked) for key, room in matched.rooms.items()},
            label=_("Floor plan of {floor}").format(floor=plan),
        ),
        "base": reverse("room-calendar").removesuffix("calendar/"),
    }
    return render(request, page_or_part(request, "rooms/plan.html", part="plan"), context)


def _of_building(plans: QuerySet[FloorPlan], plan: FloorPlan) -> QuerySet[FloorPlan]:
    return plans.filter(location=plan.location_id, building__iexact=plan.building).defer("drawing")


def _shape(standing: Standing, asked: PlanTime) -> Shape:
    said = _("{room}: {state}").format(room=standing.room, state=standing.words)
    return Shape(_address(standing, asked), said, standing.state)


def _address(standing: Standing, asked: PlanTime) -> str:
    """The form with that time where the room can be had, else the page of the room."""
    if not standing.may_book:
        return standing.room.get_absolute_url()
    address = reverse("book-room", args=[standing.room.pk])
    return f"{address}?{urlencode(asked.query, safe=':')}"
