"""Submissions to take home: as tables, JSON, files; and BibTeX of the accepted ones for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from abstracts.desk.asked import Asked, Stage
from abstracts.desk.frame import frame_of
from abstracts.desk.rows import find
from abstracts.exporting.bibtex import accepted_bibtex
from abstracts.exporting.files import FORMATS, export_file
from abstracts.exporting.reading import Export
from abstracts.frame import visit
from abstracts.public.accepted import asked_of
from abstracts.standing import Standing, standing_of
from abstracts.views.committee import committee_side
from abstracts.views.fetch import chair_side
from accounts.requests import MemberRequest
from events.models import Event
from kit.files import as_attachment


@login_required
@require_safe
@never_cache
def abstract_export(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The page; with `?format=` the file. The rest of the address filters as the desk does; without, all are meant."""
    event = Event.objects.alive().select_related("access", "category", "logbook").filter(pk=pk).first()
    standing = standing_of(request.user, event) if event else None
    if event is None or standing is None or not standing.is_in_committee:
        raise Http404
    export = Export(standing, wanted=_wanted(request, standing))
    if (form := request.GET.get("format", "")) in FORMATS:
        return export_file(export, form)
    others = request.GET.copy()
    others.pop("format", None)
    context = {
        **_side(request, standing),
        "formats": FORMATS.items(),
        "amount": export.abstracts.count(),
        "filters": others.urlencode(),
        "is_manager": standing.is_manager,
    }
    return render(request, "abstracts/book/export.html", context)


def _side(request: MemberRequest, standing: Standing) -> dict[str, Any]:
    """Organisers have the pages of the event beside it, other members of the committee their own."""
    if standing.is_manager:
        return chair_side(request, standing.event, current="abstract-export")
    return committee_side(standing, current="abstract-export")


def _wanted(request: HttpRequest, standing: Standing) -> list[int] | None:
    """Ids of what the desk would show for this address; None without any filter."""
    if not set(request.GET) - {"format"}:
        return None
    asked = Asked.of(request.GET, stage=Stage.ALL)
    return [row.pk for row in find(standing, asked, frame_of(standing)).rows]


@require_safe
def accepted_bib(request: HttpRequest, slug: str) -> HttpResponse:
    """The accepted abstracts the visitor may see, as BibTeX; `q`, `track` and `type` narrow them as in the list."""
    here = visit(request, slug)
    if not here.sees_event:
        raise Http404
    content = accepted_bibtex(here.event, here.keyring, asked_of(request.GET))
    name = _("%(event)s-accepted.bib") % {"event": here.event.slug}
    response = as_attachment(content.encode(), name=name, content_type="application/x-bibtex; charset=utf-8")
    response["Cache-Control"] = "private, no-cache" if request.user.is_authenticated else "public, no-cache"
    return response
