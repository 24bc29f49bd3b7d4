"""Everything about one abstract, for those who lead: people, organisers' fields, versions, letters, log."""

from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from abstracts.desk.rights import Act
from abstracts.desk.sheet import Sheet, sheet_of
from abstracts.differing import pieces
from abstracts.followed import differing_fields, fields_left
from abstracts.forms.managers_fields import ManagersFieldsForm
from abstracts.models import Abstract, Field
from abstracts.operations.managers_fields import fill_in
from abstracts.refusals import ChangedMeanwhile
from abstracts.views.desk_door import AtDesk, at_desk, side_of
from accounts.requests import MemberRequest
from events.words import WORDS, field_words
from journal.log_page import log_page
from kit.htmx import go_to
from kit.refusals import Refused, require
from kit.toasts import say


@login_required
@require_http_methods(["GET", "POST"])
def desk_abstract(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """GET: all of it; who wrote it only with `?authors=1` while it is blind. POST: the organisers' fields."""
    here = at_desk(request, slug)
    row = here.row(number)
    if not row.leads:
        raise Http404
    sheet = sheet_of(here.standing, row, here.frame, shows_authors=request.GET.get("authors") == "1")
    abstract = Abstract.objects.get(pk=row.pk)
    form = _form(here, abstract)
    status = 200
    if request.method == "POST":
        require(form is not None)
        assert form is not None  # noqa: S101 (for the type checker)
        try:
            if form.is_valid():
                fill_in(abstract, form.answers, by=request.user, revision=form.cleaned_data["revision"])
                say(request, _("Saved"))
                return go_to(request, reverse("desk-abstract", args=[slug, number]))
            status = 422
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
    context = {
        **side_of(here, current="desk"),
        "desk": here,
        "row": row,
        "sheet": sheet,
        "form": form,
        "steps": _steps(abstract) if sheet.names else [],  # an earlier text may name somebody
        "differing": [str(field_words(name)) for name in differing_fields(sheet.abstract)],
        "left": [str(field_words(name)) for name in fields_left(sheet.abstract)],
        "may_withdraw": row.state != "withdrawn" and here.may(Act.WITHDRAW, row),
        "may_take_back": row.state != "submitted" and here.may(Act.TAKE_BACK, row),
        "zone": here.event.zone,
        **_told(here, abstract, sheet),
    }
    return render(request, "abstracts/desk/abstract.html", context, status=status)


def _form(here: AtDesk, abstract: Abstract) -> ManagersFieldsForm | None:
    """None where the call has no such field, or for conveners."""
    if not here.standing.is_manager:
        return None
    fields = list(abstract.call.fields.filter(visibility=Field.Visibility.MANAGERS))
    data = here.request.POST if here.request.method == "POST" else None
    return ManagersFieldsForm(data, abstract=abstract, fields=fields) if fields else None


def _told(here: AtDesk, abstract: Abstract, sheet: Sheet) -> dict[str, Any]:
    """What tells who wrote it: note, letters, and the log with its names. Empty while people are not shown."""
    if not sheet.names:
        return {"entries": None}
    if not here.standing.is_manager:
        return {"entries": None, "letters": []}
    return {
        "whole": abstract,
        "letters": list(abstract.letters.select_related("rule")),
        **log_page(here.request, abstract.logbook_id, words=WORDS, zone=here.event.time_zone),
    }


def _steps(abstract: Abstract) -> list[dict[str, Any]]:
    """Each version beside the one before, newest first."""
    versions = list(abstract.versions.defer("by", "note"))
    return [
        {
            "version": after,
            "title": pieces(before.title, after.title),
            "text": pieces(before.text, after.text),
        }
        for before, after in pairwise(versions)
    ][::-1]
