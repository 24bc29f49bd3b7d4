"""The timetable of an event as a whole over REST: its days and rooms, how it is run, and who did what in it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.filters import keyring_of
from events.api import ID_OR_ADDRESS
from events.models import Event, EventRoom
from events.operations import lock_event
from events.permissions import can_manage_event
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from rooms.api.query import Query, checked
from timetable.api.acts import Acts
from timetable.api.availability_import import AvailabilityImport
from timetable.api.conflicts import Conflicts
from timetable.api.files import Files
from timetable.api.papers import Papers
from timetable.api.people import People
from timetable.api.proposals import Proposals
from timetable.api.stars import MySchedule
from timetable.api.timetable_fields import (
    StepSerializer,
    TimetableSerializer,
    TimetableSettingsGiven,
    TimetableSettingsSerializer,
    settings_shown,
)
from timetable.api.versions import Versions
from timetable.days import days_of
from timetable.models import Slot, Step, settings_of
from timetable.operations.settings import edit_settings
from timetable.operations.steps import changes_of
from timetable.plan import Plan, plan_of
from timetable.versions import unpublished_count
from timetable.versions.latest import latest_version


class TimetableViewSet(
    Acts, Conflicts, Versions, Proposals, People, AvailabilityImport, Files, Papers, MySchedule
):
    """The timetable of one event."""

    serializer_class = TimetableSerializer

    @extend_schema(
        summary="The timetable of an event", parameters=[ID_OR_ADDRESS], responses=TimetableSerializer
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """Its days and rooms, and how far it is published. The entries are at `/timetable-entries/`."""
        Query.of(request)
        event = self.get_object()
        keyring = keyring_of(self.caller)
        runs = can_manage_event(keyring, event)
        slots = list(Slot.shown.visible_to(keyring).filter(event=event).order_by("starts_at"))
        if runs:
            slots += Slot.objects.filter(event=event).exclude(contribution__deleted_at__isnull=False)
        used = {slot.room_id for slot in slots if slot.room_id}
        rooms = EventRoom.objects.filter(event=event)
        latest = latest_version(event)
        settings = settings_of(event) if runs else None
        return Response(
            {
                "event": event.pk,
                "time_zone": event.time_zone,
                "day_change": event.day_change,
                "days": days_of((slot.starts_at for slot in slots), event),
                "rooms": _rooms(rooms if runs else rooms.filter(pk__in=used)),
                "version": str(latest) if latest else None,
                "published_at": latest.made_at if latest else None,
                "is_live": settings.is_live if settings else None,
                "unpublished": unpublished_count(event) if runs else None,
                "settings": settings_shown(settings) if settings else None,
            }
        )

    @extend_schema(
        summary="How a timetable is run", parameters=[ID_OR_ADDRESS], responses=TimetableSettingsSerializer
    )
    @action(detail=True, pagination_class=None, url_path="settings", url_name="settings")
    def how_it_is_run(self, request: Request, pk: str) -> Response:
        event, _by = self.mine(request)
        return _settings(event)

    @extend_schema(
        summary="Change how a timetable is run",
        parameters=[ID_OR_ADDRESS, IF_SAME],
        request=TimetableSettingsGiven,
        responses=TimetableSettingsSerializer,
    )
    @how_it_is_run.mapping.patch
    def change_settings(self, request: Request, pk: str) -> Response:
        """With `is_live` false what shows now stays until something is published; with true all shows at once."""
        event, by = self.mine(request)
        values = checked(TimetableSettingsGiven(data=request.data, partial=True))
        with transaction.atomic():
            event = lock_event(event)
            check_unchanged(request, settings_shown(settings_of(event)))
            edit_settings(event, by=by, **values)
        return _settings(event)

    @extend_schema(
        summary="Who did what in a timetable, the newest first",
        parameters=[ID_OR_ADDRESS],
        responses=StepSerializer(many=True),
    )
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """Each act, with what it touched; undo one with the act “undo”."""
        event, _by = self.mine(request)
        Query.of(request)
        steps = Step.objects.filter(event=event).select_related("by", "undone_by").order_by("-pk")
        page = self.paginate_queryset(steps) or []
        plan = plan_of(event)
        return self.get_paginated_response([_step_shown(step, plan) for step in page])


def _settings(event: Event) -> Response:
    return answer_with_etag(settings_shown(settings_of(event)))


def _rooms(rooms: Iterable[EventRoom]) -> list[dict[str, Any]]:
    return [{"id": room.pk, "name": room.name} for room in rooms]


def _step_shown(step: Step, plan: Plan) -> dict[str, Any]:
    left = changes_of(step, back=False)
    untouched = (entry.same_place(plan.get(key)) if entry else key not in plan for key, entry in left.items())
    return {
        "id": step.pk,
        "verb": step.verb,
        "label": step.label,
        "by": str(step.by) if step.by else None,
        "at": step.at,
        "undone_at": step.undone_at,
        "undone_by": str(step.undone_by) if step.undone_by else None,
        "entries": list(left),
        "can_undo": step.undone_at is None and all(untouched),
    }
