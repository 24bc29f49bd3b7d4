"""The pages of accounts, with those of other apps they link to, and an API view to knock at."""

from django.http import HttpResponse
from django.urls import include, path
from rest_framework.response import Response
from rest_framework.views import APIView


class Door(APIView):
    """Says who came in; needs what every API view needs by default."""

    def get(self, request):
        return Response({"who": str(request.user)})

    post = get
    delete = get


def page(request, **kwargs):
    return HttpResponse(str(request.user))


urlpatterns = [
    path("", page, name="home"),
    path("me/events/", page, name="my-events"),
    path("me/<str:token>/calendar.ics", page, name="my-calendar"),
    path("my/abstracts/", page, name="my-abstracts"),
    path("rooms/", page, name="room-finder"),
    path("jobs/", page, name="jobs"),
    path("admin/mail/", page, name="mail"),
    path("admin/outbox/", page, name="outbox"),
    path("api/v1/door/", Door.as_view()),
    path("", include("kit.urls")),
    path("", include("accounts.urls")),
]
handler404 = "kit.errors.not_found"
handler429 = "accounts.views.patience.too_many_requests"
