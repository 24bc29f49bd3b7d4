"""Drafts kept while somebody types, and the preview of their text; the scripts of the form ask for both."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abstracts.closing import too_late
from abstracts.completeness import count_characters, count_words
from abstracts.forms.sheet import SubmissionSheet
from abstracts.frame import visit
from abstracts.hands import Hand, writer_at
from abstracts.models import Abstract
from abstracts.operations.handing_in import begin_draft, seal_of
from abstracts.operations.submitting import save_draft, written_of
from abstracts.operations.unsaved import drop_unsaved
from abstracts.permissions import can_begin
from abstracts.refusals import ChangedMeanwhile
from abstracts.views.typed import keep_typed, revision_of, sheet_of
from abstracts.written import in_one_line
from accounts.models import User
from kit.htmx import go_to
from kit.refusals import Refused
from kit.words import clock_words


@require_POST
def abstract_autosave(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep a draft as it is typed. 409 with the text as it was saved meanwhile: then both are kept, and one is chosen.

    422 with the sentences where it can not be kept so. What was submitted is changed by the button only: until then,
    what is typed is kept beside it, for who typed it.
    """
    hand = writer_at(request, slug, number)
    if not hand.writes:
        refusal = _("Only those whom the call names change this abstract.")
        return JsonResponse({"detail": refusal}, status=HTTPStatus.CONFLICT)
    if not hand.is_unsent:
        return _kept_beside(request, hand)
    sheet = sheet_of(request, hand)
    if not sheet.is_valid:
        return _refused(sheet)
    try:
        abstract = save_draft(hand.abstract, sheet.written, revision=revision_of(request))
    except ChangedMeanwhile as refusal:
        return _changed(hand.abstract, refusal)
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=HTTPStatus.CONFLICT)
    return _kept(abstract)


@require_POST
def abstract_autosave_new(request: HttpRequest, slug: str, call: int) -> HttpResponse:
    """The same before there is a draft: it is begun, and the answer says where it is saved from then on."""
    here = visit(request, slug)
    found = get_object_or_404(here.calls, pk=call)
    found.event = here.event
    user = request.user
    if not (isinstance(user, User) and can_begin(user, found, here.now)):
        return JsonResponse({"detail": too_late(found)}, status=HTTPStatus.CONFLICT)
    sheet = SubmissionSheet(request.POST, call=found)
    if not sheet.is_valid:
        return _refused(sheet)
    try:
        return _kept(begin_draft(found, sheet.written, by=user))
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=HTTPStatus.CONFLICT)


@require_POST
def abstract_preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The Markdown in `text` as its page will show it; for guests too, who have only their link."""
    writer_at(request, slug, number)
    return render(request, "kit/_preview.html", {"text": request.POST.get("text", "")})


@require_POST
def abstract_unsaved(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Throw away what the person typed and did not save: back to the form as it was saved, or to the page."""
    hand = writer_at(request, slug, number)
    drop_unsaved(hand.abstract, user=hand.user)
    if request.GET.get("to") == "page":
        return go_to(request, hand.abstract)
    return go_to(request, reverse("abstract-edit", args=[hand.abstract.event.slug, number]))


def _kept_beside(request: HttpRequest, hand: Hand) -> JsonResponse:
    """Of a submitted abstract; it carries the same seal as before, for the abstract did not change."""
    abstract, seal = hand.abstract, request.POST.get("revision", "")
    sheet = sheet_of(request, hand)
    try:
        if sheet.is_valid and seal_of(in_one_line(sheet.written)) == seal_of(written_of(abstract)):
            drop_unsaved(abstract, user=hand.user)
        else:
            keep_typed(request, hand)
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=HTTPStatus.CONFLICT)
    clock = clock_words(timezone.now(), zone=abstract.event.zone)
    said = _("What you typed is kept for you (%(time)s). It counts once you save the changes.") % {
        "time": clock
    }
    address = [abstract.event.slug, abstract.number]
    return JsonResponse(
        {
            "said": said,
            "revision": seal,
            "edit": reverse("abstract-edit", args=address),
            "draft": reverse("abstract-autosave", args=address),
        }
    )


def _kept(abstract: Abstract) -> JsonResponse:
    said = _("Draft saved %(time)s") % {"time": clock_words(timezone.now(), zone=abstract.event.zone)}
    address = [abstract.event.slug, abstract.number]
    return JsonResponse(
        {
            "said": said,
            "revision": abstract.revision,
            "words": count_words(abstract.text),
            "characters": count_characters(abstract.text),
            "edit": reverse("abstract-edit", args=address),
            "draft": reverse("abstract-autosave", args=address),
            "preview": reverse("abstract-preview", args=address),
        }
    )


def _changed(abstract: Abstract, refusal: Refused) -> JsonResponse:
    """How it is now, for who typed something else."""
    now = Abstract.objects.get(pk=abstract.pk)
    theirs: dict[str, Any] = {"title": now.title, "text": now.text, "revision": now.revision}
    return JsonResponse({"detail": str(refusal), "theirs": theirs}, status=HTTPStatus.CONFLICT)


def _refused(sheet: SubmissionSheet) -> JsonResponse:
    sentences = [sentence for errors in sheet.form.errors.values() for sentence in errors]
    return JsonResponse(
        {"detail": _("Not saved: %(problem)s") % {"problem": " ".join(str(one) for one in sentences)}},
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )
