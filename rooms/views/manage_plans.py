"""Floor plans: the list with a form for a new one, and one plan with what its shapes stand for."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.drawings import Shape, draw, safe_svg
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say
from rooms.forms.manage_pictures import PlanForm
from rooms.models import FloorPlan, Location, Room
from rooms.navigation import rooms_side
from rooms.operations.pictures import add_plan, edit_plan, remove_plan
from rooms.plans import match, on_floor_of


@login_required
@require_http_methods(["GET", "POST"])
def plans_page(request: MemberRequest) -> HttpResponse:
    """Of the locations the person runs."""
    locations = list(Location.objects.run_by(request.user))
    if not locations:
        raise Http404
    sent = request.method == "POST"
    form = PlanForm(
        request.POST if sent else None, request.FILES if sent else None, plan=None, locations=locations
    )
    if form.is_valid():
        values = form.cleaned_data
        try:
            plan = add_plan(
                values["location"],
                values["file"],
                building=values["building"],
                floor=values["floor"],
                by=request.user,
            )
            _say_saved(request, form)
            return go_to(request, reverse("manage-plan", args=[plan.pk]))
        except Refused as refusal:
            form.add_error("floor", str(refusal))
    plans = FloorPlan.objects.filter(location__in=locations).select_related("location").defer("drawing")
    context = {**rooms_side(request.user, current="manage-plans"), "plans": list(plans), "form": form}
    return render(request, "rooms/manage/plans.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def plan_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The drawing, which shapes found their room and which did not; another drawing, or its end."""
    mine = FloorPlan.objects.filter(location__in=Location.objects.run_by(request.user))
    plan = get_object_or_404(mine.select_related("location__logbook"), pk=pk)
    act = request.POST.get("act")
    if act == "remove":
        remove_plan(plan, by=request.user)
        say(request, _("Removed the plan"))
        return go_to(request, reverse("manage-plans"))
    sent = act == "save"
    form = PlanForm(request.POST if sent else None, request.FILES if sent else None, plan=plan)
    if form.is_valid() and _saved(request, plan, form):
        return go_to(request, reverse("manage-plan", args=[pk]))
    drawing = safe_svg(plan.drawing)
    matched = match(drawing, on_floor_of(plan, Room.objects.in_use()))
    shapes = {
        key: Shape(reverse("manage-room", args=[room.pk]), room.full_name, "free")
        for key, room in matched.rooms.items()
    }
    context = {
        **rooms_side(request.user, current="manage-plans"),
        "plan": plan,
        "form": form,
        "matched": matched,
        "drawn": draw(drawing, shapes=shapes, label=str(plan)),
    }
    return render(request, "rooms/manage/plan.html", context)


def _saved(request: MemberRequest, plan: FloorPlan, form: PlanForm) -> bool:
    values = form.cleaned_data
    try:
        edit_plan(
            plan,
            building=values["building"],
            floor=values["floor"],
            drawing=values["file"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error("floor", str(refusal))
        return False
    _say_saved(request, form)
    return True


def _say_saved(request: MemberRequest, form: PlanForm) -> None:
    drawing = form.cleaned_data["file"]
    if drawing and drawing.left_out:
        names = ", ".join(drawing.left_out[:10])
        say(request, _("Saved the plan; left out what is not safe to show: %(names)s") % {"names": names})
    else:
        say(request, _("Saved the plan"))
