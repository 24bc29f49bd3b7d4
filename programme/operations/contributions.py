"""Contributions: create, edit, withdraw and reinstate, delete and restore."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from programme.models import Contribution
from programme.operations.credits import Credited, replace_credits
from programme.operations.links import LinkDraft, replace_links
from programme.operations.numbers import take_talk_number
from programme.operations.parts import PartDraft, replace_parts
from programme.operations.protection import hang_below
from programme.operations.values import check_same_event, check_values
from programme.signals import contribution_edited

EDITABLE = frozenset(
    {
        "code",
        "title",
        "subtitle",
        "abstract",
        "description",
        "type",
        "track",
        "session",
        "minutes",
        "language",
        "keywords",
        "expected_audience",
        "needs",
        "board_number",
    }
)


@transaction.atomic
def create_contribution(
    event: Event,
    *,
    by: User | None,
    title: str,
    people: Sequence[Credited] = (),
    links: Sequence[LinkDraft] = (),
    parts: Sequence[PartDraft] = (),
    **details: Any,
) -> Contribution:
    """A new contribution with the next number of the event. Without `minutes` it lasts as its session says.

    Raises NotOfThisEvent, NeedsATitle, TooLong, BadNumber, BadAddress, kit.markdown.TextTooLong.
    """
    check_values(Contribution, {"title": title, **details}, editable=EDITABLE)
    check_same_event(event, details.values())
    number = take_talk_number(event)
    session = details.get("session")
    if session is not None:
        details.setdefault("minutes", session.default_minutes)
    access = session.access if session is not None else event.access
    contribution = Contribution(event=event, number=number, title=title, access=access, **details)
    contribution.save(force_insert=True)
    replace_credits(contribution, people)
    replace_links(contribution, links)
    replace_parts(contribution, parts)
    record(event.logbook, "contribution.created", by=by, subject=contribution)
    return contribution


@transaction.atomic
def edit_contribution(
    contribution: Contribution,
    *,
    by: User | None,
    people: Sequence[Credited] | None = None,
    links: Sequence[LinkDraft] | None = None,
    parts: Sequence[PartDraft] | None = None,
    **values: Any,
) -> None:
    """Change some of the EDITABLE fields, and the people, links and parts where they are given.

    In another session it follows that session's protection, unless it has its own.
    """
    check_values(Contribution, values, editable=EDITABLE)
    check_same_event(contribution.event, values.values())
    event = lock_event(contribution.event)
    contribution.refresh_from_db()
    changes = differences(contribution, values)
    _write(contribution, values, changes, event=event)
    if people is not None:
        changes |= replace_credits(contribution, people)
    if links is not None:
        changes |= replace_links(contribution, links)
    if parts is not None:
        changes |= replace_parts(contribution, parts)
    if not changes:
        return
    record(event.logbook, "contribution.edited", by=by, subject=contribution, changes=_in_words(changes))
    contribution_edited.send(sender=Contribution, contribution=contribution, changes=changes, by=by)


@transaction.atomic
def withdraw_contribution(contribution: Contribution, *, by: User | None) -> None:
    """Take it out of everything the public sees; its place in the timetable is kept."""
    _mark(contribution, "withdrawn_at", is_set=True, verb="contribution.withdrawn", by=by)


@transaction.atomic
def reinstate_contribution(contribution: Contribution, *, by: User | None) -> None:
    """Show it again, at the place that was kept for it."""
    _mark(contribution, "withdrawn_at", is_set=False, verb="contribution.reinstated", by=by)


@transaction.atomic
def delete_contribution(contribution: Contribution, *, by: User | None) -> None:
    """Take it away from everybody. Nothing is lost: `restore_contribution` brings it back as it was."""
    _mark(contribution, "deleted_at", is_set=True, verb="contribution.deleted", by=by)


@transaction.atomic
def restore_contribution(contribution: Contribution, *, by: User | None) -> None:
    """Bring it back as it was, in its session and its place."""
    _mark(contribution, "deleted_at", is_set=False, verb="contribution.restored", by=by)


def _mark(contribution: Contribution, moment: str, *, is_set: bool, verb: str, by: User | None) -> None:
    event = lock_event(contribution.event)
    contribution.refresh_from_db()
    if (getattr(contribution, moment) is not None) == is_set:
        return
    setattr(contribution, moment, timezone.now() if is_set else None)
    _save(contribution, moment)
    record(event.logbook, verb, by=by, subject=contribution)


def _write(
    contribution: Contribution, values: dict[str, Any], changes: dict[str, Any], *, event: Event
) -> None:
    if not changes:
        return
    for name in changes.keys() - {"session"}:
        setattr(contribution, name, values[name])
    if "session" in changes:
        hang_below(contribution, values["session"], event=event)
    _save(contribution, *changes, *(["access"] if "session" in changes else []))


def _save(contribution: Contribution, *fields: str) -> None:
    contribution.save(update_fields=fields)
    contribution.refresh_from_db(fields=["revision", "updated_at"])


def _in_words(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Lists as people write them."""
    return {name: (_listed(before), _listed(after)) for name, (before, after) in changes.items()}


def _listed(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
