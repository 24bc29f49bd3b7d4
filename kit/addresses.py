"""Absolute addresses: always of the configured installation, never of what a request claimed (S63)."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of ours, for mails, feeds and exports."""
    return f"{settings.BASE_URL}{path}"


def host() -> str:
    """The host name of the installation: the right-hand side of UIDs and Message-IDs."""
    return settings.BASE_URL.partition("://")[2].partition("/")[0].partition(":")[0]


class NameConverter:
    """`<name:…>` in an address: what `slugify` makes, and points. Nothing else ever reaches the database."""

    regex = "[A-Za-z0-9._-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
