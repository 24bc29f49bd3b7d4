"""May they? What one person may do with one abstract of their own, or with a call."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from abstracts.models import Abstract, Author, Call, State
from accounts.models import User


def is_late_submitter(user: User | AnonymousUser, call: Call, at: datetime | None = None) -> bool:
    """Whether the closed call still takes something from this person: by an address they proved."""
    if not isinstance(user, User):
        return False
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return takes_late_from([*addresses], call, at)


def takes_late_from(emails: list[str], call: Call, at: datetime | None = None) -> bool:
    """The same for addresses that are proven, by an account or by the link that was mailed."""
    moment = at or timezone.now()
    in_time = Q(until__isnull=True) | Q(until__gt=moment)
    wanted = {email.lower() for email in emails}
    return any(late.email.lower() in wanted for late in call.late_submitters.filter(in_time))


def can_submit_to(user: User | AnonymousUser, call: Call, at: datetime | None = None) -> bool:
    """Begin a submission now. Guests may where the call lets them."""
    if isinstance(user, User):
        return call.is_open(at) or is_late_submitter(user, call, at)
    return call.guests_may_submit and call.is_open(at)


def can_begin(user: User | AnonymousUser, call: Call, at: datetime | None = None) -> bool:
    """Keep a first draft now: after the closing, too, so that nobody loses what they typed while it passed."""
    has_opened = call.opens_at is not None and call.opens_at <= (at or timezone.now())
    return isinstance(user, User) and (has_opened or can_submit_to(user, call, at))


def writes(user: User | AnonymousUser, abstract: Abstract) -> bool:
    """Whether the person is among those who may change the submission, by the call's rule, whatever its state."""
    if not isinstance(user, User):
        return False
    if abstract.submitter_id == user.pk:
        return True
    return _named_as_editor(abstract).filter(user=user).exists() if abstract.submitted_at else False


def can_edit(user: User | AnonymousUser, abstract: Abstract, at: datetime | None = None) -> bool:
    """Change it now: drafts always; a submission until its deadline, or while a revision is asked for."""
    return writes(user, abstract) and may_be_edited(abstract, at)


def may_be_edited(abstract: Abstract, at: datetime | None = None) -> bool:
    """The same about the time and state alone, for whoever holds its link."""
    moment = at or timezone.now()
    if abstract.state == State.REVISION:
        return abstract.revision_until is None or moment < abstract.revision_until
    if abstract.shown_state == State.SUBMITTED:  # one that refused what is decided would tell of the decision
        emails = [abstract.submitter_email] if abstract.submitter_email else []
        return abstract.call.may_be_changed(moment) or takes_late_from(emails, abstract.call, moment)
    return abstract.state in (State.DRAFT, State.INVITED)


def can_withdraw(user: User | AnonymousUser, abstract: Abstract) -> bool:
    """Its submitter, while it is undecided as far as they know; organisers may at any time (Indico's rule)."""
    return (
        isinstance(user, User)
        and abstract.submitter_id == user.pk
        and abstract.shown_state in (State.SUBMITTED, State.REVISION)
    )


def _named_as_editor(abstract: Abstract) -> "models.QuerySet[Author]":
    roles: dict[str, Q] = {
        Call.Editors.SUBMITTER: Q(pk__in=[]),
        Call.Editors.PRIMARY: Q(role=Author.Role.AUTHOR),
        Call.Editors.AUTHORS: Q(role__in=[Author.Role.AUTHOR, Author.Role.CO_AUTHOR]),
        Call.Editors.ALL: ~Q(pk__in=[]),
    }
    return abstract.authors.filter(roles[abstract.call.editors]).exclude(answer=Author.Answer.DECLINED)
