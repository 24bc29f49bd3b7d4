"""The programme on paper over REST: what everybody who sees the event gets from its pages, as PDF and at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_503_SERVICE_UNAVAILABLE

from access.filters import keyring_of
from events.api import ID_OR_ADDRESS
from events.models import Event
from kit.files import as_attachment
from kit.pdf import PDF, PdfUnavailable
from kit.refusals import Refused
from programme.models import Session
from rooms.api.query import KeyField, Query, wrong
from timetable.api.base import OfAnEvent
from timetable.days import days_of
from timetable.models import Slot
from timetable.printing.book import programme_pdf
from timetable.printing.grids import grid_pdf
from timetable.printing.keeping import BeingMade, is_small, kept_or_made
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout
from timetable.printing.sheets import PAPERS
from timetable.printing.speaker_list import speakers_pdf

RETRY_AFTER = 30
OF_ONE_SESSION = PrintOptions(cover=False, contents=False, speakers=False)


class TooLong(Refused):
    """It takes longer than anybody waits for an answer."""


class PaperQuery(Query):
    kind = serializers.ChoiceField(choices=["programme", "grid", "session", "speakers"])
    day = serializers.DateField(required=False, help_text="grid: a day of the programme.")
    paper = serializers.ChoiceField(choices=list(PAPERS), required=False, help_text="grid: A4 without.")
    session = KeyField(required=False, help_text="session: which one.")


class Papers(OfAnEvent):
    """For whoever sees the event, with what they see of it."""

    @extend_schema(
        summary="The programme, a day, a session or the speakers as PDF",
        parameters=[ID_OR_ADDRESS, PaperQuery],
        responses={
            (200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, "To save."),
            409: OpenApiResponse(OpenApiTypes.OBJECT, "It is too long; `programme/` makes it as a job."),
            503: OpenApiResponse(OpenApiTypes.OBJECT, "One is being made; ask again after `Retry-After`."),
        },
    )
    @action(detail=True, pagination_class=None)
    def pdf(self, request: Request, pk: str) -> HttpResponseBase:
        """As it is published, with the usual options."""
        event = self.get_object()
        name, make = self._paper(event, PaperQuery.of(request))
        try:
            content = kept_or_made(request._request, event.slug, name, make)
        except (BeingMade, PdfUnavailable) as refusal:
            headers = {"Retry-After": str(RETRY_AFTER)}
            return Response({"detail": str(refusal)}, HTTP_503_SERVICE_UNAVAILABLE, headers=headers)
        return as_attachment(content, name=f"{event.slug}-{name}.pdf", content_type=PDF)

    def _paper(self, event: Event, values: dict[str, Any]) -> tuple[str, Callable[[], bytes]]:
        """Its name, and what makes it. Raises ValidationError, and TooLong."""
        printout = Printout(event, keyring_of(self.caller), now=timezone.now())
        _check_parameters(values)
        if values["kind"] == "speakers":
            return "speakers", lambda: speakers_pdf(printout)
        if values["kind"] == "grid":
            day, paper = self._day(event, values["day"]), values.get("paper", "A4")
            return f"{day.isoformat()}-{paper}", lambda: grid_pdf(printout, paper=paper, day=day)
        session = _session(printout, values["session"]) if values["kind"] == "session" else None
        if not is_small(printout, session=session):
            raise TooLong(_("This is too long to be made at once. Print the programme as a job."))
        if session is None:
            return "programme", lambda: programme_pdf(printout, PrintOptions())
        key, number = session.pk, session.number
        return f"session-{number}", lambda: programme_pdf(printout, OF_ONE_SESSION, session=key)

    def _day(self, event: Event, day: date) -> date:
        shown = Slot.shown.visible_to(keyring_of(self.caller)).filter(event=event).top_level()
        if day not in days_of(shown.order_by().values_list("starts_at", flat=True).distinct(), event):
            raise wrong("day", _("Nothing is planned on that day."))
        return day


NEEDS = {"grid": "day", "session": "session"}
TAKEN = {"grid": {"day", "paper"}, "session": {"session"}}


def _check_parameters(values: dict[str, Any]) -> None:
    """Raise ValidationError for what the paper needs and does not get, and for what makes no sense with it."""
    kind = values["kind"]
    if kind in NEEDS and NEEDS[kind] not in values:
        raise wrong(NEEDS[kind], _("“{paper}” needs this.").format(paper=kind))
    if stray := sorted(values.keys() - {"kind"} - TAKEN.get(kind, set())):
        raise wrong(stray[0], _("“{paper}” does not take this.").format(paper=kind))


def _session(printout: Printout, key: int) -> Session:
    session: Session | None = printout.sessions.filter(pk=key).first()
    if session is None:
        raise Http404
    return session
