"""The desk: queue, reading sheet, reviews and decision on one page, one abstract after the other."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from abstracts.desk.asked import STAGES, Asked, Order, Stage
from abstracts.desk.queue import likely_duplicates, queue_of
from abstracts.desk.rights import Act
from abstracts.desk.rows import Found, Row
from abstracts.desk.sheet import Sheet, sheet_of
from abstracts.forms.decision import ONE, DecisionForm, initial_for
from abstracts.letters.drafts import Draft
from abstracts.models import Abstract, State
from abstracts.reading import open_to
from abstracts.review_states import ReviewState
from abstracts.similarity import similar_soon
from abstracts.views.desk_door import AtDesk, acts_on, at_desk, side_of
from accounts.requests import MemberRequest
from kit.keys import key_of

MOST_SUGGESTIONS = 10
MOST_TRIES = 12


@login_required
@require_safe
def desk(request: MemberRequest, slug: str) -> HttpResponse:
    """`?abstract=` is read; the other keys are filters and the order."""
    return desk_page(at_desk(request, slug))


@login_required
@require_safe
def desk_similar(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Abstracts of the call that read like this one. In a large call a worker looks for them; the page asks again."""
    here = at_desk(request, slug)
    row = here.row(number)
    alike, is_looking = similar_soon(row.call)
    near = alike.get(row.pk, [])
    readable = {one.pk: one for one in open_to(here.standing).filter(pk__in=[key for key, _value in near])}
    found = [(readable[key], round(value * 100)) for key, value in near if key in readable]
    tries = min(key_of(request.GET.get("try", "")), MOST_TRIES)
    context = {
        **side_of(here, current="desk"),
        "row": row,
        "found": found,
        "is_looking": is_looking,
        "next_try": tries + 1 if is_looking and tries < MOST_TRIES else 0,
    }
    template = "abstracts/desk/_similar.html" if _is_part(request) else "abstracts/desk/similar.html"
    return render(request, template, context)


@login_required
@require_safe
def desk_others(request: MemberRequest, slug: str) -> HttpResponse:
    """Abstracts whose number or title holds ?q=, as options for a picker; but the one of the number ?for=, which is no
    other than itself."""
    here = at_desk(request, slug)
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100].removeprefix("#")
    wanted = Q(title__icontains=asked)
    if key := key_of(asked):
        wanted |= Q(number=min(key, 2**31 - 1))
    found = (
        open_to(here.standing)
        .exclude(state=State.WITHDRAWN)
        .exclude(number=min(key_of(request.GET.get("for", "")), 2**31 - 1))
        .filter(wanted)
        if asked
        else Abstract.objects.none()
    )
    return render(request, "abstracts/desk/_others.html", {"found": found[:MOST_SUGGESTIONS]})


def desk_page(
    here: AtDesk,
    *,
    row: Row | None = None,
    form: DecisionForm | None = None,
    letters: "list[Draft] | None" = None,
    status: int = 200,
) -> HttpResponse:
    request = here.request
    asked = Asked.of(request.GET)
    found = here.find(asked)
    row = row or _chosen(here, found)
    queue = queue_of(found, row)
    sheet = sheet_of(here.standing, row, here.frame, shows_authors=asked.shows_authors) if row else None
    alike = likely_duplicates(queue, found)
    context = {
        **side_of(here, current="desk"),
        **choices_of(here, asked),
        "desk": here,
        "found": found,
        "queue": queue,
        "alike": alike,
        "row": row,
        "sheet": sheet,
        "unreleased": 0 if row else _unreleased(here),
        "zone": here.event.zone,
        "filters": filters_in(request),
        **(_deciding(here, row, sheet, form, letters) if row and sheet else {}),
    }
    return render(request, "abstracts/desk/desk.html", context, status=status)


def _unreleased(here: AtDesk) -> int:
    """How many decisions wait to be released by who looks at an empty desk."""
    return len(here.find(Asked(stage=Stage.UNRELEASED)).rows) if here.standing.is_manager else 0


def choices_of(here: AtDesk, asked: Asked) -> dict[str, Any]:
    """What the filters offer, on the desk and over the list."""
    labels = {**dict(Stage.choices), **dict(State.choices)}
    return {
        "asked": asked,
        "frame": here.frame,
        "stages": [(stage, labels[stage]) for stage in STAGES],
        "orders": Order.choices,
        "review_states": ReviewState.choices,
        "is_blind": any(call.is_double_blind for call in here.frame.calls.values()),
    }


def _deciding(
    here: AtDesk, row: Row, sheet: Sheet, form: DecisionForm | None, letters: "list[Draft] | None"
) -> dict[str, Any]:
    is_open = row.state in (State.SUBMITTED, State.REVISION)
    acts = acts_on(here, row, ONE) if is_open else ()
    call = here.frame.calls[row.call]
    return {
        "call": call,
        "tracks": here.frame.tracks_of(row.tracks),
        "acts": acts,
        "form": (form or form_for(here, row, sheet.abstract, None)) if acts else None,
        "letters": letters,
        "balance": here.frame.balance(row.call, row.tracks) if row.leads else [],
        "may_take_back": row.state != State.SUBMITTED and here.may(Act.TAKE_BACK, row),
        "may_withdraw": row.state != State.WITHDRAWN and here.may(Act.WITHDRAW, row),
    }


def form_for(here: AtDesk, row: Row, abstract: Abstract, data: Any) -> DecisionForm:
    return DecisionForm(
        data,
        standing=here.standing,
        frame=here.frame,
        acts=acts_on(here, row, ONE),
        abstract=abstract,
        initial=initial_for(abstract, row.tracks),
    )


def _chosen(here: AtDesk, found: Found) -> Row | None:
    """The one the address names, also where it is not in the queue; else the first of the queue."""
    asked = here.request.GET.get("abstract", "")
    if not asked:
        return found.rows[0] if found.rows else None
    number = key_of(asked)
    return next((row for row in found.rows if row.number == number), None) or here.row(number)


def filters_in(request: MemberRequest) -> str:
    """The address' query without the abstract it names."""
    asked = request.GET.copy()
    asked.pop("abstract", None)
    return asked.urlencode()


def _is_part(request: MemberRequest) -> bool:
    return bool(getattr(request, "htmx", False))
