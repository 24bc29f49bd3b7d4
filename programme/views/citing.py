"""Talks for the lists of references of others."""

from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kit.files import as_attachment
from programme.citation import citation_of
from programme.models import Contribution


@require_safe
def contribution_bibtex(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One talk that the reader sees, as an entry of BibTeX."""
    talks = Contribution.objects.visible_to(request.user).with_people().select_related("event")
    found = talks.alias(lower_slug=Lower("event__slug")).filter(lower_slug=slug.lower())
    citation = citation_of(get_object_or_404(found, number=number))
    name = f"{citation.event.slug}-{number}.bib"
    return as_attachment(
        citation.bibtex.encode(), name=name, content_type="application/x-bibtex; charset=utf-8"
    )
