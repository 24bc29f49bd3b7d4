"""Where a page may send the browser on to: our own addresses, never one that a link brought along."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(url: str) -> bool:
    """A path, or an absolute address of this installation. The Host header has no say: a client writes it."""
    home = urlsplit(settings.BASE_URL)
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={home.netloc}, require_https=home.scheme == "https"
    )


def next_page(request: HttpRequest, *, default: str = "/") -> str:
    """The page named by `next` if it is ours, else the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(wanted) else default
