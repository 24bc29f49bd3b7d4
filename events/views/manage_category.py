"""Running a category: its settings, new ones below it, its protection and its log."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from events.forms import CategoryForm, MoveForm
from events.models import Category, Event
from events.navigation import category_side
from events.operations import create_category, delete_category, edit_category, move_category
from events.permissions import can_move_category
from events.protection_page import protect
from events.views.fetch import managed_category
from events.views.log import log_context
from kit.htmx import go_to
from kit.refusals import Refused, require
from kit.toasts import say, say_failure

MOST_DELETED_SHOWN = 50


@login_required
@require_http_methods(["GET", "POST"])
def category_settings(request: MemberRequest, pk: int) -> HttpResponse:
    """Title, description, who may create here; move and delete; events that were deleted and can come back."""
    category = managed_category(request, pk)
    act = request.POST.get("act")
    form = CategoryForm(request.POST if act == "edit" else None, initial=_initial(category))
    move_form = MoveForm(request.POST if act == "move" else None)
    move_form.fields["category"].offer(request.user, among=_targets(request, category))  # type: ignore[attr-defined]
    if request.method == "POST":
        answer = _act(request, category, form, move_form)
        if answer is not None:
            return answer
    deleted = Event.objects.filter(category=category, deleted_at__isnull=False).order_by("-deleted_at")
    context = {
        **category_side(category, current="category-settings"),
        "form": form,
        "move_form": move_form,
        "deleted": deleted[:MOST_DELETED_SHOWN],
    }
    return render(request, "events/manage/category_settings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def category_create(request: MemberRequest, pk: int) -> HttpResponse:
    """A new category below this one."""
    parent = managed_category(request, pk)
    form = CategoryForm(request.POST or None, initial={"time_zone": parent.time_zone})
    if request.method == "POST" and form.is_valid():
        try:
            category = create_category(parent, by=request.user, **form.cleaned_data)
            say(request, _("Created “%(title)s”") % {"title": category})
            return go_to(request, category)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {**category_side(parent, current="category-create"), "form": form}
    return render(request, "events/manage/category_create.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def category_protection(request: MemberRequest, pk: int) -> HttpResponse:
    """Who may see the category, run it, and create events in it."""
    category = managed_category(request, pk)
    duties = [
        ("view", _("see it")),
        (Category.CREATE, _("create events in it")),
        ("manage", _("manage it, and everything in it")),
    ]
    here = reverse("category-protection", args=[category.pk])
    answer = protect(request, category, here=here, permissions=duties)
    if isinstance(answer, HttpResponse):
        return answer
    context = {**category_side(category, current="category-protection"), **answer, "thing": category}
    return render(request, "events/manage/protection.html", context)


@login_required
@require_safe
def category_log(request: MemberRequest, pk: int) -> HttpResponse:
    category = managed_category(request, pk)
    context = {**category_side(category, current="category-log"), **log_context(request, category)}
    return render(request, "events/manage/log.html", context)


def _initial(category: Category) -> dict[str, Any]:
    return {name: getattr(category, name) for name in CategoryForm.base_fields}


def _targets(request: MemberRequest, category: Category) -> list[Category]:
    """Where it could hang: what the person runs, but not itself or what is below it. Nowhere without rights here."""
    here = category.parent
    if here is None or not can_move_category(request.user, category, to=here):
        return []
    run = Category.objects.run_by(request.user).select_related("access")
    below = Category.objects.below(category).values("pk")
    return list(run.exclude(pk__in=below).exclude(pk=here.pk))


def _act(
    request: MemberRequest, category: Category, form: CategoryForm, move_form: MoveForm
) -> HttpResponse | None:
    try:
        match request.POST.get("act"):
            case "edit" if form.is_valid():
                edit_category(category, by=request.user, **form.cleaned_data)
                say(request, _("Saved the settings"))
            case "move" if move_form.is_valid():
                _move(request, category, to=move_form.cleaned_data["category"])
            case "delete":
                parent = category.parent
                delete_category(category, by=request.user)
                say(request, _("Deleted “%(title)s”") % {"title": category})
                return go_to(request, parent or "/")
            case _:
                return None
    except Refused as refusal:
        say_failure(request, str(refusal))
    return go_to(request, reverse("category-settings", args=[category.pk]))


def _move(request: MemberRequest, category: Category, *, to: Category) -> None:
    require(can_move_category(request.user, category, to=to))
    move_category(category, to=to, by=request.user)
    say(request, _("Moved “%(title)s” to “%(place)s”") % {"title": category, "place": to})
