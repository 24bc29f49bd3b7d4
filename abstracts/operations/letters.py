"""Letters are owed in the transaction of the act they tell of."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.letters.drafts import Draft, planned, write_all
from abstracts.letters.loading import Decided, as_if, loaded, rules_of
from abstracts.models import Abstract, Letter, LetterRule, State
from abstracts.operations.letter_limits import (
    LATELY,
    MOST_AN_HOUR,
    check_not_flooded,
    not_yet_told,
    told_lately,
)
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import BadRule, TooManyLetters
from accounts.models import User
from notices.models import NoticeFile
from notices.operations import Mail, keep_file, post_mails, post_message

BATCH = 1_000


def owe_letters(abstracts: Sequence[Abstract], *, by: User | None, repeats: bool = True) -> int:
    """Write the letters that the rules of the event give for the abstracts as they stand now; returns how many.

    For operations: inside their transaction, once everything else is written. A decision that is not released yet is
    told to nobody, whatever calls this. Without `repeats` nobody is told word for word what they were told last, within
    the hour. Raises TooManyLetters.
    """
    rules = rules_of(abstract.event_id for abstract in abstracts)
    if not rules:
        return 0
    found = loaded(abstract.pk for abstract in abstracts)
    told = [abstract for abstract in found if not abstract.is_decided or abstract.is_released]
    lately = told_lately([abstract.pk for abstract in told])
    drafts = write_all(planned(rules, told))
    new = drafts if repeats else not_yet_told(drafts, lately)
    # Invitations have a limit of their own, which never keeps a lost link valid.
    places = [(draft.abstract, draft.reader.email) for draft in new if draft.abstract.state != State.INVITED]
    check_not_flooded(places, lately)
    return len(_send(new, by=by))


def letters_for(abstract: Abstract, decision: Decided | None = None) -> list[Draft]:
    """The letters about the abstract as it stands, or as if this were decided; nothing is written.

    It tells of decisions that are not released: only for those who may decide.
    """
    found = loaded([abstract.pk])
    for one in found:
        if decision is not None:
            as_if(one, decision)
    return write_all(planned(rules_of([abstract.event_id]), found))


@transaction.atomic
def send_again(letter: Letter, *, by: User | None) -> Letter:
    """The same letter once more to the same address, with the files its rule has now. Raises TooManyLetters."""
    _check_not_flooded(lock_abstract(letter.abstract), [letter.recipient])
    notice = post_message(
        to=letter.recipient,
        subject=letter.subject,
        body=letter.body,
        language=letter.notice.language if letter.notice is not None else "",
        reply_to=letter.reply_to,
        files=_files_of(letter.rule) if letter.rule is not None else (),
    )
    return Letter.objects.create(
        abstract=letter.abstract,
        rule=letter.rule,
        state=letter.state,
        recipient=letter.recipient,
        subject=letter.subject,
        body=letter.body,
        reply_to=letter.reply_to,
        by=by,
        notice=notice,
    )


@transaction.atomic
def write_anew(abstract: Abstract, *, by: User | None) -> int:
    """The letters of the rules about the abstract as its people know it, once more: after an address was mended, or
    a rule. Raises BadRule where a decision was not released, or no rule writes; TooManyLetters."""
    abstract = lock_abstract(abstract)
    if abstract.is_decided and not abstract.is_released:
        raise BadRule(_("The decision is not released yet. The letters about it are sent when it is."))
    _check_not_flooded(abstract, [draft.reader.email for draft in letters_for(abstract)])
    count = owe_letters([abstract], by=by)
    if not count:
        raise BadRule(
            _(
                "No rule sends a letter about this abstract as it is now. Look at the rules, or try the tester."
            )
        )
    return count


def _check_not_flooded(abstract: Abstract, recipients: Iterable[str]) -> None:
    since = timezone.now() - LATELY
    lately = Counter(
        abstract.letters.filter(created_at__gt=since).values_list("recipient", flat=True).order_by()
    )
    for recipient in recipients:
        if lately[recipient] >= MOST_AN_HOUR:
            raise TooManyLetters(
                _("%(email)s got %(n)d letters about #%(number)d within an hour. Wait before you send more.")
                % {"email": recipient, "n": lately[recipient], "number": abstract.number}
            )


def _send(drafts: Sequence[Draft], *, by: User | None) -> list[Letter]:
    rules = {draft.rule.pk: draft.rule for draft in drafts}
    prefetch_related_objects(list(rules.values()), "files")
    files = {key: _files_of(rule) for key, rule in rules.items()}
    mails = [
        Mail(
            draft.reader.email,
            draft.subject,
            draft.body,
            draft.language,
            draft.reader.user,
            draft.reply_to,
            files[draft.rule.pk],
        )
        for draft in drafts
    ]
    rows = [
        Letter(
            abstract=draft.abstract,
            rule=draft.rule,
            state=draft.abstract.state,
            recipient=draft.reader.email,
            subject=draft.subject,
            body=draft.body,
            reply_to=draft.reply_to,
            by=by,
            notice=notice,
        )
        for draft, notice in zip(drafts, post_mails(mails), strict=True)
    ]
    return Letter.objects.bulk_create(rows, batch_size=BATCH)


def _files_of(rule: LetterRule) -> tuple[NoticeFile, ...]:
    """Its files, ready to go with mails."""
    kept = []
    for file in rule.files.all():
        with file.content.open("rb") as content:
            kept.append(keep_file(name=file.name, content=content.read()))
    return tuple(kept)
