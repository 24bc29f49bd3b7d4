"""The entries of timetables over REST: what everybody sees, and putting in, changing and taking out."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from access.filters import Keyring, keyring_of, run_by
from accounts.api_once import KEY, once
from accounts.models import User
from events.api import event_named
from events.models import Event
from kit.api import NUMBER
from kit.moments import day_bounds
from programme.models import Session
from rooms.api.query import DryRunQuery, checked, wrong
from rooms.api.refusing import member
from timetable.api.base import IF_MATCH, Freshly, expected_by, runs_not, tag_of
from timetable.api.doing import ActedSerializer, acted, do
from timetable.api.entry_fields import EntrySerializer, PlacedSerializer, StaleSerializer, slot_shown
from timetable.api.entry_given import (
    DraftQuery,
    EntryChangeGiven,
    EntryGiven,
    EntryQuery,
    kind_given,
    place_of,
    session_given,
    talk_given,
)
from timetable.models import Slot
from timetable.models.slot import SlotQuerySet
from timetable.operations import Placed, schedule_break, schedule_contribution, schedule_session
from timetable.operations.entries import change_entry, remove_entries

DRY = OpenApiResponse(ActedSerializer, "With `dry_run`: what would change, and the conflicts.")


class EntryViewSet(Freshly):
    """Sessions, talks and breaks with their times and rooms."""

    serializer_class = EntrySerializer
    queryset = Slot.objects.none()
    lookup_value_regex = NUMBER

    @extend_schema(
        summary="Entries of timetables, by time",
        parameters=[EntryQuery],
        responses=EntrySerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """As they are published, or with `draft` as they are worked on where you run the event."""
        values = EntryQuery.of(request)
        keyring = keyring_of(self.caller)
        found = _working(keyring) if values.pop("draft", False) else shown_to(keyring)
        page = self.paginate_queryset(_narrowed(found, values, self).order_by("starts_at", "pk"))
        return self.get_paginated_response([told(slot) for slot in page or ()])

    @extend_schema(summary="One entry", parameters=[DraftQuery], responses=EntrySerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Its number is the same in the draft and in what is published."""
        is_draft = DraftQuery.of(request).get("draft", False)
        keyring, key = keyring_of(self.caller), int(pk)
        found = _working(keyring).filter(pk=key) if is_draft else shown_to(keyring).filter(_named(key))
        slot = found.first()
        if slot is None:
            raise Http404
        shown = told(slot)
        return Response(shown, headers=tag_of(shown))

    @extend_schema(
        summary="Put something into a timetable",
        parameters=[KEY, DryRunQuery],
        request=EntryGiven,
        responses={201: PlacedSerializer, 200: DRY},
    )
    @once
    def create(self, request: Request) -> Response:
        """A talk, a block of a session, or a break. What lies beyond its block or the event makes that longer."""
        member(request)
        dry_run = DryRunQuery.asked(request)
        values = checked(EntryGiven(data=request.data))
        event = event_named(values.pop("event"), self)
        by = self.to_work_on(request, event)
        act = _scheduling(event, values, by=by)
        placed: list[Placed] = []
        done = do(event, lambda: _kept(placed, act()), by=by, dry_run=dry_run)
        if dry_run:
            return Response(acted(done))
        return self._placed(placed[0].slot.pk, done.notes, status=HTTP_201_CREATED)

    @extend_schema(
        summary="Change an entry",
        parameters=[IF_MATCH, DryRunQuery],
        request=EntryChangeGiven,
        responses={
            200: OpenApiResponse(PlacedSerializer, "The entry; with `dry_run` what would change."),
            412: StaleSerializer,
        },
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """Its place, its length, its words. A block takes along what it holds; a talk on another day leaves it."""
        slot, by, dry_run = self._to_change(request, int(pk))
        given = checked(EntryChangeGiven(data=request.data))
        _check_words(slot, given)
        values, expected = place_of(given, slot.event), expected_by(request, slot.pk)
        done = do(
            slot.event,
            lambda: change_entry(slot, by=by, expected=expected, **values),
            by=by,
            dry_run=dry_run,
        )
        return Response(acted(done)) if dry_run else self._placed(slot.pk, done.notes)

    @extend_schema(
        summary="Take an entry out of the timetable",
        parameters=[IF_MATCH, DryRunQuery],
        responses={204: None, 200: DRY, 412: StaleSerializer},
    )
    def destroy(self, request: Request, pk: str) -> Response:
        """With what a block holds. Talks and sessions themselves stay."""
        slot, by, dry_run = self._to_change(request, int(pk))
        expected = expected_by(request, slot.pk)
        done = do(
            slot.event,
            lambda: remove_entries(slot.event, [slot.pk], by=by, expected=expected),
            by=by,
            dry_run=dry_run,
        )
        return Response(acted(done)) if dry_run else Response(status=HTTP_204_NO_CONTENT)

    def _to_change(self, request: Request, pk: int) -> tuple[Slot, User, bool]:
        """403 for who sees it and does not run the event; 404 for who does not."""
        by = member(request)
        keyring = keyring_of(by)
        slot = _working(keyring).select_related("event__logbook").filter(pk=pk).first()
        if slot is None:
            if shown_to(keyring).filter(_named(pk)).exists():
                self.permission_denied(request, message=runs_not())
            raise Http404
        self.stale_event = slot.event
        return slot, by, DryRunQuery.asked(request)

    def _placed(self, key: int, notes: Sequence[str], status: int = 200) -> Response:
        shown = {**told(_with_names(Slot.objects.filter(pk=key)).get()), "notes": notes}
        headers = tag_of(shown)
        if status == HTTP_201_CREATED:
            headers["Location"] = reverse("api-entry-detail", args=[key])
        return Response(shown, status=status, headers=headers)


def shown_to(keyring: Keyring) -> SlotQuerySet:
    sessions = Session.objects.visible_to(keyring).filter(pk=OuterRef("session"))
    return _with_names(Slot.every.visible_to(keyring)).annotate(tells_session=Exists(sessions))


def _named(pk: int) -> Q:
    """A shown copy goes by the number of its original."""
    return Q(copy_of=pk) | Q(copy_of__isnull=True, pk=pk)


def _working(keyring: Keyring) -> SlotQuerySet:
    """Of the events that somebody runs; what was deleted is left out."""
    there = Q(event__deleted_at__isnull=True) & run_by(keyring, "event__access")
    slots = Slot.objects.filter(there).exclude(contribution__deleted_at__isnull=False)
    return _with_names(slots.exclude(session__deleted_at__isnull=False))


def _with_names(slots: Any) -> SlotQuerySet:
    found: SlotQuerySet = slots.select_related(
        "event", "contribution", "session", "room", "parent__session", "parent__room"
    )
    return found


def told(slot: Slot) -> dict[str, Any]:
    return slot_shown(slot, tells_session=getattr(slot, "tells_session", True))


def _narrowed(slots: SlotQuerySet, values: dict[str, Any], view: EntryViewSet) -> SlotQuerySet:
    if "event" in values:
        event = event_named(values["event"], view)
        slots = slots.filter(event=event)
        if "day" in values:
            bounds = day_bounds(values["day"], event.zone, event.day_change)
            slots = slots.between(bounds.starts_at, bounds.ends_at)
    if "room" in values:
        here = Q(room=values["room"])
        slots = slots.filter(here | Q(room__isnull=True, parent__room=values["room"]))
    if "session" in values:
        seen = Session.objects.visible_to(view.caller).filter(pk=values["session"])
        slots = slots.filter(Q(session__in=seen) | Q(parent__session__in=seen))
    if "parent" in values:
        slots = slots.filter(Q(parent=values["parent"]) | Q(parent__copy_of=values["parent"]))
    if "contribution" in values:
        slots = slots.filter(contribution=values["contribution"])
    if "from" in values:
        slots = slots.filter(ends_at__gt=values["from"])
    if "to" in values:
        slots = slots.filter(starts_at__lt=values["to"])
    return slots.filter(OF_KIND[values["kind"]]) if "kind" in values else slots


OF_KIND = {
    "talk": Q(contribution__isnull=False),
    "session": Q(session__isnull=False),
    "break": Q(contribution__isnull=True, session__isnull=True),
}


def _scheduling(event: Event, values: dict[str, Any], *, by: User) -> Callable[[], Placed]:
    """The operation for what was sent. Raises ValidationError for a thing that is not of the event."""
    kind, place = kind_given(values), place_of(values, event)
    if kind == "talk":
        talk = talk_given(event, place.pop("contribution"))
        return lambda: schedule_contribution(talk, by=by, **place)
    if kind == "session":
        session = session_given(event, place.pop("session"))
        return lambda: schedule_session(session, by=by, **place)
    title = place.pop("title")
    return lambda: schedule_break(event, title, by=by, **place)


def _kept(placed: list[Placed], one: Placed) -> Placed:
    placed.append(one)
    return one


def _check_words(slot: Slot, values: dict[str, Any]) -> None:
    if slot.contribution_id and (stray := values.keys() & {"title", "note"}):
        raise wrong(min(stray), _("A talk has its own words. Change the contribution."))
    if slot.is_block and "note" in values:
        raise wrong("note", _("A block has no note."))
