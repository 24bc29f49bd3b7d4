"""The book of abstracts over REST."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_202_ACCEPTED

from abstracts.api.base import AbstractsViewSet
from abstracts.api.book_fields import BookGiven, BookSerializer, MakeGiven
from abstracts.book.jobs import BOOK
from abstracts.duties import ABSTRACTS
from abstracts.models import Book
from abstracts.operations.book import book_of, edit_book
from access.filters import granted_to
from events.models import Event
from jobs.api import JobSerializer
from jobs.operations import start_job
from rooms.api.query import checked
from rooms.api.refusing import member


class BookViewSet(AbstractsViewSet):
    """For those who run the abstracts of the event; `id` is the number of the event."""

    serializer_class = BookSerializer
    queryset = Book.objects.none()

    @extend_schema(summary="How the book of an event is made", responses=BookSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.get_serializer(book_of(self._event(request))).data)

    @extend_schema(summary="Change how the book is made", request=BookGiven, responses=BookSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        event = self._event(request)
        values = checked(BookGiven(data=request.data))
        return Response(self.get_serializer(edit_book(event, by=member(request), **values)).data)

    @extend_schema(summary="Make the book", request=MakeGiven, responses={202: JobSerializer})
    @action(detail=True, methods=["post"])
    def make(self, request: Request, pk: str) -> Response:
        """A long job whose file is the PDF: ask how far it is at its address."""
        event = self._event(request)
        values = checked(MakeGiven(data=request.data))
        job = start_job(
            BOOK,
            by=member(request),
            arguments={"event": event.pk, "everything": values.get("everything", False)},
            about_url=f"/manage/e/{event.pk}/abstracts/book/",
            unique=True,
        )
        said = JobSerializer(job, context=self.get_serializer_context()).data
        address = reverse("api-job-detail", args=[job.key])
        return Response(said, status=HTTP_202_ACCEPTED, headers={"Location": address})

    def _event(self, request: Request) -> Event:
        """An event whose abstracts the caller runs."""
        events = Event.objects.filter(granted_to(member(request), ABSTRACTS), deleted_at__isnull=True)
        event: Event = get_object_or_404(events.select_related("access", "logbook"), pk=self.kwargs["pk"])
        return event
