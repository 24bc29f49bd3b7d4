"""Owe somebody a mail. It leaves only if the transaction commits, and then it can not be lost."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from kit.later import run_later
from kit.refusals import Refused
from notices.models import Notice

LONGEST_SUBJECT = 300


class NotAnAddress(Refused):
    """A recipient that is not exactly one e-mail address."""


@transaction.atomic
def post(template: str, *, to: Iterable[User], **context: Any) -> list[Notice]:
    """Put one mail per person in the outbox, written in their language.

    The template's first line is the subject, the rest the text. It sees `recipient`, `base_url` and the context.
    """
    notices = [_compose(template, user, context) for user in to]
    return _put(notices)


@transaction.atomic
def post_message(*, to: str, subject: str, body: str, language: str = "") -> Notice:
    """Put one finished mail to one address in the outbox (sign-in mails, mails to people without an account).

    Raises NotAnAddress when `to` is not exactly one address: a comma would make it two (RFC 5322 §3.4).
    """
    try:
        validate_email(to)
    except ValidationError as error:
        raise NotAnAddress(_("“%(text)s” is not an e-mail address.") % {"text": to}) from error
    user = User.objects.owning(to)
    notice = Notice(recipient=to, user=user, subject=_one_line(subject), body=body, language=language)
    return _put([notice])[0]


def _compose(template: str, user: User, context: dict[str, Any]) -> Notice:
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        text = render_to_string(template, {"recipient": user, "base_url": settings.BASE_URL, **context})
    subject, _newline, body = text.strip().partition("\n")
    return Notice(
        recipient=user.email,
        user=user,
        subject=_one_line(subject),
        body=body.strip() + "\n",
        language=language,
    )


def _put(notices: list[Notice]) -> list[Notice]:
    for notice in Notice.objects.bulk_create(notices):
        run_later("notices.tasks.deliver", notice_id=notice.pk)
    return notices


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:LONGEST_SUBJECT]
