"""The parts of a contribution (subcontributions) with their speakers, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record
from programme.models import Contribution, Subcontribution, SubcontributionSpeaker
from programme.operations.named import Someone, person_for
from programme.operations.values import check_same_event, check_values, names
from programme.refusals import NotOfThisEvent

EDITABLE = frozenset({"title", "code", "description", "minutes"})


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A part as somebody wants it; `pk` names the one it replaces, None makes a new one."""

    title: str
    minutes: int = 10
    code: str = ""
    description: str = ""
    speakers: tuple[Someone, ...] = ()
    pk: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "minutes": self.minutes,
            "code": self.code,
            "description": self.description,
        }


@transaction.atomic
def set_parts(contribution: Contribution, parts: Sequence[PartDraft], *, by: User | None) -> None:
    """Make exactly these the parts of the contribution; those named by `pk` keep their row."""
    event = lock_event(contribution.event)
    changes = replace_parts(contribution, parts)
    if changes:
        record(event.logbook, "contribution.edited", by=by, subject=contribution, changes=changes)


def replace_parts(contribution: Contribution, parts: Sequence[PartDraft]) -> dict[str, tuple[Any, Any]]:
    """Write the parts and return what changed, for the log. For operations that hold the event."""
    held = {part.pk: part for part in contribution.parts.prefetch_related("speaker_links__person")}
    before = [_draft_of(part) for part in held.values()]
    _check(contribution, parts, held)
    parts = [_with_people(part, contribution) for part in parts]
    if before == parts:
        return {}
    kept = {part.pk for part in parts}
    contribution.parts.exclude(pk__in=[pk for pk in kept if pk is not None]).delete()
    for position, draft in enumerate(parts, start=1):
        part = held.get(draft.pk or 0) or Subcontribution(contribution=contribution)
        _write(draft, part, position=position, event=contribution.event)
    return {"parts": (_words(before), _words(parts))}


def _check(contribution: Contribution, parts: Sequence[PartDraft], held: dict[int, Subcontribution]) -> None:
    for part in parts:
        check_values(Subcontribution, part.values, editable=EDITABLE)
        check_same_event(contribution.event, part.speakers)
        if part.pk is not None and part.pk not in held:
            raise NotOfThisEvent(_("“%(part)s” is no part of this talk any more.") % {"part": part.title})


def _write(draft: PartDraft, part: Subcontribution, *, position: int, event: Event) -> None:
    part.position = position
    for name, value in draft.values.items():
        setattr(part, name, value)
    part.save()
    if draft.pk is not None:
        part.speaker_links.all().delete()
    SubcontributionSpeaker.objects.bulk_create(
        SubcontributionSpeaker(subcontribution=part, person=person_for(event, person), position=place)
        for place, person in enumerate(draft.speakers, start=1)
    )


def _with_people(part: PartDraft, contribution: Contribution) -> PartDraft:
    speakers = dict.fromkeys(person_for(contribution.event, someone) for someone in part.speakers)
    return replace(part, speakers=tuple(speakers))


def _draft_of(part: Subcontribution) -> PartDraft:
    return PartDraft(
        title=part.title,
        minutes=part.minutes,
        code=part.code,
        description=part.description,
        speakers=tuple(link.person for link in part.speaker_links.all()),
        pk=part.pk,
    )


def _words(parts: Sequence[PartDraft]) -> str:
    return "; ".join(
        f"{part.title} ({names(part.speakers)})" if part.speakers else part.title for part in parts
    )
