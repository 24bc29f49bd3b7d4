from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _later(request: HttpRequest, **parts: int) -> HttpResponse:
    """Holds the place of the pages of bookings, for mails name their addresses."""
    return HttpResponse(status=404)


urlpatterns: list[URLPattern] = [
    path("bookings/<int:pk>/", _later, name="booking"),
    path("approve/", _later, name="approvals"),
]
