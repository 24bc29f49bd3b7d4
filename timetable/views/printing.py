"""The programme on paper, for everybody: what there is to print, and the files."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from jobs.models import Job
from jobs.operations import start_job
from kit.files import as_attachment
from kit.htmx import go_to
from kit.pdf import PDF, PdfUnavailable
from kit.refusals import Refused
from kit.swift import swift
from timetable.days import day_named, days_of
from timetable.frame import Visit, show, visit
from timetable.printing.book import programme_pdf
from timetable.printing.grids import grid_pdf
from timetable.printing.jobs import PROGRAMME
from timetable.printing.keeping import BeingMade, is_small, kept_or_made
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout
from timetable.printing.sheets import PAPERS
from timetable.printing.speaker_list import speakers_of, speakers_pdf
from timetable.reading import beginnings
from timetable.stamps import event_stamp

OF_ONE_SESSION = PrintOptions(cover=False, contents=False, speakers=False)


@swift(event_stamp)
@require_http_methods(["GET", "HEAD", "POST"])
def event_print(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is to print. POST, signed in: the whole programme as a job, where it takes long."""
    here = _whole_event(request, slug)
    refused = ""
    if request.method == "POST":
        if not isinstance(request.user, User):
            raise Http404
        try:
            return go_to(request, reverse("job", args=[_start(request.user, here).key]))
        except Refused as refusal:
            refused = str(refusal)
    context = {
        "days": days_of(beginnings(here), here.event),
        "papers": PAPERS,
        "is_small": is_small(_printout(here)),
        "refused": refused,
    }
    response = show(request, here, "timetable", "timetable/print.html", **context)
    response.status_code = 409 if refused else 200
    return response


@require_safe
def programme_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme with the usual options; where it is long, the way to ask for it."""
    here = _whole_event(request, slug)
    printout = _printout(here)
    if not is_small(printout):
        return go_to(request, reverse("event-print", args=[here.event.slug]))
    return _file(request, here, "programme", lambda: programme_pdf(printout, PrintOptions()))


@require_safe
def grid_file(request: HttpRequest, slug: str) -> HttpResponse:
    """One day with its rooms as columns; `?day=`, `?paper=`."""
    here = _whole_event(request, slug)
    days = days_of(beginnings(here), here.event)
    day, paper = day_named(request.GET.get("day", "")), request.GET.get("paper", "A4")
    if day not in days or paper not in PAPERS:
        raise Http404
    name = f"{day.isoformat()}-{paper}"
    return _file(request, here, name, lambda: grid_pdf(_printout(here), paper=paper, day=day))


@require_safe
def session_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The blocks of one session, with their talks; where these are many, the way to ask for the whole programme."""
    here = _whole_event(request, slug)
    printout = _printout(here)
    session = get_object_or_404(printout.sessions, number=number)
    if not is_small(printout, session=session):
        return go_to(request, reverse("event-print", args=[here.event.slug]))
    name = f"session-{session.number}"
    return _file(request, here, name, lambda: programme_pdf(printout, OF_ONE_SESSION, session=session.pk))


@swift(event_stamp)
@require_safe
def speaker_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who speaks, with their talks."""
    here = _whole_event(request, slug)
    context = {"speakers": speakers_of(_printout(here)), "zone": here.event.zone}
    return show(request, here, "people", "timetable/speaker_list.html", **context)


@require_safe
def speakers_file(request: HttpRequest, slug: str) -> HttpResponse:
    here = _whole_event(request, slug)
    return _file(request, here, "speakers", lambda: speakers_pdf(_printout(here)))


def _whole_event(request: HttpRequest, slug: str) -> Visit:
    here = visit(request, slug)
    if not here.sees_event:
        raise Http404
    return here


def _printout(here: Visit) -> Printout:
    return Printout(here.event, here.keyring, now=here.now)


def _start(user: User, here: Visit) -> Job:
    arguments = {"event": here.event.pk, "options": PrintOptions().as_json(), "draft": False}
    about = reverse("event-print", args=[here.event.slug])
    return start_job(PROGRAMME, by=user, arguments=arguments, about_url=about, unique=True)


def _file(request: HttpRequest, here: Visit, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """The file to save, or the page that says why not now."""
    try:
        content = kept_or_made(request, here.event.slug, name, make)
    except (BeingMade, PdfUnavailable) as refusal:
        response = show(request, here, "timetable", "timetable/print_later.html", refused=str(refusal))
        response.status_code = 503
        response["Retry-After"] = "30"
        return response
    return as_attachment(content, name=f"{here.event.slug}-{name}.pdf", content_type=PDF)
