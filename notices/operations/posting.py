"""Owe somebody a mail. It leaves only if the transaction commits, and then it can not be lost."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from kit.ical import CalendarFile
from kit.later import run_later
from kit.refusals import Refused
from notices.models import Notice, NoticeFile

LONGEST_SUBJECT = 300
BATCH = 1_000


class NotAnAddress(Refused):
    """A recipient that is not exactly one e-mail address."""


@transaction.atomic(savepoint=False)  # it refuses nothing, and is part of the act that owes the mail
def post(
    template: str,
    *,
    to: Iterable[User],
    calendar: Callable[[User], CalendarFile | None] | None = None,
    **context: Any,
) -> list[Notice]:
    """Put one mail per person in the outbox, written in their language.

    The template's first line is the subject, the rest the text. It sees `recipient`, `base_url` and the context.
    `calendar` makes the calendar file for a person, if they get one, also in their language: it names whom it asks.
    """
    return _put([_compose(template, user, context, calendar) for user in to])


@dataclass(frozen=True, slots=True)
class Mail:
    """A finished mail to one address. `user` is the person who owns it, where that is known."""

    to: str
    subject: str
    body: str
    language: str = ""
    user: User | None = None
    reply_to: str = ""
    files: tuple[NoticeFile, ...] = ()
    calendar: CalendarFile | None = None


@transaction.atomic
def post_message(
    *,
    to: str,
    subject: str,
    body: str,
    language: str = "",
    calendar: CalendarFile | None = None,
    reply_to: str = "",
    files: Sequence[NoticeFile] = (),
) -> Notice:
    """Put one finished mail to one address in the outbox (sign-in mails, mails to people without an account).

    Answers go to `reply_to` if it is given; `files` are of `keep_file`, in the same transaction.
    Raises NotAnAddress when `to` or `reply_to` is not exactly one address: a comma would make it two (RFC 5322 §3.4).
    """
    _check_address(to)
    user = User.objects.owning(to)
    mail = Mail(to, subject, body, language, user, reply_to, tuple(files), calendar)
    return post_mails([mail])[0]


@transaction.atomic
def post_mails(mails: Sequence[Mail]) -> list[Notice]:
    """Put finished mails in the outbox, however many, in a few queries. Raises NotAnAddress, and posts none then."""
    for mail in mails:
        _check_address(mail.to)
        if mail.reply_to:
            _check_address(mail.reply_to)
    notices = _put([_notice(mail) for mail in mails])
    link = NoticeFile.notices.through
    taken = [
        link(notice=notice, noticefile=file)
        for notice, mail in zip(notices, mails, strict=True)
        for file in mail.files
    ]
    link.objects.bulk_create(taken, batch_size=5_000)
    return notices


def post_to_address(
    template: str,
    *,
    to: str,
    calendar: Callable[[], CalendarFile | None] | None = None,
    language: str = "",
    **context: Any,
) -> Notice:
    """Put a mail to an address without a person in the outbox, in the language of the installation unless another one
    is known: that of the page on which somebody asked for it.

    The template is one of `post`, with `recipient` None. Raises NotAnAddress.
    """
    subject, body, language = _written(
        template, language or settings.LANGUAGE_CODE, {"recipient": None, **context}
    )
    with translation.override(language):
        file = calendar() if calendar is not None else None
    return post_message(to=to, subject=subject, body=f"{body}\n", language=language, calendar=file)


def written_for(user: User, template: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Subject and text of a template for a person, and the language they are in."""
    return _written(template, user.language or settings.LANGUAGE_CODE, {"recipient": user, **context})


def _written(template: str, language: str, context: dict[str, Any]) -> tuple[str, str, str]:
    with translation.override(language):
        text = render_to_string(template, {"base_url": settings.BASE_URL, **context})
    subject, _newline, body = text.strip().partition("\n")
    return _one_line(subject), body.strip(), language


def _compose(
    template: str,
    user: User,
    context: dict[str, Any],
    calendar: Callable[[User], CalendarFile | None] | None,
) -> Notice:
    subject, body, language = written_for(user, template, context)
    notice = Notice(recipient=user.email, user=user, subject=subject, body=f"{body}\n", language=language)
    if calendar is None:
        return notice
    with translation.override(language):
        return _with_file(notice, calendar(user))


def _notice(mail: Mail) -> Notice:
    notice = Notice(
        recipient=mail.to,
        user=mail.user,
        subject=_one_line(mail.subject),
        body=mail.body,
        language=mail.language,
        reply_to=mail.reply_to,
    )
    return _with_file(notice, mail.calendar)


def _check_address(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError as error:
        raise NotAnAddress(_("“%(text)s” is not an e-mail address.") % {"text": text}) from error


def _with_file(notice: Notice, file: CalendarFile | None) -> Notice:
    if file is not None:
        notice.calendar, notice.calendar_method = file.text, file.method
    return notice


def _put(notices: list[Notice]) -> list[Notice]:
    for notice in Notice.objects.bulk_create(notices, batch_size=BATCH):
        run_later("notices.tasks.deliver", notice_id=notice.pk)
    return notices


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:LONGEST_SUBJECT]
