"""Acts at the desk are undone: each abstract gets back what it held before, unless somebody changed it since.

What authors were told at once (a revision asked for, a decision that its call releases at once, that a withdrawal was
undone) is not kept: nobody takes back a letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, ForeignKey, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.desk.rights import DECISIONS, Act, open_for
from abstracts.models import Abstract, DeskStep, State
from abstracts.operations.clearing import clear_decision
from abstracts.operations.correcting import told_of
from abstracts.operations.turns import lock_abstracts, lock_desk
from abstracts.refusals import BadOther, NotInThisState
from abstracts.standing import standing_of
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record_all
from kit.refusals import constraint_speaks

LONGEST = timedelta(days=1)
"""How long an act can be undone."""

UNDOABLE = frozenset({*DECISIONS, Act.MOVE, Act.TAKE_BACK})
EMPTY = clear_decision(State.SUBMITTED)
HELD = (*EMPTY, "revision_comment")
"""The fields that acts at the desk write."""


@dataclass(frozen=True, slots=True)
class Undone:
    """The abstracts that are as they were, and how many were changed since and stay as they are."""

    abstracts: list[Abstract]
    left: int


Before = dict[int, dict[str, Any]]
"""What each abstract holds: the values of HELD that say something, and the tracks it is reviewed in."""


def before_act(event: Event, keys: Iterable[int]) -> Before:
    """To be asked in the transaction of the act, before it; whoever calls does the act next."""
    lock_event(event)
    lock_desk(event)
    abstracts = [one for one in lock_abstracts(keys) if one.event_id == event.pk]
    prefetch_related_objects(abstracts, "reviewed_for")
    return {
        one.pk: {**_values_of(one), "reviewed_for": [track.pk for track in one.reviewed_for.all()]}
        for one in abstracts
    }


def keep_step(event: Event, act: Act, before: Before, *, by: User | None) -> DeskStep | None:
    """Keep what the abstracts held before the act that was just done; None where it can not be undone."""
    if by is None or act not in UNDOABLE:
        return None
    DeskStep.objects.filter(event=event, at__lt=timezone.now() - LONGEST).delete()
    told = {letter.abstract_id for letter in told_of(_withdrawals(before))}
    now = Abstract.objects.filter(pk__in=before.keys() - told, released_at__isnull=True)
    kept = {key: {**before[key], "revision": revision} for key, revision in now.values_list("pk", "revision")}
    return DeskStep.objects.create(event=event, by=by, act=act.value, before=kept) if kept else None


@transaction.atomic
def undo_step(step: DeskStep, *, by: User) -> Undone:
    """Give back what each abstract held, but for those that were changed since.

    Raises NotInThisState where that is none, for an act of somebody else, one undone already, and after a day; BadOther
    where a merger would now lead back to itself.
    """
    event = lock_event(step.event)
    lock_desk(event)
    step = DeskStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    before = {int(key): values for key, values in step.before.items()}
    rows = [one for one in lock_abstracts(before) if one.revision == before[one.pk]["revision"]]
    if step.by_id != by.pk or step.undone_at is not None or timezone.now() - step.at > LONGEST or not rows:
        raise NotInThisState(_("That can not be undone any more: it was undone or changed since."))
    with constraint_speaks(
        "abstract_other_is_no_circle", refusal=BadOther(_("That would be a circle.")), savepoint=False
    ):
        _give_back(rows, before)
    allowed = open_for(standing_of(by, event), Act(step.act)).filter(pk__in=[one.pk for one in rows])
    if allowed.count() != len(rows):
        raise NotInThisState(_("You may not undo that any more. Ask the organisers."))
    step.undone_at = timezone.now()
    step.save(update_fields=["undone_at"])
    record_all([(one.logbook, "abstract.undone", one) for one in rows], by=by)
    return Undone(rows, len(before) - len(rows))


def _withdrawals(before: Before) -> dict[int, datetime]:
    """Those that were withdrawn, and when."""
    moments = {key: values.get("withdrawn_at") for key, values in before.items()}
    return {key: datetime.fromisoformat(moment) for key, moment in moments.items() if moment}


def _values_of(abstract: Abstract) -> dict[str, Any]:
    """By column; what is empty anyway is left out."""
    values = {}
    for name in HELD:
        column = Abstract._meta.get_field(name).attname  # type: ignore[union-attr]
        if (value := getattr(abstract, column)) != EMPTY.get(name, ""):
            values[column] = value.isoformat() if isinstance(value, datetime) else value
    return values


def _give_back(abstracts: list[Abstract], before: Before) -> None:
    fields = [Abstract._meta.get_field(name) for name in HELD]
    there = {field.name: _still_there(field, before) for field in fields if isinstance(field, ForeignKey)}
    now = timezone.now()
    for abstract in abstracts:
        kept = before[abstract.pk]
        for field in fields:
            column = field.attname  # type: ignore[union-attr]
            value = kept.get(column, EMPTY.get(field.name, ""))
            if isinstance(field, DateTimeField) and value is not None:
                value = datetime.fromisoformat(value)
            if isinstance(field, ForeignKey) and value not in there[field.name]:
                value = None
            setattr(abstract, column, value)
        abstract.revision += 1
        abstract.updated_at = now
    Abstract.objects.bulk_update(abstracts, [*HELD, "revision", "updated_at"], batch_size=500)
    _give_back_tracks(abstracts, before)


def _still_there(field: "ForeignKey[Any, Any]", before: Before) -> set[int]:
    """A track, type, session or person may have been deleted since."""
    keys = {kept[field.attname] for kept in before.values() if field.attname in kept}
    model: Any = field.related_model
    return set(model.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _give_back_tracks(abstracts: list[Abstract], before: Before) -> None:
    prefetch_related_objects(abstracts, "reviewed_for")
    for abstract in abstracts:
        kept = before[abstract.pk]["reviewed_for"]
        if sorted(track.pk for track in abstract.reviewed_for.all()) != sorted(kept):
            tracks = abstract.event.tracks.filter(pk__in=kept)
            abstract.reviewed_for.set(tracks)
