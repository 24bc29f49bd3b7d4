"""Links people type: which addresses we are willing to put behind a click."""

import re
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

LONGEST_LINK = 2000
"""Characters; longer addresses are cut by some browsers and proxies."""

_INVISIBLE = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]"
)
_HOST = re.compile(r"[^\x00-\x20%/\\@<>\"^`{|}]+")


def check_link(url: str) -> None:
    """Validate a link of a person: a web address or a mailto address, nothing a browser would run.

    Raises ValidationError with a sentence for the person. Usable as a model field validator.
    """
    if not is_link(url):
        raise ValidationError(
            _("This is not a link we can use. Start it with https://, http:// or mailto:."), code="link"
        )


def is_link(url: str) -> bool:
    """Whether the address is http, https or mailto, with a real target and without tricks (S39).

    No credentials, control or invisible characters, backslashes, and no address relative to ours.
    """
    if not url or len(url) > LONGEST_LINK or "\\" in url or _INVISIBLE.search(url):
        return False
    scheme = url.partition(":")[0].lower()
    if scheme == "mailto":
        return _is_mail_link(url[len("mailto:") :])
    return scheme in {"http", "https"} and _is_web_link(url, scheme=scheme)


def _is_web_link(url: str, *, scheme: str) -> bool:
    if not url[len(scheme) :].startswith("://"):
        return False  # browsers read https:host as a web address, or as a page of ours
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return bool(host) and "@" not in parts.netloc and _HOST.fullmatch(host or "") is not None


def _is_mail_link(target: str) -> bool:
    address, _mark, headers = target.partition("?")
    if any(byte < 0x20 for byte in unquote_to_bytes(headers)):
        return False  # a header that smuggles a line break
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
