"""Star a talk, or take the star back.

Public pages are kept whole for all strangers, so they can not carry a CSRF token. A signed-out visitor's POST
is therefore taken without one, but only from a page of our own (`Sec-Fetch-Site`, else `Origin`, must say so);
all it can change is the visitor's own cookie. Whoever is signed in sends the token as everywhere.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from kit.errors import csrf_failure
from programme.models import Contribution
from timetable.frame import visit_for_talk
from timetable.operations.stars import toggle_star
from timetable.star_cookie import read_stars, toggled, write_stars


@never_cache
@csrf_exempt
@require_POST
def star(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Toggle the star; htmx gets the button back, others return to the page they came from."""
    if isinstance(request.user, User):
        refusal = _TokenCheck(lambda _request: HttpResponse()).process_view(request, _toggle, (), {})
        if refusal is not None:
            return refusal
    elif not _is_from_ourselves(request):
        return csrf_failure(request)
    here = visit_for_talk(request, slug, number=number)
    talk = get_object_or_404(here.talks, number=number)
    return _toggle(request, talk)


def _toggle(request: HttpRequest, talk: Contribution) -> HttpResponse:
    """The act itself, once the request is known to be the person's own."""
    if isinstance(request.user, User):
        return _answer(request, talk, starred=toggle_star(talk, by=request.user))
    starred, given = toggled(read_stars(request), event=talk.event_id, number=talk.number)
    response = _answer(request, talk, starred=given)
    write_stars(response, starred)
    return response


class _TokenCheck(CsrfViewMiddleware):
    """Django's check, for a view that the middleware lets pass."""


def _is_from_ourselves(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very site sent it. Silence is a no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _answer(request: HttpRequest, talk: Contribution, *, starred: bool) -> HttpResponse:
    if getattr(request, "htmx", False):
        # The same id again, so that the focus stays on the button.
        key = request.htmx.trigger  # type: ignore[attr-defined] # of django-htmx's middleware
        context = {"title": talk.title, "starred": starred, "action": request.path, "key": key}
        return render(request, "ui/star.html", context)
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = request.path.removesuffix("star/")
    return HttpResponseRedirect(back)
