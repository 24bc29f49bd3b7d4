"""What the public pages show of a slot: plain entries, read in two queries for a whole day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from programme.models import Credit
from timetable.boards import board_order
from timetable.models.slot import SlotQuerySet

INSTANT = timedelta(minutes=10)
"""How long something without length is drawn."""
SESSION_HUE = 222  # of a session without a track, as in programme.models.Session.hue


@dataclass(slots=True)
class Entry:
    """A talk, a block of a session with its entries inside, or a pause."""

    pk: int
    parent: int | None
    starts_at: datetime
    ends_at: datetime
    title: str
    note: str
    room: "Place | None"
    session: int | None
    talk: int | None
    """The contribution's key; `number` is what addresses and stars know it by."""
    number: int | None
    track: "Strand | None"
    hue: int | None
    is_poster: bool = False
    board: str = ""
    people: str = ""
    starred: bool = False
    lasting: int = 0
    """The slot's key in all versions: addresses and anchors name it by that."""
    within: int | None = None
    """The session a talk or a block belongs to, wherever it is held."""
    kind: int | None = None
    """The type of the talk."""
    inside: list["Entry"] = field(default_factory=list)

    @property
    def is_pause(self) -> bool:
        return self.session is None and self.talk is None

    @property
    def drawn_until(self) -> datetime:
        return self.ends_at if self.ends_at > self.starts_at else self.starts_at + INSTANT

    def is_on(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A room as columns are sorted by it."""

    position: int
    name: str
    pk: int
    seats: int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Strand:
    """A track as filters list it."""

    position: int
    name: str
    pk: int
    hue: int


FIELDS = (
    *("pk", "copy_of", "parent_id", "starts_at", "ends_at", "title", "description"),
    *("room_id", "room__name", "room__position", "room__capacity", "room__description"),
    *("parent__room_id", "parent__room__name", "parent__room__position"),
    *("parent__room__capacity", "parent__room__description"),
    *("session_id", "session__title", "session__type__is_poster"),
    *("session__track_id", "session__track__name", "session__track__position", "session__track__hue"),
    *("contribution_id", "contribution__number", "contribution__title", "contribution__board_number"),
    "contribution__type_id",
    *("contribution__track_id", "contribution__track__name"),
    *("contribution__track__position", "contribution__track__hue"),
    *("contribution__session_id", "contribution__session__track_id", "contribution__session__track__name"),
    *("contribution__session__track__position", "contribution__session__track__hue"),
)


def read_entries(slots: SlotQuerySet) -> list[Entry]:
    """These slots in order of time and room; what lies in a block that is among them is inside it."""
    entries = _read_alone(slots)
    speakers = speakers_of(entry.talk for entry in entries if entry.talk)
    blocks = {entry.pk: entry for entry in entries if entry.session}
    outside: list[Entry] = []
    for entry in entries:
        if entry.talk:
            entry.people = ", ".join(speakers[entry.talk])
        block = blocks.get(entry.parent) if entry.parent else None
        (block.inside if block else outside).append(entry)
    for block in blocks.values():
        if block.is_poster:
            block.inside.sort(key=lambda poster: (poster.starts_at, board_order(poster.board)))
    return outside


def _read_alone(slots: SlotQuerySet) -> list[Entry]:
    """These slots one by one, without people: a single query."""
    rooms: dict[int, Place] = {}
    return [_entry(row, rooms) for row in slots.in_order().values_list(*FIELDS)]


def leaves(entries: Iterable[Entry]) -> list[Entry]:
    """Talks and pauses, taken out of their blocks, by time; a block that holds nothing stands for itself."""
    found = [leaf for entry in entries for leaf in (entry.inside or [entry])]
    return sorted(found, key=lambda leaf: leaf.starts_at)


def in_brief(entries: Iterable[Entry]) -> list[Entry]:
    """As `leaves`, but a poster session is one entry that says how many posters it has."""
    posters = [entry for entry in entries if entry.is_poster and entry.inside]
    kept = [entry for entry in entries if not (entry.is_poster and entry.inside)]
    counted = [replace(entry, note=_posters(entry), inside=[]) for entry in posters]
    return leaves([*kept, *counted])


def _posters(block: Entry) -> str:
    return talk_words(len(block.inside), is_poster=True)


def talk_words(count: int, *, is_poster: bool = False) -> str:
    """ "3 talks", or "3 posters"."""
    if is_poster:
        return ngettext("%(count)s poster", "%(count)s posters", count) % {"count": count}
    return ngettext("%(n)s talk", "%(n)s talks", count) % {"n": count}


def speakers_of(talks: Iterable[int]) -> dict[int, list[str]]:
    """The names of the speakers of each talk, in their order: one query."""
    named: dict[int, list[str]] = defaultdict(list)
    credits = Credit.objects.filter(contribution__in=list(talks), role=Credit.Role.SPEAKER)
    for talk, name in credits.order_by("position", "pk").values_list("contribution_id", "person__name"):
        named[talk].append(name)
    return named


def _entry(row: tuple, rooms: dict[int, Place]) -> Entry:
    at = dict(zip(FIELDS, row, strict=True))
    talk, session = at["contribution_id"], at["session_id"]
    track = _track(at)
    in_session = session or at["contribution__session_id"]
    return Entry(
        pk=at["pk"],
        parent=at["parent_id"],
        starts_at=at["starts_at"],
        ends_at=at["ends_at"],
        title=_title(at),
        note=at["description"],
        room=_room(at, rooms),
        session=session,
        talk=talk,
        number=at["contribution__number"],
        track=track,
        hue=track.hue if track else (SESSION_HUE if in_session else None),
        is_poster=bool(at["session__type__is_poster"]),
        board=at["contribution__board_number"] or "",
        lasting=at["copy_of"] or at["pk"],
        within=in_session,
        kind=at["contribution__type_id"],
    )


def _title(at: dict) -> str:
    """As `Slot.label` has it."""
    if at["contribution_id"]:
        return at["contribution__title"]
    if at["session_id"]:
        return f"{at['session__title']}: {at['title']}" if at["title"] else at["session__title"]
    return at["title"]


def _track(at: dict) -> Strand | None:
    """The talk's own track, else that of its session."""
    for way in ("contribution__track", "contribution__session__track", "session__track"):
        if at[f"{way}_id"]:
            return Strand(at[f"{way}__position"], at[f"{way}__name"], at[f"{way}_id"], at[f"{way}__hue"])
    return None


def _room(at: dict, rooms: dict[int, Place]) -> Place | None:
    """Its own room, else that of its block."""
    way = "room" if at["room_id"] else "parent__room"
    pk = at[f"{way}_id"]
    if pk is None:
        return None
    if pk not in rooms:
        seats, where = at[f"{way}__capacity"], at[f"{way}__description"]
        rooms[pk] = Place(at[f"{way}__position"], at[f"{way}__name"], pk, seats, where)
    return rooms[pk]
