"""Speakers over REST: when they and the rooms are there, and whether they come; for organisers and for oneself."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from events.api import ID_OR_ADDRESS
from events.models import Event, EventPerson, EventRoom
from events.operations import lock_event
from kit.keys import is_key
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from programme.models import Credit
from programme.operations.speakers import ASKING, answer_credit, ask_speakers, reach_of, spoken_credits
from rooms.api.query import DryRunQuery, Query, checked, wrong
from rooms.api.refusing import member
from timetable.api.base import OfAnEvent
from timetable.api.people_fields import (
    AnswerGiven,
    AskGiven,
    AvailabilityGiven,
    ConfirmationQuery,
    ConfirmationSerializer,
    HolderSerializer,
    OwnAnswerGiven,
    OwnAvailabilityGiven,
    ReachSerializer,
    WhoQuery,
    confirmation_shown,
    holder_shown,
    spans,
)
from timetable.operations.asking import ask_for_availability, would_ask
from timetable.operations.availability import Holder, forget_availability, periods_of, set_availability
from timetable.taking_part import participant, takes_part


class People(OfAnEvent):
    """For those who run the event; `my-…` for whoever speaks in it or leads a session."""

    @extend_schema(
        summary="When the people or the rooms of an event are there",
        parameters=[ID_OR_ADDRESS, WhoQuery],
        responses=HolderSerializer(many=True),
    )
    @action(detail=True)
    def availabilities(self, request: Request, pk: str) -> Response:
        event, _by = self.mine(request)
        who = WhoQuery.of(request).get("who", "people")
        found: QuerySet[Any] = event.rooms.all() if who == "rooms" else event.people.all()
        page = self.paginate_queryset(found.prefetch_related("availabilities").order_by("name", "pk"))
        return self.get_paginated_response([_holder(one) for one in page or ()])

    @extend_schema(
        summary="Say when somebody or a room is there",
        parameters=[ID_OR_ADDRESS, IF_SAME],
        request=AvailabilityGiven,
        responses=HolderSerializer,
    )
    @availabilities.mapping.put
    def set_availability(self, request: Request, pk: str) -> Response:
        """In these periods and at no other time; an empty list forgets what was said."""
        event, by = self.mine(request)
        values = checked(AvailabilityGiven(data=request.data))
        holder = _named(event, values)
        return self._saved(request, holder, values["periods"], by=by)

    @extend_schema(
        summary="Ask speakers when they are there",
        parameters=[ID_OR_ADDRESS, DryRunQuery],
        request=None,
        responses=ReachSerializer,
    )
    @action(detail=True, methods=["post"], url_path="availabilities/ask", url_name="availabilities-ask")
    def ask_availabilities(self, request: Request, pk: str) -> Response:
        """One mail to each of whom nothing is known; with `dry_run` it is only counted."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        reach = would_ask(event) if dry_run else ask_for_availability(event, by=by)
        return Response(_reach(reach, dry_run=dry_run))

    @extend_schema(summary="When you are at an event", parameters=[ID_OR_ADDRESS], responses=HolderSerializer)
    @action(detail=True, pagination_class=None, url_path="my-availability", url_name="my-availability")
    def my_availability(self, request: Request, pk: str) -> Response:
        """For whoever speaks in it or leads a session, until it is over."""
        return answer_with_etag(_holder(self._own(request)[0]))

    @extend_schema(
        summary="Say when you are at an event",
        parameters=[ID_OR_ADDRESS, IF_SAME],
        request=OwnAvailabilityGiven,
        responses=HolderSerializer,
    )
    @my_availability.mapping.put
    def set_my_availability(self, request: Request, pk: str) -> Response:
        person, by = self._own(request)
        return self._saved(
            request, person, checked(OwnAvailabilityGiven(data=request.data))["periods"], by=by
        )

    @extend_schema(
        summary="Whether the speakers of an event come",
        parameters=[ID_OR_ADDRESS, ConfirmationQuery],
        responses=ConfirmationSerializer(many=True),
    )
    @action(detail=True)
    def confirmations(self, request: Request, pk: str) -> Response:
        event, _by = self.mine(request)
        values = ConfirmationQuery.of(request)
        found = spoken_credits(event).select_related("person", "contribution")
        if "answer" in values:
            found = found.filter(answer="" if values["answer"] == "none" else values["answer"])
        page = self.paginate_queryset(found.order_by("person", "pk"))
        return self.get_paginated_response([confirmation_shown(credit) for credit in page or ()])

    @extend_schema(
        summary="Set the answer of a speaker by hand",
        parameters=[ID_OR_ADDRESS, IF_SAME],
        request=AnswerGiven,
        responses=ConfirmationSerializer,
    )
    @confirmations.mapping.put
    def set_answer(self, request: Request, pk: str) -> Response:
        event, by = self.mine(request)
        values = checked(AnswerGiven(data=request.data))
        return _answered(request, spoken_credits(event), values, by=by)

    @extend_schema(
        summary="Ask speakers whether they come",
        parameters=[ID_OR_ADDRESS, DryRunQuery],
        request=AskGiven,
        responses=ReachSerializer,
    )
    @action(detail=True, methods=["post"], url_path="confirmations/ask", url_name="confirmations-ask")
    def ask_confirmations(self, request: Request, pk: str) -> Response:
        """One mail to each, with their talks; with `dry_run` it is only counted."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        chosen = checked(AskGiven(data=request.data)).get("credits")
        credits = spoken_credits(event).select_related("person__user", "contribution")
        credits = credits.filter(answer="") if chosen is None else credits.filter(pk__in=chosen)
        if dry_run:
            people = [credit.person for credit in credits]
            return Response(_reach(reach_of(people, limit=ASKING, event=event), dry_run=True))
        return Response(_reach(ask_speakers(event, credits, by=by), dry_run=False))

    @extend_schema(
        summary="Your talks at an event, and whether you said that you come",
        parameters=[ID_OR_ADDRESS],
        responses=ConfirmationSerializer(many=True),
    )
    @action(detail=True, pagination_class=None, url_path="my-talks", url_name="my-talks")
    def my_talks(self, request: Request, pk: str) -> Response:
        """For whoever speaks in it, until it is over."""
        person, _by = self._own(request)
        Query.of(request)
        return Response([confirmation_shown(credit) for credit in _own_credits(person)])

    @extend_schema(
        summary="Say whether you come",
        parameters=[ID_OR_ADDRESS, IF_SAME],
        request=OwnAnswerGiven,
        responses=ConfirmationSerializer,
    )
    @my_talks.mapping.put
    def answer(self, request: Request, pk: str) -> Response:
        """The organisers are told when you decline, and a `word` of yours."""
        person, by = self._own(request)
        values = checked(OwnAnswerGiven(data=request.data))
        return _answered(request, _own_credits(person), values, by=by)

    def _own(self, request: Request) -> tuple[EventPerson, User]:
        """Who the caller is at the event, which need not be open to them yet. 404 for everybody else."""
        by, asked = member(request), self.kwargs["pk"]
        named = Q(slug=asked.lower())
        if is_key(asked):
            named |= Q(pk=int(asked))
        events = Event.objects.filter(named, deleted_at__isnull=True).select_related("access", "logbook")
        for event in sorted(events, key=lambda event: event.slug != asked.lower()):
            person = participant(event, by) if takes_part(event, by) else None
            if person is not None:
                return person, by
        raise Http404

    def _saved(self, request: Request, holder: Holder, given: list[Any], *, by: User) -> Response:
        with transaction.atomic():
            lock_event(holder.event)
            check_unchanged(request, _holder(holder))
            if given:
                set_availability(holder, spans(given), by=by)
            else:
                forget_availability(holder, by=by)
        return answer_with_etag(holder_shown(holder, periods_of(holder)))


def _holder(holder: Holder) -> dict[str, Any]:
    return holder_shown(holder, periods_of(holder))


def _named(event: Event, values: dict[str, Any]) -> Holder:
    """Raises ValidationError for whom the event does not have."""
    found: Holder | None
    if "room" in values:
        found = EventRoom.objects.filter(event=event, pk=values["room"]).select_related("event").first()
        if found is None:
            raise wrong("room", _("The event has no room {number}.").format(number=values["room"]))
        return found
    found = EventPerson.objects.filter(event=event, pk=values["person"]).select_related("event").first()
    if found is None:
        raise wrong("person", _("The event knows no person {number}.").format(number=values["person"]))
    return found


def _own_credits(person: EventPerson) -> QuerySet[Credit]:
    found = spoken_credits(person.event).filter(person=person)
    return found.select_related("person", "contribution").order_by("contribution__number")


@transaction.atomic
def _answered(request: Request, credits: QuerySet[Credit], values: dict[str, Any], *, by: User) -> Response:
    """The answer to one of these credits. Raises ValidationError for another one, and ChangedMeanwhile."""
    found = credits.filter(pk=values["credit"]).select_related("person", "contribution__event__access")
    credit = found.first()
    if credit is None:
        raise wrong("credit", _("There is no such talk of a speaker."))
    lock_event(credit.contribution.event)
    credit.refresh_from_db(fields=["asked_at", "answer", "answered_at"])
    check_unchanged(request, confirmation_shown(credit))
    answer_credit(credit, values["answer"], by=by, word=values.get("word", ""))
    return answer_with_etag(confirmation_shown(credit))


def _reach(reach: Any, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "reached": len(reach.reached),
        "unreached": [str(person) for person in reach.unreached],
        "lately": [str(person) for person in reach.lately],
    }
