"""Where a page may send the browser on to: our own addresses, never one that a link brought along."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(url: str) -> bool:
    """A path, or an absolute address of this installation. The Host header has no say: a client writes it."""
    home = urlsplit(settings.BASE_URL)
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={home.netloc}, require_https=home.scheme == "https"
    )
