"""All addresses, and those of bookings that have no page yet."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(status=404)


urlpatterns = [
    path("", include("hemicycle.urls")),
    path("rooms/bookings/<int:pk>/", page, name="booking"),
]
