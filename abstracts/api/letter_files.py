"""Files that go with the letters of a rule, over REST: add, fetch, remove."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.base import AbstractsViewSet
from abstracts.api.letter_fields import RuleFileSerializer
from abstracts.api.own_fields import UploadGiven
from abstracts.duties import ABSTRACTS
from abstracts.models import LetterFile, LetterRule
from abstracts.operations.letter_files import MOST_BYTES, add_letter_file, remove_letter_file
from access.filters import granted_to
from accounts.models import User
from kit.files import sent_to_save
from rooms.api.query import checked
from rooms.api.refusing import member


def rules_run_by(user: User | AnonymousUser) -> "QuerySet[LetterRule]":
    """Those of events whose abstracts the person runs."""
    mine = granted_to(user, ABSTRACTS, "event__access")
    return LetterRule.objects.filter(mine, event__deleted_at__isnull=True)


class LetterFiles(AbstractsViewSet):
    """What a rule has files for."""

    @extend_schema(
        summary="Add a file to the letters of a rule",
        request={"multipart/form-data": UploadGiven},
        responses={201: RuleFileSerializer},
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    def files(self, request: Request, pk: str) -> Response:
        """In the field `file`: at most 5, and 5 MB together. Its type must be what its extension says."""
        by, rule = member(request), self.get_object()
        upload = checked(UploadGiven(data=request.data))["file"]
        content = upload.read(MOST_BYTES + 1)
        file = add_letter_file(rule, name=upload.name, content=content, by=by)
        return Response(RuleFileSerializer(file).data, status=HTTP_201_CREATED)


class LetterFileViewSet(AbstractsViewSet):
    """Files that go with letters, for those who run the abstracts of the event."""

    serializer_class = RuleFileSerializer
    queryset = LetterFile.objects.none()

    def get_queryset(self) -> "QuerySet[LetterFile]":
        found = LetterFile.objects.filter(rule__in=rules_run_by(self.caller).values("pk"))
        return found.select_related("rule__event__logbook")

    @extend_schema(
        summary="A file that goes with letters",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "As uploaded.")},
    )
    def retrieve(self, request: Request, pk: str) -> HttpResponseBase:
        member(request)
        file: LetterFile = self.get_object()
        return sent_to_save(file.content.open("rb"), name=file.name, content_type=file.media_type)

    @extend_schema(summary="Remove a file from the letters of a rule", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Letters that are on their way have it still."""
        by = member(request)
        file: LetterFile = self.get_object()
        remove_letter_file(file, by=by)
        return Response(status=HTTP_204_NO_CONTENT)
