"""What changed from version to version, for one reader: of each only what they may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from access.filters import Keyring
from events.models import Event
from programme.models import Contribution
from timetable.models import Version
from timetable.versions.edition import Edition, edition_of
from timetable.versions.reader import reader_of
from timetable.versions.words import Line, lines_of


@dataclass(frozen=True, slots=True)
class News:
    """One version: what changed since the one before; of the first, how much it holds."""

    version: Version
    lines: list[tuple[Line, int | None]]
    """With the number of the talk, where the reader has a page of it."""
    is_first: bool
    count: int

    @property
    def anchor(self) -> str:
        return f"v{self.version.number}"


def news_of(
    event: Event, versions: Sequence[Version], keyring: Keyring, *, runs: bool, sees_event: bool
) -> list[News]:
    """Of published versions that follow each other, newest first."""
    if not versions:
        return []
    reader = reader_of(event, keyring, runs=runs, sees_event=sees_event)
    earlier_ones = Version.objects.filter(event=event).published()
    before = earlier_ones.filter(number__lt=versions[-1].number).first()
    chain = [*versions, *([before] if before else [])]
    editions = [reader.reads(edition_of(version)) for version in chain]
    numbers = dict(Contribution.objects.visible_to(keyring).filter(event=event).values_list("pk", "number"))
    found = []
    for place, version in enumerate(versions):
        is_first = place + 1 == len(editions)
        earlier = Edition() if is_first else editions[place + 1]
        changes = [] if is_first else editions[place].changes_since(earlier)
        lines = lines_of(changes, zone=event.zone)
        linked = [(line, numbers.get(line.change.entry.contribution or 0)) for line in lines]
        found.append(News(version, linked, is_first, len(editions[place].held)))
    return found
