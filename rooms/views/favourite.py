"""Keep a room among one's favourites, or no longer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from rooms.models import Room
from rooms.operations.favourites import toggle_favourite
from rooms.views.gate import shows_rooms


@login_required
@shows_rooms
@require_POST
def favourite(request: MemberRequest, pk: int) -> HttpResponse:
    """Toggle it; htmx gets the button back, others return to the page they came from."""
    room = get_object_or_404(Room.objects.visible_to(request.user).select_related("location"), pk=pk)
    is_favourite = toggle_favourite(room, by=request.user)
    if getattr(request, "htmx", False):
        return render(request, "rooms/_favourite.html", {"room": room, "is_favourite": is_favourite})
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = room.get_absolute_url()
    return HttpResponseRedirect(back)
