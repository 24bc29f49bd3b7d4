"""The book of abstracts: how it is made, one of one's own instead, and what was made last."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import Book
from abstracts.refusals import BadFile
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from kit.files import safe_file_name
from kit.markdown import check_markdown

EDITABLE = frozenset(
    {"title", "introduction", "closing", "order", "corresponding", "style", "show_numbers", "each_on_a_page",
     "is_public"}
)  # fmt: skip
MOST_MEGABYTES = 100


def book_of(event: Event) -> Book:
    """As it is kept, or as it would begin."""
    return Book.objects.filter(event=event).first() or Book(event=event)


@transaction.atomic
def edit_book(event: Event, *, by: User | None, **values: Any) -> Book:
    """Change how it is made. Raises TextTooLong."""
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A book has no editable {', '.join(sorted(unknown))}.")
    for name in ("introduction", "closing"):
        check_markdown(values.get(name, ""))
    book = _held(event)
    changes = differences(book, values)
    if not changes:
        return book
    for name in changes:
        setattr(book, name, values[name])
    book.save(update_fields=list(changes))
    said = {name: ("", "") if name in ("introduction", "closing") else pair for name, pair in changes.items()}
    record(event.logbook, "book.edited", by=by, subject=book, changes=said)
    return book


@transaction.atomic
def put_own_book(event: Event, content: bytes, *, name: str, by: User | None) -> Book:
    """A PDF that was made elsewhere, instead of ours. Raises BadFile."""
    if len(content) > MOST_MEGABYTES * 1024**2:
        raise BadFile(_("The file is larger than %(most)d MB.") % {"most": MOST_MEGABYTES})
    if not content.startswith(b"%PDF-"):
        raise BadFile(_("This is not a PDF. Choose another file."))
    book = _held(event)
    _throw_away(book.own_file)
    book.own_file.save(f"book-{uuid.uuid4().hex}.pdf", ContentFile(content), save=False)
    book.own_name = safe_file_name(name)
    book.save(update_fields=["own_file", "own_name"])
    record(event.logbook, "book.edited", by=by, subject=book, changes={"own_file": ("", book.own_name)})
    return book


@transaction.atomic
def remove_own_book(event: Event, *, by: User | None) -> Book:
    """Ours again."""
    book = _held(event)
    if book.own_file:
        before = book.own_name
        _throw_away(book.own_file)
        book.own_file, book.own_name = "", ""
        book.save(update_fields=["own_file", "own_name"])
        record(event.logbook, "book.edited", by=by, subject=book, changes={"own_file": (before, "")})
    return book


@transaction.atomic
def keep_made_book(event: Event, content: bytes, *, held: Iterable[int]) -> Book:
    """What was made for everybody last, of these contributions."""
    book = _held(event)
    _throw_away(book.made_file)
    book.made_file.save(f"book-{uuid.uuid4().hex}.pdf", ContentFile(content), save=False)
    book.made_at, book.made_of = timezone.now(), sorted(held)
    book.save(update_fields=["made_file", "made_at", "made_of"])
    return book


def _held(event: Event) -> Book:
    """The book, locked with its event."""
    lock_event(event)
    Book.objects.get_or_create(event=event)
    book = Book.objects.select_for_update(no_key=True).get(event=event)
    book.event = event
    return book


def _throw_away(file: Any) -> None:
    """Once the change is for good."""
    if file:
        name, storage = file.name, file.storage
        transaction.on_commit(lambda: storage.delete(name))
