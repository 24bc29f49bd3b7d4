"""Who was written to that an abstract is withdrawn, is written to when it is not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from abstracts.models import Abstract, Letter, State
from abstracts.operations.letter_limits import check_not_flooded, told_lately
from accounts.models import User
from notices.operations import Mail, post_mails

TEMPLATE = "abstracts/mail/withdrawal_undone.txt"

Withdrawals = Mapping[int, datetime]
"""The ids of abstracts, and when each was withdrawn."""


def told_of(withdrawals: Withdrawals) -> list[Letter]:
    """The letters about these withdrawals, and no earlier ones: to each address about each abstract, one."""
    found: dict[tuple[int, str], Letter] = {}
    for letter in _about(withdrawals):
        if letter.created_at >= withdrawals[letter.abstract_id]:
            found.setdefault((letter.abstract_id, letter.recipient.lower()), letter)
    return list(found.values())


def correct_withdrawals(abstracts: Sequence[Abstract], withdrawals: Withdrawals, *, by: User | None) -> int:
    """Write to who was told of these withdrawals that the abstracts, as they stand now, are not withdrawn.

    In the transaction of the act that undoes them; returns how many letters. Raises TooManyLetters.
    """
    rows = {abstract.pk: abstract for abstract in abstracts}
    wrong = told_of(withdrawals)
    places = [(rows[letter.abstract_id], letter.recipient) for letter in wrong]
    check_not_flooded(places, told_lately(list(withdrawals)))
    mails = [_mail(letter, rows[letter.abstract_id]) for letter in wrong]
    letters = [
        Letter(
            abstract=rows[letter.abstract_id],
            state=rows[letter.abstract_id].state,
            recipient=mail.to,
            subject=mail.subject,
            body=mail.body,
            reply_to=mail.reply_to,
            by=by,
            notice=notice,
        )
        for letter, mail, notice in zip(wrong, mails, post_mails(mails), strict=True)
    ]
    return len(Letter.objects.bulk_create(letters, batch_size=1_000))


def _about(withdrawals: Withdrawals) -> "QuerySet[Letter]":
    if not withdrawals:
        return Letter.objects.none()
    letters = Letter.objects.filter(
        abstract__in=list(withdrawals), state=State.WITHDRAWN, created_at__gte=min(withdrawals.values())
    )
    return letters.select_related("notice__user").order_by("pk")


def _mail(letter: Letter, abstract: Abstract) -> Mail:
    """In the language of the letter that it corrects; answers go where they went from that one."""
    notice = letter.notice
    language = (notice.language if notice is not None else "") or settings.LANGUAGE_CODE
    with translation.override(language):
        text = render_to_string(TEMPLATE, {"abstract": abstract, "event": abstract.event})
    subject, _newline, body = text.strip().partition("\n")
    user = notice.user if notice is not None else None
    return Mail(letter.recipient, subject, f"{body.strip()}\n", language, user, letter.reply_to)
