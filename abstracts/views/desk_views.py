"""Saved views of the desk: keep, rename, remove."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from abstracts.models import SavedView
from abstracts.operations.views_kept import remove_view, rename_view, save_view
from abstracts.views.desk_door import AtDesk, at_desk, side_of
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure


@login_required
@require_http_methods(["GET", "POST"])
def desk_views(request: MemberRequest, slug: str) -> HttpResponse:
    """POST `act`: save (`name`, `query`), rename (`view`, `name`) or remove (`view`)."""
    here = at_desk(request, slug)
    if request.method == "POST":
        try:
            return _act(here)
        except Refused as refusal:
            say_failure(request, str(refusal))
            return go_to(request, reverse("desk-views", args=[slug]))
    views = SavedView.objects.filter(event=here.event, user=request.user)
    context = {**side_of(here, current="desk"), "views": views}
    return render(request, "abstracts/desk/views.html", context)


def _act(here: AtDesk) -> HttpResponse:
    request, slug = here.request, here.event.slug
    if request.POST.get("act") == "save":
        view = save_view(
            here.event,
            by=request.user,
            name=request.POST.get("name", ""),
            query=request.POST.get("query", ""),
        )
        say(request, _("Saved the view “%(view)s”") % {"view": view})
        page = "desk-list" if request.POST.get("from", "").endswith("/list/") else "desk"
        return go_to(request, f"{reverse(page, args=[slug])}?{view.query}")
    view = get_object_or_404(
        SavedView, event=here.event, user=request.user, pk=key_of(request.POST.get("view", ""))
    )
    if request.POST.get("act") == "remove":
        remove_view(view)
        say(request, _("Removed the view “%(view)s”") % {"view": view})
    else:
        rename_view(view, name=request.POST.get("name", ""))
        say(request, _("Renamed the view to “%(view)s”") % {"view": view})
    return go_to(request, reverse("desk-views", args=[slug]))
