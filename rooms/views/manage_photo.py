"""What a room looks like."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import require
from kit.toasts import say
from rooms.forms.manage_pictures import PhotoForm
from rooms.models import RoomPhoto
from rooms.operations.pictures import remove_photo, set_photo
from rooms.views.manage_fetch import around_room, managed_room


@login_required
@require_http_methods(["GET", "POST"])
def photo_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The photo as it is, another one, or none."""
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    here = reverse("edit-photo", args=[pk])
    if request.POST.get("act") == "remove":
        remove_photo(at_hand.room, by=request.user)
        say(request, _("Removed the photo"))
        return go_to(request, here)
    sent = request.method == "POST"
    form = PhotoForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        set_photo(at_hand.room, form.cleaned_data["file"], by=request.user)
        say(request, _("Saved the photo"))
        return go_to(request, here)
    photo = RoomPhoto.objects.filter(room=at_hand.room).defer("image").first()
    context = {**around_room(request, at_hand, current="edit-photo"), "form": form, "photo": photo}
    return render(request, "rooms/manage/photo.html", context)
