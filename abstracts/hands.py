"""Who is at an abstract as its author: by their account, or by the link that was mailed to them.

The link is kept in the session, so that it stands in no address afterwards. Organisers edit by the same form.
"""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.http import Http404, HttpRequest

from abstracts.models import Abstract, AbstractQuerySet, State
from abstracts.permissions import can_edit, can_withdraw, may_be_edited, writes
from abstracts.reading import led_by
from abstracts.standing import manages_abstracts, standing_of
from accounts.models import User

KEY = "abstracts"
MOST_HELD = 50
"""Links kept in one session; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody at an abstract. `user` is None for a guest; `by_link` says they hold its link."""

    abstract: Abstract
    user: User | None
    by_link: bool = False
    as_manager: bool = False

    @property
    def by(self) -> User | None:
        """Who the log names: nobody for who came by the link and is not its submitter."""
        owns = self.user is not None and self.abstract.submitter_id == self.user.pk
        return self.user if owns or not self.by_link else None

    @property
    def writes(self) -> bool:
        """Whether they are among those who may change it, whatever its state."""
        return self.by_link or self.as_manager or (self.user is not None and writes(self.user, self.abstract))

    @property
    def may_edit(self) -> bool:
        if self.as_manager:
            return self.abstract.state != State.WITHDRAWN
        if self.by_link:
            return may_be_edited(self.abstract)
        return self.user is not None and can_edit(self.user, self.abstract)

    @property
    def may_withdraw(self) -> bool:
        if self.user is not None and can_withdraw(self.user, self.abstract):
            return True
        return self.by_link and self.abstract.shown_state in (State.SUBMITTED, State.REVISION)

    @property
    def is_unsent(self) -> bool:
        return self.abstract.submitted_at is None

    @property
    def addresses(self) -> set[str]:
        """Theirs, in lower case: letters to these they may read again."""
        mine = {self.abstract.submitter_email.lower()} if self.by_link else set()
        if self.user is not None:
            proven = EmailAddress.objects.filter(user=self.user, verified=True).values_list(
                "email", flat=True
            )
            mine |= {email.lower() for email in proven}
        return mine


def hold(request: HttpRequest, abstract: Abstract) -> None:
    """Remember in the session that the person came by the link."""
    held = _held(request)
    held.pop(str(abstract.pk), None)
    held[str(abstract.pk)] = abstract.link_round
    request.session[KEY] = dict(list(held.items())[-MOST_HELD:])


def let_go(request: HttpRequest, abstract: Abstract) -> None:
    """Forget the link."""
    held = _held(request)
    held.pop(str(abstract.pk), None)
    request.session[KEY] = held


def author_at(request: HttpRequest, slug: str, number: int) -> Hand:
    """The abstract at this address, for one of its authors or who holds its link. Everybody else gets a 404."""
    abstract = _with_all().filter(event__slug__iexact=slug, number=number).first()
    if abstract is None:
        raise Http404
    user = request.user if isinstance(request.user, User) else None
    is_theirs = user is not None and Abstract.objects.of_person(user).filter(pk=abstract.pk).exists()
    by_link = _held(request).get(str(abstract.pk)) == abstract.link_round
    if not (is_theirs or by_link):
        raise Http404
    return Hand(abstract, user, by_link=by_link)


def writer_at(request: HttpRequest, slug: str, number: int) -> Hand:
    """The same for who may write it: also for organisers, once it was handed in."""
    try:
        return author_at(request, slug, number)
    except Http404:
        abstract = _with_all().sent().filter(event__slug__iexact=slug, number=number).first()
        user = request.user
        if abstract is None or not isinstance(user, User) or not manages_abstracts(user, abstract.event):
            raise
        if not led_by(standing_of(user, abstract.event)).filter(pk=abstract.pk).exists():
            raise
        return Hand(abstract, user, as_manager=True)


def _with_all() -> AbstractQuerySet:
    whole = Abstract.objects.filter(event__deleted_at__isnull=True)
    return whole.select_related("event__access", "call__reviewing", "type", "submitter", "logbook")


def _held(request: HttpRequest) -> dict[str, int]:
    held = request.session.get(KEY, {})
    return dict(held) if isinstance(held, dict) else {}
