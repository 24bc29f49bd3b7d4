"""The small page, or the JSON, that answers when a request cannot be served.

A thing that does not exist and a thing one may not know of get the same answer, byte for byte. The page says
nothing about the person or the address, and needs neither session nor database.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from kit.look import look
from kit.refusals import Refused

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class RefusalsSaid:
    """A refusal that no page of ours expected is said on a page of its own, with its status, and nothing was done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None leaves a bug to crash."""
        if not isinstance(exception, Refused):
            return None
        advice = _("Nothing was changed. Go back and look at it again.")
        answer = _answer(request, exception.status, title=str(exception), advice=advice)
        for name, value in exception.headers.items():
            answer.headers[name] = value
        return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when more was sent than we read."""
    if isinstance(exception, TOO_MUCH):
        return too_large(request)
    return _answer(
        request,
        HTTPStatus.BAD_REQUEST,
        title=_("This request makes no sense here"),
        advice=_("Go back and try again from the page you came from."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413."""
    return _answer(
        request,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        title=_("That is too much at once"),
        advice=_("What was sent is larger than this page accepts. Send less, or in several parts."),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: the thing may be seen, but not this done with it."""
    return _answer(
        request,
        HTTPStatus.FORBIDDEN,
        title=_("You may not do this"),
        advice=_("Ask the people who run it to give you the right, then try again."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return _answer(
        request,
        HTTPStatus.NOT_FOUND,
        title=_("There is no such page"),
        advice=_("The address is wrong, or the page is not open to you. If you were invited, sign in first."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _answer(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        title=_("Something went wrong on our side"),
        advice=_(
            "Nothing you did caused this. Try again in a moment;"
            " if it goes on, tell the people who run this site."
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose security token is missing or old."""
    return _answer(
        request,
        HTTPStatus.FORBIDDEN,
        title=_("This form has expired"),
        advice=_("Go back, reload the page and send the form again. Cookies must be allowed for this site."),
    )


def _answer(request: HttpRequest, status: HTTPStatus, *, title: str, advice: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": title}, status=status)
    context = {"title": title, "advice": advice, "LANGUAGE_BIDI": get_language_bidi(), **look(request)}
    return HttpResponse(render_to_string("kit/error.html", context), status=status)
