"""Letters over REST: those that were sent, and those a release would send."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from abstracts.api.base import AbstractsViewSet, chair
from abstracts.api.letter_fields import (
    AnewGiven,
    CountSerializer,
    LetterSerializer,
    OfEventQuery,
    PreviewSerializer,
    SentQuery,
)
from abstracts.duties import ABSTRACTS
from abstracts.letters.doors import held_back_for, letters_open_to, written_about_for
from abstracts.letters.mails import MAIL_STATES
from abstracts.letters.preview import preview_of
from abstracts.models import Letter
from abstracts.operations.letters import send_again, write_anew
from abstracts.standing import Standing, standing_of
from access.filters import granted_to
from events.api import event_named
from rooms.api.query import checked
from rooms.api.refusing import member


class LetterViewSet(AbstractsViewSet):
    """For those who run the abstracts of the event; letters about what they wrote themselves are kept from them."""

    serializer_class = LetterSerializer
    queryset = Letter.objects.none()

    def get_queryset(self) -> "QuerySet[Letter]":
        mine = granted_to(self.caller, ABSTRACTS, "abstract__event__access")
        return Letter.objects.filter(mine, abstract__event__deleted_at__isnull=True)

    @extend_schema(summary="The letters that were sent, the latest first", parameters=[SentQuery])
    def list(self, request: Request) -> Response:
        member(request)
        values = SentQuery.of(request)
        letters = letters_open_to(self._standing(request, values["event"]))
        if "mail" in values:
            letters = letters.filter(MAIL_STATES[values["mail"]])
        if "abstract" in values:
            letters = letters.filter(abstract__number=values["abstract"])
        if "rule" in values:
            letters = letters.filter(rule=values["rule"])
        page = self.paginate_queryset(letters.select_related("abstract", "notice"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(summary="One letter")
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.get_serializer(self._letter(request)).data)

    @extend_schema(summary="Send a letter once more", request=None, responses=LetterSerializer)
    @action(detail=True, methods=["post"])
    def again(self, request: Request, pk: str) -> Response:
        """As it was, to the same address. Answers with the new letter."""
        letter = send_again(self._letter(request), by=member(request))
        return Response(self.get_serializer(letter).data)

    @extend_schema(summary="Send what the rules say now", request=AnewGiven, responses=CountSerializer)
    @action(detail=False, methods=["post"], pagination_class=None)
    def anew(self, request: Request) -> Response:
        """The letters about one abstract, after an address or a rule was mended. Answers how many."""
        by = member(request)
        values = checked(AnewGiven(data=request.data))
        about = written_about_for(self._standing(request, values["event"]))
        abstract = get_object_or_404(about, number=values["abstract"])
        return Response({"count": write_anew(abstract, by=by)})

    @extend_schema(
        summary="Count the letters of the next release",
        parameters=[OfEventQuery],
        responses=PreviewSerializer,
    )
    @action(detail=False, pagination_class=None)
    def preview(self, request: Request) -> Response:
        """Of all decisions that are made and not released. Nothing is sent."""
        member(request)
        standing = self._standing(request, OfEventQuery.of(request)["event"])
        preview = preview_of(standing.event.pk, held_back_for(standing).values_list("pk", flat=True))
        told = {
            "abstracts": len(preview.abstracts),
            "letters": len(preview.letters),
            "addresses": preview.addresses,
            "by_rule": [
                {"rule": rule.pk, "name": rule.name, "letters": count} for rule, count in preview.by_rule
            ],
            "by_state": [
                {"state": state, "abstracts": abstracts, "letters": letters}
                for state, abstracts, letters in preview.by_state
            ],
            "without_letter": [abstract.number for abstract in preview.silent],
        }
        return Response(PreviewSerializer(told).data)

    def _standing(self, request: Request, name: str) -> Standing:
        """The person's place at the event, whose abstracts they run."""
        event = event_named(name, self)
        return standing_of(chair(request, event), event)

    def _letter(self, request: Request) -> Letter:
        by = member(request)
        about: Letter = get_object_or_404(
            self.get_queryset().select_related("abstract__event"), pk=self.kwargs["pk"]
        )
        letters = letters_open_to(standing_of(by, about.abstract.event))
        return get_object_or_404(letters.select_related("abstract", "rule", "notice"), pk=about.pk)
