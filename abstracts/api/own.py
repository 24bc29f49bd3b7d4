"""Abstracts of one's own over REST: write, submit, change, withdraw, and their files."""

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import rest_framework as filters  # type: ignore[import-untyped]
from django_filters.rest_framework import DjangoFilterBackend  # type: ignore[import-untyped]
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.base import AbstractsViewSet
from abstracts.api.order_given import NumbersInOrderGiven
from abstracts.api.own_fields import (
    FileSerializer,
    NewSubmissionGiven,
    SubmissionGiven,
    SubmissionSerializer,
    SubmitGiven,
    UploadGiven,
    file_shown,
    shown,
)
from abstracts.api.own_given import written_from
from abstracts.closing import too_late
from abstracts.hands import Hand
from abstracts.models import Abstract, AbstractFile, AbstractQuerySet, Call
from abstracts.operations.files import add_file, order_files, remove_file
from abstracts.operations.handing_in import begin_draft, change, hand_in
from abstracts.operations.submitting import save_draft, written_of
from abstracts.operations.turns import lock_abstract
from abstracts.operations.withdrawing import discard_draft, withdraw
from abstracts.permissions import can_submit_to
from abstracts.refusals import CallIsClosed
from abstracts.written import Written
from accounts.api_once import KEY, once
from accounts.models import User
from kit.files import sent_to_save
from kit.keys import is_key
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from rooms.api.query import checked, wrong
from rooms.api.refusing import member


class SubmissionFilter(filters.FilterSet):
    event = filters.CharFilter(
        method="of_event", max_length=80, label=gettext_lazy("number or address of the event")
    )

    class Meta:
        model = Abstract
        fields: list[str] = []

    def of_event(self, abstracts: AbstractQuerySet, name: str, value: str) -> AbstractQuerySet:
        named = Q(event__slug=value.lower())
        return abstracts.filter(named | Q(event=int(value)) if is_key(value) else named)


class SubmissionViewSet(AbstractsViewSet):
    """What you submitted or are named at; a draft only if you write it."""

    serializer_class = SubmissionSerializer
    queryset = Abstract.objects.none()
    filter_backends = (DjangoFilterBackend,)
    filterset_class = SubmissionFilter
    parser_classes = (JSONParser,)

    def get_queryset(self) -> AbstractQuerySet:
        if not isinstance(self.request.user, User):
            return Abstract.objects.none()
        return with_all(Abstract.objects.of_person(self.request.user)).order_by("pk")

    @extend_schema(summary="Your abstracts", responses=SubmissionSerializer(many=True))
    def list(self, request: Request) -> Response:
        by = member(request)
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([shown(Hand(one, by), in_list=True) for one in page or ()])

    @extend_schema(summary="One of your abstracts")
    def retrieve(self, request: Request, pk: int) -> Response:
        return _answered(self._hand(request))

    @extend_schema(
        summary="Begin an abstract",
        parameters=[KEY],
        request=NewSubmissionGiven,
        responses={201: SubmissionSerializer},
    )
    @once
    @transaction.atomic
    def create(self, request: Request) -> Response:
        """A draft, which only you see. It may be incomplete; `submit` says what is missing."""
        by = member(request)
        values = checked(NewSubmissionGiven(data=request.data))
        calls = Call.objects.visible_to(by).select_related("event", "reviewing")
        call = calls.filter(pk=values.pop("call")).first()
        if call is None:
            raise wrong("call", _("There is no such call."))
        if not can_submit_to(by, call):
            raise CallIsClosed(too_late(call))
        draft = begin_draft(call, written_from(values, Written(), call=call), by=by)
        hand = Hand(with_all(Abstract.objects.all()).get(pk=draft.pk), by)
        return _answered(hand, status=HTTP_201_CREATED)

    @extend_schema(summary="Change an abstract", parameters=[IF_SAME], request=SubmissionGiven)
    @transaction.atomic
    def partial_update(self, request: Request, pk: int) -> Response:
        """Drafts at any time; what was submitted until the deadline, or while a revision is asked for."""
        hand = self._to_write(request)
        values = checked(SubmissionGiven(data=request.data))
        lock_abstract(hand.abstract)
        check_unchanged(request, shown(self._hand(request)))
        written = written_from(values, written_of(hand.abstract), call=hand.abstract.call)
        if hand.is_unsent:
            save_draft(hand.abstract, written)
        else:
            change(hand.abstract, written, by=hand.by)
        return _answered(self._hand(request))

    @extend_schema(summary="Throw a draft away", responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        hand = self._to_write(request)
        discard_draft(hand.abstract)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Submit an abstract", parameters=[IF_SAME], request=SubmitGiven)
    @action(detail=True, methods=["post"])
    @transaction.atomic
    def submit(self, request: Request, pk: int) -> Response:
        """409 with a sentence about everything that is missing, or when the call takes it no more."""
        hand = self._to_write(request)
        values = checked(SubmitGiven(data=request.data))
        lock_abstract(hand.abstract)
        check_unchanged(request, shown(self._hand(request)))
        hand_in(hand.abstract, by=hand.by, consents=values["consents"])
        return _answered(self._hand(request))

    @extend_schema(summary="Withdraw an abstract", request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        hand = self._hand(request)
        if not hand.may_withdraw:
            raise PermissionDenied(_("Only its submitter withdraws it, and only before the decision."))
        withdraw(hand.abstract, by=hand.by)
        return _answered(self._hand(request))

    @extend_schema(
        summary="Add a file to an abstract",
        request={"multipart/form-data": UploadGiven},
        responses={201: FileSerializer},
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    def files(self, request: Request, pk: int) -> Response:
        """In the field `file`. Its type must be what its extension says."""
        hand = self._to_write(request)
        values = checked(UploadGiven(data=request.data))
        file = add_file(hand.abstract, values["file"], by=hand.by)
        return Response(file_shown(file), status=HTTP_201_CREATED)

    @extend_schema(summary="Put the files of an abstract in order", request=NumbersInOrderGiven)
    @action(detail=True, methods=["put"], url_path="files/order", url_name="files-order")
    def order(self, request: Request, pk: int) -> Response:
        hand = self._to_write(request)
        order_files(hand.abstract, checked(NumbersInOrderGiven(data=request.data))["order"], by=hand.by)
        return _answered(self._hand(request))

    def _hand(self, request: Request) -> Hand:
        by = member(request)
        return Hand(get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"]), by)

    def _to_write(self, request: Request) -> Hand:
        hand = self._hand(request)
        if not hand.writes:
            raise PermissionDenied(_("Only those whom the call names change this abstract."))
        return hand


class AbstractFileViewSet(AbstractsViewSet):
    """Files of your own abstracts."""

    serializer_class = FileSerializer
    queryset = AbstractFile.objects.none()

    @extend_schema(
        summary="A file of your abstract",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "As uploaded.")},
    )
    def retrieve(self, request: Request, pk: int) -> HttpResponseBase:
        file, _hand = self._file(request)
        return sent_to_save(file.content.open("rb"), name=file.name, content_type=file.media_type)

    @extend_schema(summary="Remove a file of your abstract", responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        file, hand = self._file(request)
        if not hand.writes:
            raise PermissionDenied(_("Only those whom the call names change this abstract."))
        remove_file(file, by=hand.by)
        return Response(status=HTTP_204_NO_CONTENT)

    def _file(self, request: Request) -> tuple[AbstractFile, Hand]:
        by = member(request)
        own = Abstract.objects.of_person(by)
        file = AbstractFile.objects.filter(pk=self.kwargs["pk"], abstract__in=own.values("pk")).first()
        if file is None:
            raise Http404
        return file, Hand(with_all(own).get(pk=file.abstract_id), by)


def with_all(abstracts: AbstractQuerySet) -> AbstractQuerySet:
    """With everything that is shown: the same number of queries however many rows."""
    whole = abstracts.select_related("event__access", "call__reviewing", "type", "submitter", "logbook")
    return whole.prefetch_related(
        "authors__affiliations", "files", "submitted_for", "call__fields", "reviews"
    )


def _answered(hand: Hand, *, status: int = 200) -> Response:
    return answer_with_etag(shown(hand), status=status)
