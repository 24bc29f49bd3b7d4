"""Research organisations as one types: of the list that the operator loaded."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from abstracts.models import Organisation

SHORTEST = 3
LONGEST = 100
MOST = 10


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """`?q=`: rows for `<hc-combobox>`, at most ten. The list is public (ror.org), and so is this."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = Organisation.objects.none()
    if len(asked) >= SHORTEST:
        found = Organisation.objects.filter(
            Q(name__icontains=asked) | Q(other_names__icontains=asked)
        ).order_by("name")[:MOST]
    return render(request, "abstracts/submit/_organisations.html", {"found": found})
