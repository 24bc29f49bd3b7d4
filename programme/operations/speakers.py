"""Speakers: who they are, letters to them, whether they come."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from access.models import Grant
from accounts.models import User
from events.models import Event, EventPerson
from events.operations import lock_event
from journal.operations import record
from notices.operations import Limit, let_through, post, post_to_address, reached_limit
from programme.models import Credit
from programme.refusals import AskedLately, TooLong

ASKED = "programme/mail/asked.txt"
ANSWERED = "programme/mail/answered.txt"
ASKING = Limit("speaker-asked", most=1_000)
LONGEST_WORD = 2000
"""Characters of what a speaker tells the organisers with an answer."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Who is written to, and who is not: nobody knows their address, or they were `lately`, within an hour."""

    reached: Sequence[EventPerson]
    unreached: Sequence[EventPerson]
    lately: Sequence[EventPerson] = ()


def spoken_credits(event: Event) -> QuerySet[Credit]:
    """Who speaks in what: of talks that take place."""
    return Credit.objects.filter(
        role=Credit.Role.SPEAKER,
        contribution__event=event,
        contribution__deleted_at__isnull=True,
        contribution__withdrawn_at__isnull=True,
    )


def speakers_of(event: Event) -> QuerySet[EventPerson]:
    """Who speaks in a talk that takes place."""
    speaks = Exists(spoken_credits(event).filter(person=OuterRef("pk")))
    return EventPerson.objects.filter(speaks, event=event).select_related("user")


def reach_of(people: Iterable[EventPerson], *, limit: Limit, event: Event) -> Reach:
    """Each person once, as `ask_each` would write to them now."""
    people = list(dict.fromkeys(people))
    found = [_address(one).lower() for one in people]
    lately = reached_limit(limit, filter(None, found), about=_about(event))
    return _reach(people, set(found) - lately)


def ask_each(people: Iterable[EventPerson], *, limit: Limit, event: Event, by: User | None) -> Reach:
    """Whom to write to now; these count. Raises AskedLately where all were asked within this hour; WroteTooOften."""
    people = list(dict.fromkeys(people))
    addresses = [address for one in people if (address := _address(one))]
    reach = _reach(people, let_through(limit, addresses, by=by, about=_about(event)))
    if reach.lately and not reach.reached:
        raise AskedLately(_("All of them were asked within the last hour. Ask them again later."))
    return reach


def _reach(people: Sequence[EventPerson], free: Collection[str]) -> Reach:
    found: dict[str, list[EventPerson]] = {"reached": [], "unreached": [], "lately": []}
    for one in people:
        address = _address(one).lower()
        found["unreached" if not address else "reached" if address in free else "lately"].append(one)
    return Reach(**found)


def _about(event: Event) -> str:
    return f"event-{event.pk}"


def write_to(person: EventPerson, template: str, **context: Any) -> None:
    """A mail to the account where there is one, else to the address."""
    if person.user is not None and person.user.is_active:
        post(template, to=[person.user], person=person, **context)
    else:
        post_to_address(template, to=person.email, person=person, **context)


@transaction.atomic
def ask_speakers(event: Event, credits: Iterable[Credit], *, by: User | None) -> Reach:
    """Write to the speakers of these credits whether they come: one mail each, with the address of their own page.

    Whoever has no address is not asked, nor who was within this hour. Asking again later is allowed; an answer that is
    there stays until another comes. Raises AskedLately, WroteTooOften.
    """
    event = lock_event(event)
    keys = [credit.pk for credit in credits]
    chosen = spoken_credits(event).filter(pk__in=keys).select_related("person__user", "contribution")
    credits = list(chosen.order_by("person__sort_name", "person", "contribution__number"))
    reach = ask_each((credit.person for credit in credits), limit=ASKING, event=event, by=by)
    for person in reach.reached:
        talks = [credit.contribution for credit in credits if credit.person_id == person.pk]
        write_to(person, ASKED, event=event, talks=talks)
    spoken_credits(event).filter(pk__in=keys, person__in=reach.reached).update(asked_at=timezone.now())
    if reach.reached:
        names = ", ".join(str(person) for person in reach.reached)
        record(event.logbook, "speakers.asked", by=by, subject=event, changes={"people": ("", names[:1000])})
    return reach


@transaction.atomic
def answer_credit(credit: Credit, answer: str, *, by: User | None, word: str = "") -> bool:
    """The speaker comes or does not, or (with "") has not said; returns whether that is new.

    What speakers themselves say reaches those who run the event: that they decline, and any `word` of theirs.
    """
    word = word.strip()
    if len(word) > LONGEST_WORD:
        raise TooLong(_("The text is too long. The limit is %(limit)d characters.") % {"limit": LONGEST_WORD})
    event = lock_event(credit.contribution.event)
    credit.refresh_from_db()
    before, after = credit.answer, str(Credit.Answer(answer)) if answer else ""
    if before == after and not word:
        return False
    credit.answer, credit.answered_at = after, timezone.now() if after else None
    credit.save(update_fields=["answer", "answered_at"])
    changes = {"answer": (_said(before), f"{credit.person}: {_said(after)}")}
    if word:
        changes["word"] = ("", word)
    record(event.logbook, "speaker.answered", by=by, subject=credit.contribution, changes=changes)
    is_own = by is not None and credit.person.user_id == by.pk
    if is_own and (word or after == Credit.Answer.DECLINED):
        _tell_organisers(event, credit, word)
    return True


def _tell_organisers(event: Event, credit: Credit, word: str) -> None:
    """People who were given the event itself to run; without any, its contact address."""
    managers = Grant.objects.filter(access_list=event.access, permission=Grant.MANAGE, user__is_active=True)
    people = User.objects.filter(pk__in=managers.values("user")).order_by("pk")
    context: dict[str, Any] = {
        "event": event,
        "credit": credit,
        "talk": credit.contribution,
        "word": word,
    }
    if people:
        post(ANSWERED, to=people, **context)
    elif event.contact_email:
        post_to_address(ANSWERED, to=event.contact_email, **context)


def _said(answer: str) -> str:
    return str(Credit.Answer(answer).label) if answer else ""


def _address(person: EventPerson) -> str:
    return person.user.email if person.user is not None and person.user.is_active else person.email
