"""Addresses of the web in the spelling that XML Schema's anyURI takes."""

import re
from urllib.parse import urlsplit

_WEB_ADDRESS = re.compile(r"https?://\S+$")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BEYOND_HOST = re.compile(r"(https?://[^/?#]*)(.*)", re.DOTALL)


def fitting_web_address(address: str) -> str:
    """The address with brackets, bare percent signs and second hashes escaped; "" for one not of the web."""
    if not _WEB_ADDRESS.match(address) or not _has_usable_port(address):
        return ""
    parts = _BEYOND_HOST.match(_BARE_PERCENT.sub("%25", address))
    if parts is None:
        return ""
    rest, hash_sign, fragment = parts[2].partition("#")
    return parts[1] + _escaped(rest) + hash_sign + _escaped(fragment)


def _escaped(text: str) -> str:
    return text.replace("[", "%5B").replace("]", "%5D").replace("#", "%23")


def _has_usable_port(address: str) -> bool:
    try:
        host = urlsplit(address)
        return (host.port or 0) >= 0 and not host.netloc.endswith(":")
    except ValueError:
        return False
