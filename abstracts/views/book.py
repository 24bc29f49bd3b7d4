"""The book of abstracts: how it is made, making it, one of one's own; and the download for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from abstracts.book.jobs import BOOK
from abstracts.book.public import changed_since, is_for_everybody, public_book
from abstracts.forms.book import BookForm, OwnBookForm
from abstracts.frame import visit
from abstracts.operations.book import book_of, edit_book, put_own_book, remove_own_book
from abstracts.standing import manages_abstracts
from abstracts.views.fetch import chair_side, chaired_event
from accounts.requests import MemberRequest
from events.models import Event
from jobs.operations import start_job
from kit.files import sent_to_save
from kit.htmx import go_to
from kit.pdf import PDF
from kit.refusals import Refused
from kit.toasts import say


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def abstract_book(request: MemberRequest, pk: int) -> HttpResponse:
    """The settings, and what there is. POST `act`: save, make, make_all, own, remove_own."""
    event = chaired_event(request, pk)
    act = request.POST.get("act", "")
    book = book_of(event)
    form = BookForm(request.POST if act == "save" else None, instance=book)
    own = OwnBookForm(request.POST if act == "own" else None, request.FILES if act == "own" else None)
    refused = ""
    if request.method == "POST":
        try:
            if (answer := _done(request, event, act, form, own)) is not None:
                return answer
        except Refused as refusal:
            refused = str(refusal)
    book = book_of(event)
    context = {
        **chair_side(request, event, current="abstract-book"),
        "form": form,
        "own": own,
        "book": book,
        "refused": refused,
        "is_stale": changed_since(book),
        "is_there": public_book(event, for_chairs=True) is not None,
        "is_held_back": bool(book.made_file) and not is_for_everybody(book),
    }
    status = 422 if refused or form.errors or own.errors else 200
    return render(request, "abstracts/book/book.html", context, status=status)


def _done(
    request: MemberRequest, event: Event, act: str, form: BookForm, own: OwnBookForm
) -> HttpResponse | None:
    """The answer to what was asked for; None where a form has problems."""
    here = reverse("abstract-book", args=[event.pk])
    if act in ("make", "make_all"):
        return go_to(request, reverse("job", args=[_start(request, event, everything=act == "make_all").key]))
    if act == "save" and form.is_valid():
        edit_book(event, by=request.user, **form.cleaned_data)
        say(request, _("Saved the book"))
        return go_to(request, here)
    if act == "own" and own.is_valid():
        chosen: Any = own.cleaned_data["file"]
        put_own_book(event, chosen.read(), name=chosen.name or "book.pdf", by=request.user)
        say(request, _("Your PDF is the book now"))
        return go_to(request, here)
    if act == "remove_own":
        remove_own_book(event, by=request.user)
        return go_to(request, here)
    return None


def _start(request: MemberRequest, event: Event, *, everything: bool) -> Any:
    arguments = {"event": event.pk, "everything": everything}
    about = reverse("abstract-book", args=[event.pk])
    return start_job(BOOK, by=request.user, arguments=arguments, about_url=about, unique=True)


@require_safe
def book_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The book, for all who see the event, and for its chairs before it is public; 404 where there is none for them."""
    here = visit(request, slug)
    is_chair = manages_abstracts(request.user, here.event)
    found = public_book(here.event, for_chairs=is_chair) if here.sees_event else None
    if found is None:
        raise Http404
    etag = quote_etag(found.tag)
    unchanged = get_conditional_response(request, etag=etag)
    if isinstance(unchanged, HttpResponseNotModified):
        return unchanged
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:  # a folder that was restored without its files
        raise Http404 from error
    response = sent_to_save(content, name=found.name, content_type=PDF)
    response["ETag"] = etag
    is_for_all = here.event.access.is_open and not is_chair
    response["Cache-Control"] = "public, no-cache" if is_for_all else "private, no-cache"
    return response
