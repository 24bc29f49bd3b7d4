"""How talks are recognised: within a file, from one reading to the next, and in what is published."""

from collections import Counter
from collections.abc import Callable, Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from interchange.schedule.shape import Schedule, Talk


def stable_keys(talks: Sequence[Talk]) -> list[str]:
    """One key per talk, each different, in the order of the talks.

    The first of these that no other talk of the file shares: the guid; the source's id; its code; slug and
    start; title, start and rooms. Real twins are numbered in the order of the file.
    """
    candidates: tuple[Callable[[Talk], str], ...] = (
        lambda talk: talk.guid or "",
        lambda talk: f"id:{talk.source_id}" if talk.source_id else "",
        lambda talk: f"code:{talk.code}" if talk.code else "",
        lambda talk: f"slug:{talk.slug}@{talk.starts_at:%Y%m%dT%H%MZ}" if talk.slug else "",
        _title_start_and_rooms,
    )
    keys = [""] * len(talks)
    for candidate in candidates:
        offered = [candidate(talk) for talk in talks]
        shared = Counter(offered)
        keys = [
            known or (offer if offer and shared[offer] == 1 else "")
            for known, offer in zip(keys, offered, strict=True)
        ]
    return _numbered([known or _title_start_and_rooms(talk) for known, talk in zip(keys, talks, strict=True)])


def published_guid(talk: Talk, *, of: Schedule) -> str:
    """The UUID of the talk in what is published: its guid if that is one, else one made of its key."""
    if talk.guid and is_uuid(talk.guid):
        return talk.guid
    return as_uuid(talk.guid or talk.stable_key, within=of.acronym or of.title)


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID in its usual spelling with dashes."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def as_uuid(text: str, *, within: str) -> str:
    """A UUID that depends on the two texts alone."""
    return str(uuid5(NAMESPACE_URL, f"{within}/{text}"))


def _title_start_and_rooms(talk: Talk) -> str:
    return f"title:{talk.title}@{talk.starts_at:%Y%m%dT%H%MZ}@{','.join(talk.rooms)}"


def _numbered(keys: list[str]) -> list[str]:
    """The keys with " #2", " #3" … on those met before."""
    taken: set[str] = set()
    answer = []
    for key in keys:
        candidate, number = key, 1
        while candidate in taken:
            number += 1
            candidate = f"{key} #{number}"
        taken.add(candidate)
        answer.append(candidate)
    return answer
