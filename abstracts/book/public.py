"""The book as a file: for everybody who sees the event, once it is public; for its chairs before."""

from dataclasses import dataclass

from django.db.models.fields.files import FieldFile

from abstracts.book.entries import for_everybody
from abstracts.models import Book
from events.models import Event
from programme.models import Contribution


@dataclass(frozen=True, slots=True)
class PublicBook:
    """The file, the name to save it under, and a text that changes with it."""

    file: FieldFile
    name: str
    tag: str


def public_book(event: Event, *, for_chairs: bool = False) -> PublicBook | None:
    """None where there is none, or where it holds what is not for everybody any more; and while it is not public, but
    for those who run it and look at it first."""
    book = Book.objects.filter(event=event).first()
    if book is None or not (book.is_public or for_chairs):
        return None
    if book.own_file:
        return PublicBook(
            book.own_file, book.own_name or f"{event.slug}-abstracts.pdf", book.own_file.name or ""
        )
    if not book.made_file or not is_for_everybody(book):
        return None
    return PublicBook(book.made_file, f"{event.slug}-abstracts.pdf", book.made_file.name or "")


def is_for_everybody(book: Book) -> bool:
    """Whether all in the last made book may still be seen by all; what was deleted or withdrawn is in no new book."""
    held = len(set(book.made_of))
    return for_everybody(book.event).filter(pk__in=book.made_of).count() == held


def changed_since(book: Book) -> int:
    """How many talks changed, came or went since the last book was made."""
    if book.made_at is None:
        return 0
    now = for_everybody(book.event)
    gone = (
        Contribution.objects.filter(pk__in=book.made_of).exclude(pk__in=now.order_by().values("pk")).count()
    )
    return gone + now.filter(updated_at__gt=book.made_at).count()
