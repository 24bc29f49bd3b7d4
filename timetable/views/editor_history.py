"""Who did what in the timetable, with a way to take each act back where that is still possible."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from events.navigation import event_side
from events.views.fetch import managed_event
from events.words import act_words
from timetable.models import Step
from timetable.operations.steps import changes_of
from timetable.plan import Plan, plan_of

ON_A_PAGE = 50


@login_required
@require_safe
def timetable_history(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    steps = Step.objects.filter(event=event).select_related("by", "undone_by")
    page = Paginator(steps, ON_A_PAGE).get_page(request.GET.get("page"))
    plan = plan_of(event)
    context = {
        **event_side(event, current="manage-timetable"),
        "page": page,
        "rows": [(step, act_words(step.verb), _can_undo(step, plan)) for step in page],
        "zone": event.zone,
    }
    return render(request, "timetable/manage/editor_history.html", context)


def _can_undo(step: Step, plan: Plan) -> bool:
    """Whether everything is still as the act left it."""
    if step.undone_at is not None:
        return False
    left = changes_of(step, back=False)
    return all(entry.same_place(plan.get(key)) if entry else key not in plan for key, entry in left.items())
