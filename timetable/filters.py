"""What a reader of the timetable looks for: tracks, a room, a session, a type, words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from kit.keys import is_key
from programme.models import Contribution
from timetable.entries import Entry

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Filters:
    """Nothing chosen means everything."""

    tracks: frozenset[int]
    room: int | None
    words: str
    session: int | None = None
    kind: int | None = None
    """The type of a talk."""

    def __bool__(self) -> bool:
        return bool(self.tracks or self.room or self.words or self.session or self.kind)


def filters_of(request: HttpRequest) -> Filters:
    """As the address says; what is no number is not a choice."""
    tracks = frozenset(int(value) for value in request.GET.getlist("track") if is_key(value))
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    chosen = {name: _key(request.GET.get(name, "")) for name in ("room", "session", "type")}
    return Filters(tracks, chosen["room"], words, session=chosen["session"], kind=chosen["type"])


def _key(text: str) -> int | None:
    return int(text) if is_key(text) else None


def narrow(entries: Sequence[Entry], filters: Filters) -> list[Entry]:
    """The entries that match; a block stays when it matches itself or anything in it does. Pauses go."""
    if not filters:
        return list(entries)
    deep = _talks_about(entries, filters.words)
    kept = []
    for entry in entries:
        inside = [inner for inner in entry.inside if _matches(inner, filters, deep, block=entry)]
        if inside:
            kept.append(replace(entry, inside=inside))
        elif not entry.inside and _matches(entry, filters, deep):
            kept.append(entry)
    return kept


def _matches(entry: Entry, filters: Filters, deep: set[int], *, block: Entry | None = None) -> bool:
    if entry.is_pause:
        return False
    rooms = {place.pk for each in (entry, block) if each and (place := each.room)}
    if filters.room and filters.room not in rooms:
        return False
    if filters.kind and entry.kind != filters.kind:
        return False
    if filters.session and filters.session not in (entry.within, block.session if block else None):
        return False
    track = entry.track or (block.track if block else None)
    if filters.tracks and (track is None or track.pk not in filters.tracks):
        return False
    return not filters.words or entry.talk in deep or _says(entry, filters.words, block)


def _says(entry: Entry, words: str, block: Entry | None) -> bool:
    text = f"{entry.title}\n{entry.people}\n{block.title if block else ''}".casefold()
    return all(word in text for word in words.casefold().split())


def _talks_about(entries: Sequence[Entry], words: str) -> set[int]:
    """The talks of these entries whose abstract has the words: one query, only for a search."""
    if not words:
        return set()
    talks = [leaf.talk for entry in entries for leaf in (entry, *entry.inside) if leaf.talk]
    found = Contribution.objects.filter(pk__in=talks)
    for word in words.split():
        found = found.filter(abstract__icontains=word)
    return set(found.values_list("pk", flat=True))
