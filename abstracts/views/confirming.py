"""An author says whether they are one, by the link in the mail. Opening it does nothing: a button does."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from abstracts.links import author_of
from abstracts.models import Abstract, Author, State
from abstracts.operations.confirming import answer
from kit.htmx import go_to


@require_http_methods(["GET", "POST"])
def author_confirm(request: HttpRequest, slug: str, number: int, token: str) -> HttpResponse:
    """The title, who submitted it, and two buttons. Nothing else of the abstract is told."""
    abstracts = Abstract.objects.filter(event__slug__iexact=slug, event__deleted_at__isnull=True)
    abstract = abstracts.sent().filter(number=number).select_related("event", "call").first()
    author = author_of(abstract, token) if abstract is not None else None
    if abstract is None or author is None or abstract.state == State.WITHDRAWN:
        return render(request, "abstracts/submit/dead_link.html", status=HTTPStatus.NOT_FOUND)
    said = request.POST.get("answer", "")
    if request.method == "POST" and said in Author.Answer.values:
        answer(author, Author.Answer(said))
        return go_to(request, request.path)
    context = {"abstract": abstract, "author": author, "event": abstract.event}
    return render(request, "abstracts/submit/confirm.html", context)
