"""One act of the desk on one abstract or many: what page, bulk and API send."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from abstracts.desk.rights import DECISIONS, Act
from abstracts.models import Abstract, DeskStep
from abstracts.operations.deciding import Decision, Seen, ask_for_revision, decide, move_to_tracks, take_back
from abstracts.operations.desk_steps import before_act, keep_step
from abstracts.refusals import BadOther, NotOfThisCall
from accounts.models import User
from events.models import Event
from programme.models import ContributionType, Session, Track


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen at the desk. `type`, `track` and `session` go with accepting, `tracks` with moving, `other` with
    merging and duplicates, `until` with a revision."""

    act: Act
    type: ContributionType | None = None
    track: Track | None = None
    session: Session | None = None
    tracks: tuple[Track, ...] = ()
    other: Abstract | None = None
    merge_people: bool = False
    until: datetime | None = None
    comment: str = ""

    @property
    def decision(self) -> Decision | None:
        """The decision that it is, if it is one."""
        if self.act not in DECISIONS:
            return None
        return Decision(
            DECISIONS[self.act],
            track=self.track,
            type=self.type,
            session=self.session,
            other=self.other,
            merge_people=self.merge_people and self.act == Act.MERGE,
            comment=self.comment,
        )


@dataclass(frozen=True, slots=True)
class Done:
    """`step` undoes it; None where authors were told at once."""

    abstracts: list[Abstract]
    step: DeskStep | None


@transaction.atomic
def carry_out(event: Event, seen: Seen, chosen: Chosen, *, by: User | None) -> Done:
    """Do it to all of these, or to none. Whoever calls has asked `abstracts.desk.rights.open_for`.

    Raises ChangedMeanwhile, NotInThisState, BadOther, NotOfThisCall, TextTooLong.
    """
    before = before_act(event, seen)
    abstracts = _do(event, seen, chosen, by=by)
    return Done(abstracts, keep_step(event, chosen.act, before, by=by))


def _do(event: Event, seen: Seen, chosen: Chosen, *, by: User | None) -> list[Abstract]:
    if chosen.decision is not None:
        if chosen.act in (Act.MERGE, Act.DUPLICATE) and chosen.other is None:
            raise BadOther(_("Choose the other abstract: another one of this event."))
        return decide(event, seen, chosen.decision, by=by)
    if chosen.act == Act.REVISE:
        return ask_for_revision(event, seen, comment=chosen.comment, until=chosen.until, by=by)
    if chosen.act == Act.MOVE:
        if not chosen.tracks:
            raise NotOfThisCall(_("Choose at least one track."))
        return move_to_tracks(event, seen, list(chosen.tracks), by=by)
    if chosen.act == Act.TAKE_BACK:
        return take_back(event, seen, by=by)
    raise ValueError(f"{chosen.act} is not done here.")
