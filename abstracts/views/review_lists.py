"""Lists of one's own tracks with full texts: to read, to print, as tables and as an archive."""

from collections.abc import Iterator
from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from abstracts.models import Abstract
from abstracts.reviewing.lists import as_text, table_of, taken_home
from abstracts.reviewing.sheet import sheet_of
from abstracts.standing import Standing
from abstracts.views.committee import committee_member, committee_side
from accounts.requests import MemberRequest
from kit.archives import Member, stream_zip
from kit.cells import stream_csv
from kit.files import as_attachment
from kit.keys import key_of
from kit.workbooks import XLSX, xlsx_bytes
from programme.models import Track

A_PAGE = 50


@login_required
@require_safe
def review_list(request: MemberRequest, slug: str) -> HttpResponseBase:
    """The page, or with `format` the file: csv, xlsx, or zip with texts and files."""
    standing = committee_member(request, slug)
    track = key_of(request.GET.get("track", ""))
    found = taken_home(standing, track=track)
    match request.GET.get("format", ""):
        case "":
            return _page(request, standing, track)
        case "csv":
            headings, rows = table_of(standing, found)
            return stream_csv([headings, *rows], name=f"{standing.event.slug}-abstracts.csv")
        case "xlsx":
            headings, rows = table_of(standing, found)
            name = f"{standing.event.slug}-abstracts.xlsx"
            return as_attachment(xlsx_bytes(headings, rows), name=name, content_type=XLSX)
        case "zip":
            return stream_zip(_members(standing, list(found)), name=f"{standing.event.slug}-abstracts.zip")
        case _:
            raise Http404


def _page(request: MemberRequest, standing: Standing, track: int) -> HttpResponse:
    found = taken_home(standing, track=track)
    keys = taken_home(standing).order_by().values("pk")
    context = {
        **committee_side(standing, current="review-list"),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "tracks": Track.objects.filter(abstracts_reviewed__in=keys).distinct(),
        "track": track,
    }
    return render(request, "abstracts/review/list.html", context)


def _members(standing: Standing, abstracts: list[Abstract]) -> Iterator[Member]:
    """A text for each, and its files as the person may have them."""
    for abstract in abstracts:
        yield f"abstract-{abstract.number}.md", as_text(standing, abstract).encode()
        for shown in sheet_of(standing, abstract).files:
            content = shown.file.blind if shown.is_blind else shown.file.content
            name = shown.name if shown.is_blind else f"abstract-{abstract.number}-{shown.name}"
            yield name, partial(content.open, "rb")
