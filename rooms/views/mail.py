"""How much mail about rooms one gets."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.toasts import say
from rooms.forms.mail import MailForm
from rooms.models import MailChoice, MutedRoom, Room
from rooms.navigation import rooms_tabs
from rooms.operations.mail_choices import choose_mail
from rooms.operations.recipients import rooms_heard_of


@login_required
@require_http_methods(["GET", "POST"])
def room_mail(request: MemberRequest) -> HttpResponse:
    """`?mute=` names a room to tick beforehand: that is where the link in each mail leads."""
    rooms = rooms_heard_of(request.user)
    choice = MailChoice.objects.filter(user=request.user).first() or MailChoice(user=request.user)
    muted = set(MutedRoom.objects.filter(user=request.user).values_list("room", flat=True))
    ticked = _room(rooms, request.GET.get("mute", ""))
    form = MailForm(
        request.POST if request.method == "POST" else None,
        rooms=rooms,
        initial={
            "mode": choice.mode,
            "digest": choice.digest,
            "muted": sorted(muted | ({ticked.pk} if ticked else set())),
        },
    )
    if form.is_valid():
        choose_mail(request.user, **form.cleaned_data)
        say(request, _("Saved what mail you get"))
        return go_to(request, reverse("room-mail"))
    context = {
        "tabs": rooms_tabs(request.user, current="room-mail"),
        "form": form,
        "runs_rooms": rooms.exists(),
        "ticked": ticked if ticked and ticked.pk not in muted else None,
    }
    return render(request, "rooms/mail_preferences.html", context, status=422 if form.errors else 200)


def _room(rooms: QuerySet[Room], key: str) -> Room | None:
    """The room of that number, if it is among them."""
    return rooms.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
