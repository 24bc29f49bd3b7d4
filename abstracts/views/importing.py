"""Submissions come in from a file: first what would become of each row, then for good."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from abstracts.forms.importing import ImportAbstractsForm
from abstracts.importing.reading import read_submissions
from abstracts.importing.report import CREATED, SAME, SKIPPED, UPDATED, RowResult
from abstracts.operations.importing import import_abstracts
from abstracts.views.fetch import chair_side, chaired_event
from accounts.requests import MemberRequest
from events.models import Event
from kit.htmx import go_to
from kit.import_rows import ImportRow
from kit.refusals import Refused
from kit.toasts import say

MOST_SHOWN = 500
OUTCOMES = {CREATED: "new", UPDATED: "changed", SAME: "same", SKIPPED: "skipped"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def abstract_import(request: MemberRequest, pk: int) -> HttpResponse:
    """The form, and below it the report: `look` keeps nothing, `import` takes the rows that can be had."""
    event = chaired_event(request, pk)
    form = ImportAbstractsForm(request.POST or None, request.FILES or None, event=event)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            context = _looked_at(request, event, form)
        except (Refused, ValidationError) as problem:
            form.add_error("file", problem if isinstance(problem, ValidationError) else str(problem))
    if context and not context["report"].is_dry_run:
        amount = context["report"].amount
        sentence = ngettext("Imported %(n)d abstract", "Imported %(n)d abstracts", amount)
        say(request, sentence % {"n": amount})
        if not context["report"].counts[SKIPPED]:
            return go_to(request, reverse("desk-list", args=[event.slug]))
    context |= {
        **chair_side(request, event, current="abstract-export"),
        "form": form,
        "has_calls": event.calls.exists(),
    }
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "abstracts/book/import.html", context, status=status)


def _looked_at(request: MemberRequest, event: Event, form: ImportAbstractsForm) -> dict[str, Any]:
    values = form.cleaned_data
    read = read_submissions(values["content"], values["name"])
    report = import_abstracts(
        values["call"],
        read.rows,
        by=request.user,
        add_missing=values["add_missing"],
        strict=values["strict"],
        dry_run=request.POST.get("act") != "import",
        notes=read.notes,
    )
    told = [one for one in report.results if one.outcome != SAME or one.notes]
    rows = sorted(told, key=lambda one: (one.outcome != SKIPPED, not one.notes, one.row))
    return {
        "report": report,
        "counts": {OUTCOMES[outcome]: count for outcome, count in report.counts.items()},
        "rows": [_shown(one) for one in rows[:MOST_SHOWN]],
        "more": max(0, len(rows) - MOST_SHOWN),
        "kept": form.packed if report.is_dry_run else "",
        "file_name": values["name"],
    }


def _shown(one: RowResult) -> ImportRow:
    said = " ".join([*one.notes, one.reason]).strip()
    return ImportRow(one.row, OUTCOMES[one.outcome], one.title, one.fields, said)
