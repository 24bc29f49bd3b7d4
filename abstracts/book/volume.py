"""What goes into a book, and for whom."""

from dataclasses import dataclass

from abstracts.book.entries import for_everybody, for_reader, read_entries
from abstracts.book.ordering import Section, sections_of
from abstracts.models import Book
from access.filters import Keyring, keyring_of
from accounts.models import User
from events.models import Event


@dataclass(frozen=True, slots=True)
class Volume:
    """The sections in order, and the ids of the contributions in them."""

    sections: list[Section]
    held: list[int]


def volume_of(event: Event, book: Book, *, reader: User | None, everything: bool) -> Volume:
    """For all who see the event; with `everything` what the reader may see, or the system where there is none."""
    keyring = keyring_of(reader) if reader else Keyring(is_admin=everything)
    talks = for_reader(event, keyring) if everything else for_everybody(event)
    shown_to = keyring if everything else Keyring(invited=(event.access_id,))
    entries = read_entries(event, talks, shown_to, book)
    ranks = {name: rank for rank, name in enumerate(event.tracks.values_list("name", flat=True))}
    sections = sections_of(entries, book.order, ranks=ranks)
    return Volume(sections, sorted(entry.key for entry in entries))
