"""Talks for the lists of references of others."""

from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from access.filters import keyring_of
from kit.files import as_attachment
from kit.moments import local
from programme.citation import citation_of
from programme.held import held_at
from programme.models import Contribution


@require_safe
def contribution_bibtex(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One talk that the reader sees, as an entry of BibTeX."""
    talks = Contribution.objects.visible_to(request.user).with_people().select_related("event")
    found = talks.alias(lower_slug=Lower("event__slug")).filter(lower_slug=slug.lower())
    talk = get_object_or_404(found, number=number)
    held = held_at(talk.event, keyring_of(request.user)).get(talk.pk)
    citation = citation_of(talk, on=local(held.starts_at, talk.event.zone).date() if held else None)
    name = f"{citation.event.slug}-{number}.bib"
    return as_attachment(
        citation.bibtex.encode(), name=name, content_type="application/x-bibtex; charset=utf-8"
    )
