"""What the cards of a day say, put together from the plan and the facts about it; only revisions are read anew."""

from dataclasses import dataclass
from datetime import datetime

from events.models import Event
from kit.moments import Span
from programme.models import Contribution, Track
from timetable.conflicts import Facts
from timetable.entries import SESSION_HUE
from timetable.models import Slot
from timetable.plan import Plan, PlanEntry


@dataclass(slots=True)
class Row:
    """One working slot: a block, a talk, or a break."""

    key: int
    revision: int
    starts_at: datetime
    ends_at: datetime
    room: int | None
    parent: int | None
    session: int | None
    talk: int | None
    label: str
    hue: int | None
    is_pinned: bool = False
    is_poster: bool = False
    is_withdrawn: bool = False
    board: str = ""
    people: str = ""

    @property
    def kind(self) -> str:
        """ "block", "talk" or "break"."""
        return "block" if self.session else "talk" if self.talk else "break"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


def rows_of(event: Event, plan: Plan, facts: Facts, span: Span) -> list[Row]:
    """What begins in the span, in order of time. Two queries; a third where posters are shown."""
    entries = [entry for entry in plan.values() if span.starts_at <= entry.starts_at < span.ends_at]
    slots = Slot.objects.filter(event=event).between(span.starts_at, span.ends_at)
    revisions = dict(slots.order_by().values_list("pk", "revision"))
    hues = hues_of(event)
    boards = _boards(event, entries, facts)
    return [_row(entry, facts, hues, boards, revisions.get(entry.key, 0)) for entry in entries]


def hues_of(event: Event) -> dict[int, int]:
    """The colours of the tracks."""
    return dict(Track.objects.filter(event=event).order_by().values_list("pk", "hue"))


def hue_of(facts: Facts, hues: dict[int, int], *, talk: int | None, session: int | None) -> int | None:
    """The track's own colour, else that of its session, else that of sessions; none for a talk outside of both."""
    known = facts.talks.get(talk or 0)
    if known is not None:
        if known.track in hues:
            return hues[known.track]
        session = known.session
    if session is None:
        return None
    around = facts.sessions.get(session)
    track = around.track if around else None
    return hues.get(track, SESSION_HUE) if track is not None else SESSION_HUE


def _row(entry: PlanEntry, facts: Facts, hues: dict[int, int], boards: dict[int, str], revision: int) -> Row:
    talk = facts.talks.get(entry.contribution or 0)
    session = facts.sessions.get(entry.session or 0)
    return Row(
        key=entry.key,
        revision=revision,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        room=entry.room,
        parent=entry.parent,
        session=entry.session,
        talk=entry.contribution,
        label=entry.label,
        hue=hue_of(facts, hues, talk=entry.contribution, session=entry.session),
        is_pinned=entry.is_pinned,
        is_poster=session is not None and session.is_poster,
        is_withdrawn=talk is not None and talk.is_withdrawn,
        board=boards.get(entry.contribution or 0, ""),
        people=facts.people_names(talk.people) if talk else "",
    )


def _boards(event: Event, entries: list[PlanEntry], facts: Facts) -> dict[int, str]:
    """The numbers of the boards of posters."""
    posters = {key for key, session in facts.sessions.items() if session.is_poster}
    blocks = {entry.key for entry in entries if entry.session in posters}
    talks = [entry.contribution for entry in entries if entry.parent in blocks and entry.contribution]
    if not talks:
        return {}
    found = Contribution.objects.filter(event=event, pk__in=talks).exclude(board_number="")
    return dict(found.order_by().values_list("pk", "board_number"))
