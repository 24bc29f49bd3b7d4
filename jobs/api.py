"""One's jobs over REST: how far they are, stopping them, fetching what came of them."""

from typing import Any

from django.http import FileResponse
from django.utils.cache import add_never_cache_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts.models import User
from jobs.downloads import file_of
from jobs.models import Job, JobQuerySet
from jobs.operations import cancel_job
from jobs.permissions import can_read_result
from kit.api import MemberViewSet


class JobSerializer(serializers.ModelSerializer[Job]):
    """`result` and `file` are null until it is done, and again once you may not read them any more."""

    state = serializers.ChoiceField(choices=Job.State.choices, read_only=True)
    progress = serializers.IntegerField(read_only=True, help_text="Percent.")
    note = serializers.CharField(read_only=True, help_text="What is being done at the moment.")
    problem = serializers.CharField(read_only=True, help_text="Why it failed.")
    result = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = (
            "key",
            "kind",
            "title",
            "about_url",
            "state",
            "progress",
            "note",
            "problem",
            "cancel_asked",
            "result",
            "file",
            "created_at",
            "started_at",
            "finished_at",
            "expires_at",
        )
        read_only_fields = fields

    @extend_schema_field({"type": "object", "additionalProperties": {}, "nullable": True})
    def get_result(self, job: Job) -> dict[str, Any] | None:
        return job.result if job.state == Job.State.DONE and self._may_read(job) else None

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_file(self, job: Job) -> str | None:
        if not job.has_file or not self._may_read(job):
            return None
        return reverse("api-job-file", args=[job.key], request=self.context["request"])

    def _may_read(self, job: Job) -> bool:
        return can_read_result(self.context["request"].user, job)


@extend_schema_view(
    list=extend_schema(summary="Long jobs you started, the newest first"),
    retrieve=extend_schema(summary="How far a job is, and what came of it"),
)
class JobViewSet(ListModelMixin, RetrieveModelMixin, MemberViewSet):
    """Work that takes longer than an answer may take. Ask again every few seconds until it has finished."""

    serializer_class = JobSerializer
    queryset = Job.objects.none()
    filter_backends = ()
    lookup_field = "key"
    lookup_url_kwarg = "pk"
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> JobQuerySet:
        if self.action == "list":
            if not isinstance(self.caller, User):
                raise NotAuthenticated
            return Job.objects.of(self.caller)
        return Job.objects.visible_to(self.caller)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A program that asks for the kind of file it expects gets it as well."""
        return super().perform_content_negotiation(request, force=force or self.action == "file")

    @extend_schema(summary="Stop a job", request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """At once while it waits; one that runs stops soon after."""
        job, member = self.get_object(), self.caller
        if not isinstance(member, User):
            raise NotAuthenticated
        cancel_job(job, by=member)
        return Response(self.get_serializer(job).data)

    @extend_schema(
        summary="The file a job made",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True)
    def file(self, request: Request, pk: str) -> FileResponse:
        """404 where there is none, when it has expired, and when you may not read it any more."""
        response = file_of(self.get_object(), user=self.caller)
        add_never_cache_headers(response)
        return response
