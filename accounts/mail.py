"""Mails about the account itself: rendering, and links that do not trust the request."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string


def send_account_mail(name: str, *, to: str, language: str, context: dict[str, Any]) -> None:
    """Hand one mail to whoever delivers mails here (`ACCOUNT_MAIL_SENDER`, a dotted path).

    Accounts stand below the outbox, so it is reached by its name in the settings: what is owed is kept there.
    The template's first line is the subject.
    """
    with translation.override(language):
        text = render_to_string(
            f"accounts/mail/{name}.txt", {**context, "home": settings.BASE_URL, "address": to}
        )
    subject, _, body = text.strip().partition("\n")
    send = import_string(settings.ACCOUNT_MAIL_SENDER)
    send(to=to, subject=subject.strip(), body=body.strip() + "\n", language=language)


def at_home(url: str) -> str:
    """The same page under the configured address: a forged Host header must not reach anybody's mailbox."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.BASE_URL}{parts.path}{query}"
