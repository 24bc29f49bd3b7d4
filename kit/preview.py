"""How a text will look: the same rendering as on the final page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST


@login_required
@require_POST
def preview_markdown(request: HttpRequest) -> HttpResponse:
    """The Markdown in `text` as HTML, for the field's preview."""
    return render(request, "kit/_preview.html", {"text": request.POST.get("text", "")})
