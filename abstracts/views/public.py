"""Public lists of what was accepted, and the files that come with it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from abstracts.book.public import public_book
from abstracts.exporting.bibtex import was_accepted
from abstracts.frame import show, visit
from abstracts.public.accepted import asked_of, overview, sections
from abstracts.public.addresses import list_stamp
from abstracts.public.author_index import index_of
from abstracts.public.published import published_files
from kit.files import sent_to_save
from kit.htmx import page_or_part
from kit.swift import swift
from programme.models import Contribution

CONTRIBUTIONS_A_PAGE = 100


@swift(list_stamp, parameters=("by", "track", "type", "page"))
@require_safe
def accepted(request: HttpRequest, slug: str) -> HttpResponse:
    """The contributions that the reader sees, under their tracks or types."""
    here = visit(request, slug)
    asked = asked_of(request.GET)
    talks = Contribution.objects.visible_to(here.keyring).filter(event=here.event)
    found = overview(here.event, talks, asked)
    page = Paginator(found.lines, CONTRIBUTIONS_A_PAGE).get_page(request.GET.get("page"))
    groups = found.tracks if asked.by == "track" else found.types
    context: dict[str, Any] = {
        "asked": asked,
        "page": page,
        "sections": sections(list(page.object_list), asked, groups),
        "tracks": found.tracks,
        "types": found.types,
        "groups": groups,
        "has_book": public_book(here.event) is not None,
        "has_bibtex": was_accepted(asked.of(talks)).exists(),
    }
    template = page_or_part(request, "abstracts/public/accepted.html", part="accepted")
    return show(request, here, "accepted", template, **context)


@swift(list_stamp, parameters=("page",))
@require_safe
def author_index(request: HttpRequest, slug: str) -> HttpResponse:
    """Who wrote what, from A to Z."""
    here = visit(request, slug)
    talks = Contribution.objects.visible_to(here.keyring).filter(event=here.event)
    words = asked_of(request.GET).words
    index = index_of(here.event, talks, words=words, page=request.GET.get("page"))
    template = page_or_part(request, "abstracts/public/authors.html", part="authors")
    return show(request, here, "accepted", template, index=index, page=index.page, words=words)


@require_safe
def contribution_file(request: HttpRequest, slug: str, number: int, file: int) -> HttpResponseBase:
    """A file of an accepted abstract, where its call shows them, for whoever sees the contribution."""
    seen = Contribution.objects.visible_to(request.user).alias(lower_slug=Lower("event__slug"))
    talk = get_object_or_404(seen, lower_slug=slug.lower(), number=number)
    found = get_object_or_404(published_files(talk), pk=file)
    return sent_to_save(found.content.open("rb"), name=found.name, content_type=found.media_type)
