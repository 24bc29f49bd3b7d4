"""Headers every answer carries unless a view said otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PrivateAnswers:
    """No shared cache may keep an answer, for any may depend on who asked; views of public things relax it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        vary = {name.strip() for name in response.headers.get("Vary", "").split(",") if name.strip()}
        response.headers["Vary"] = ", ".join(sorted(vary | {"Accept-Language", "Authorization", "Cookie"}))
        return response
