"""All abstracts as a table, and one act on many of them: first the count and the numbers, then the act."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from abstracts.desk.answers import answers_of, choices_of_answers, columns_of, fields_read
from abstracts.desk.asked import Asked, Stage
from abstracts.desk.columns import AUTHORS, COLUMNS, columns_in
from abstracts.desk.names import authors_of
from abstracts.desk.rights import Act, fits
from abstracts.desk.rows import Row
from abstracts.forms.decision import SEVERAL, DecisionForm
from abstracts.models import Abstract
from abstracts.operations.desk_acts import carry_out
from abstracts.review_states import ReviewState
from abstracts.views.desk import choices_of, filters_in
from abstracts.views.desk_door import AtDesk, at_desk, side_of, undo_address
from abstracts.views.desk_release import release_now
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import is_key, key_of
from kit.refusals import Refused, require
from kit.toasts import say

PAGE = 100
SHOWN_NUMBERS = 300


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was chosen: `rows` are those the act fits and the person may do it to; `left` are the others."""

    act: Act
    rows: list[Row]
    left: list[Row]

    @property
    def seen(self) -> str:
        """Ids with the revisions the person sees, for the second step."""
        return " ".join(f"{row.pk}.{row.revision}" for row in self.rows)

    @property
    def numbers(self) -> str:
        shown = ", ".join(f"#{row.number}" for row in self.rows[:SHOWN_NUMBERS])
        return f"{shown} …" if len(self.rows) > SHOWN_NUMBERS else shown


@login_required
@require_safe
def desk_list(request: MemberRequest, slug: str) -> HttpResponse:
    """The filters of the desk, `cols` (keys joined by dots) and `page`."""
    here = at_desk(request, slug)
    asked = Asked.of(request.GET, stage=Stage.ALL)
    found = here.find(asked)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    fields = list(fields_read(here.standing))
    every = [*COLUMNS, *columns_of(fields)]
    columns = columns_in(_columns(request), every)
    shown = [row.pk for row in page]
    answers = answers_of(shown, columns)
    authors = authors_of(here.standing, asked, shown, columns)
    context = {
        **side_of(here, current="desk-list"),
        **choices_of(here, asked),
        "desk": here,
        "page": page,
        "found": found,
        "columns": request.GET.get("cols", ""),
        "shown": columns,
        "all_columns": every,
        "cells": [
            (row, cells_of(here, row, columns, answers.get(row.pk, {}) | {AUTHORS: authors.get(row.pk, "")}))
            for row in page
        ],
        "answer_choices": choices_of_answers(fields),
        "hides_authors": not asked.shows_authors and any(column.key == AUTHORS for column in columns),
        "acts": _acts(here),
        "filters": filters_in(request),
        "zone": here.event.zone,
    }
    return render(request, "abstracts/desk/list.html", context)


@login_required
@require_POST
def desk_bulk(request: MemberRequest, slug: str) -> HttpResponse:
    """`act` on `abstract` (ids) or on `every` one that the filters find; with `sure` and `seen` it is done, to all."""
    here = at_desk(request, slug)
    act = Act(request.POST["act"]) if request.POST.get("act") in {one.value for one in SEVERAL} else None
    require(act in _acts(here))
    assert act is not None  # noqa: S101 (for the type checker)
    bulk = _bulk(here, act)
    form = DecisionForm(
        request.POST if request.POST.get("sure") else None,
        standing=here.standing,
        frame=here.frame,
        acts=(act,),
        initial={"act": act.value},
    )
    if request.POST.get("sure") and form.is_valid():
        seen = _seen(request.POST.get("seen", ""))
        try:
            require(here.permits(act, list(seen)))
            return _done(here, act, seen, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 409 if form.is_bound and form.non_field_errors() else 422 if form.errors else 200
    context = {
        **side_of(here, current="desk-list"),
        "bulk": bulk,
        "form": form,
        "filters": filters_in(request),
        "n": len(bulk.rows),
    }
    return render(request, "abstracts/desk/bulk.html", context, status=status)


def cells_of(here: AtDesk, row: Row, columns: Any, answers: dict[str, str]) -> list[tuple[str, Any]]:
    """Pairs of the column's key and what stands in it."""
    frame = here.frame
    values: dict[str, Any] = {
        "call": frame.calls[row.call].name,
        "tracks": frame.tracks_of(row.tracks),
        "type": frame.types[row.type].name if row.type in frame.types else "",
        "topics": ", ".join(row.topics),
        "state": row.state_words,
        "decision": _accepted_as(here, row),
        "reviews": row.reviews if row.leads else None,
        "reviewing": ReviewState(row.reviewing).label if row.reviewing else "",
        "score": row.score.mean,
        "spread": row.score.spread,
        "normalised": row.score.normalised,
        "submitted": row.submitted_at,
        **answers,
    }
    return [(column.key, values.get(column.key)) for column in columns]


def _accepted_as(here: AtDesk, row: Row) -> str:
    places = (here.frame.types.get(row.accepted_type or 0), here.frame.tracks.get(row.accepted_track or 0))
    return ", ".join(place.name for place in places if place)


def _acts(here: AtDesk) -> tuple[Act, ...]:
    """What the person may do to at least some; on which, the doors say."""
    if here.standing.is_manager:
        return SEVERAL
    calls = here.frame.calls.values()
    decides = any(call.conveners_decide for call in calls)
    moves = any(call.conveners_change_tracks for call in calls)
    allowed = dict.fromkeys(SEVERAL, decides) | {Act.MOVE: moves, Act.RELEASE: False}
    return tuple(act for act in SEVERAL if allowed[act])


def _bulk(here: AtDesk, act: Act) -> Bulk:
    request = here.request
    if request.POST.get("sure"):
        chosen = set(_seen(request.POST.get("seen", "")))
        rows = [row for row in here.find(Asked(stage=Stage.ALL)).rows if row.pk in chosen]
    elif request.POST.get("every"):
        rows = here.find(Asked.of(request.GET, stage=Stage.ALL)).rows
    else:
        keys = {key_of(text) for text in request.POST.getlist("abstract")}
        rows = [row for row in here.find(Asked(stage=Stage.ALL)).rows if row.pk in keys]
    fitting = [
        row
        for row in rows
        if fits(act, row.state, is_released=row.released_at is not None) and here.may(act, row)
    ]
    taken = {row.pk for row in fitting}
    return Bulk(act, fitting, [row for row in rows if row.pk not in taken])


def _done(here: AtDesk, act: Act, seen: dict[int, int | None], form: DecisionForm) -> HttpResponse:
    request = here.request
    back = f"{reverse('desk-list', args=[here.event.slug])}?{filters_in(request)}"
    if act == Act.RELEASE:
        return release_now(here, list(seen), back=back)
    done = carry_out(here.event, seen, form.chosen, by=request.user)
    say(request, _words(act, done.abstracts), undo=undo_address(here, done.step, filters=filters_in(request)))
    return go_to(request, back)


def _words(act: Act, done: list[Abstract]) -> str:
    n = len(done)
    said = {
        Act.ACCEPT: ngettext("Accepted %(n)d abstract", "Accepted %(n)d abstracts", n),
        Act.REJECT: ngettext("Rejected %(n)d abstract", "Rejected %(n)d abstracts", n),
        Act.REVISE: ngettext(
            "Asked for a revision of %(n)d abstract", "Asked for a revision of %(n)d abstracts", n
        ),
        Act.MOVE: ngettext("Moved %(n)d abstract", "Moved %(n)d abstracts", n),
        Act.TAKE_BACK: ngettext(
            "%(n)d abstract waits for a decision again", "%(n)d abstracts wait for a decision again", n
        ),
    }
    return said[act] % {"n": n}


def _seen(text: str) -> dict[int, int | None]:
    """What `Bulk.seen` says; anything else in it is no abstract."""
    pairs = [pair.partition(".") for pair in text.split()]
    return {int(key): int(revision) for key, _dot, revision in pairs if is_key(key) and is_key(revision)}


def _columns(request: MemberRequest) -> str:
    """Ticked boxes come as several, links as one joined by dots."""
    return ".".join(request.GET.getlist("cols"))
