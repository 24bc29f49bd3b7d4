"""Groups of people, kept by admins."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import operations
from accounts.forms import GroupForm, MemberForm
from accounts.models import Group
from accounts.views.doors import for_group_keepers
from kit.refusals import Refused
from kit.toasts import say

PAGE = 50


@for_group_keepers
@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest) -> HttpResponse:
    """All groups, and a form for one more."""
    form = GroupForm(request.POST or None)
    if form.is_valid():
        try:
            return redirect("group", operations.create_group(name=form.cleaned_data["name"]).pk)
        except Refused as refusal:
            form.add_error("name", str(refusal))
    counted = Group.objects.annotate(people=Count("members")).order_by("name")
    page = Paginator(counted, PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/groups.html", {"form": form, "page": page})


@for_group_keepers
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """One group's members; a POST adds one."""
    shown = get_object_or_404(Group, pk=group_id)
    form = MemberForm(request.POST or None)
    if form.is_valid():
        try:
            person = operations.add_member(shown, email=form.cleaned_data["email"])
            say(request, _("Added %(name)s") % {"name": person})
            return redirect("group", shown.pk)
        except Refused as refusal:
            form.add_error("email", str(refusal))
    return _show(request, shown, member_form=form)


@for_group_keepers
@require_POST
def rename_group(request: HttpRequest, group_id: int) -> HttpResponse:
    shown = get_object_or_404(Group, pk=group_id)
    form = GroupForm(request.POST)
    if form.is_valid():
        try:
            operations.rename_group(shown, name=form.cleaned_data["name"])
            return redirect("group", shown.pk)
        except Refused as refusal:
            form.add_error("name", str(refusal))
            shown.refresh_from_db()
    return _show(request, shown, name_form=form)


@for_group_keepers
@require_POST
def remove_member(request: HttpRequest, group_id: int, user_id: int) -> HttpResponse:
    shown = get_object_or_404(Group, pk=group_id)
    person = get_object_or_404(shown.members, pk=user_id)
    operations.remove_member(shown, user=person)
    say(request, _("Removed %(name)s") % {"name": person})
    return redirect("group", shown.pk)


@for_group_keepers
@require_http_methods(["GET", "POST"])
def delete_group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Asks first: the rights given to the group are gone for good."""
    shown = get_object_or_404(Group.objects.annotate(people=Count("members")), pk=group_id)
    if request.method == "POST":
        operations.delete_group(shown)
        say(request, _("Deleted the group “%(name)s”") % {"name": shown.name})
        return redirect("groups")
    return render(request, "accounts/delete_group.html", {"group": shown})


def _show(
    request: HttpRequest,
    shown: Group,
    *,
    name_form: GroupForm | None = None,
    member_form: MemberForm | None = None,
) -> HttpResponse:
    context = {
        "group": shown,
        "page": Paginator(shown.members.order_by("name", "pk"), PAGE).get_page(request.GET.get("page")),
        "name_form": name_form or GroupForm(initial={"name": shown.name}),
        "member_form": member_form or MemberForm(),
    }
    return render(request, "accounts/group.html", context)
