"""Write into logbooks, inside the transaction of the act."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import User
from journal.models import Entry, Logbook
from journal.names import CLOSE, OPEN
from kit.ready_insert import ReadyInsert

LONGEST_VALUE = 500
_gathering: ContextVar[int | None] = ContextVar("logbook_gathering", default=None)
_open, _write = ReadyInsert(Logbook), ReadyInsert(Entry)


def open_logbook() -> Logbook:
    """A new, empty logbook for a thing about to be made."""
    return _open(Logbook())


def record(
    logbook: Logbook,
    verb: str,
    *,
    by: User | AnonymousUser | None,
    subject: object,
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> Entry:
    """Add an entry: `verb` is `thing.done`, `subject` is kept by its name at the time, `by` None is the system.

    A thing with a `log_reference` is kept by that: whoever reads the log reads its name then, if they may (`names`).
    """
    entry = Entry(
        logbook=logbook,
        verb=verb,
        by=by if isinstance(by, User) else None,
        subject=_text(subject, most=300),
        changes={name: [_text(before), _text(after)] for name, (before, after) in (changes or {}).items()},
    )
    return entry if _gathering.get() == logbook.pk else _write(entry)


def record_all(acts: Iterable[tuple[Logbook, str, object]], *, by: User | AnonymousUser | None) -> None:
    """An entry for each of these (logbook, verb, subject), without changes, in one statement."""
    who, hushed = by if isinstance(by, User) else None, _gathering.get()
    Entry.objects.bulk_create(
        (
            Entry(logbook=logbook, verb=verb, by=who, subject=str(subject)[:300])
            for logbook, verb, subject in acts
            if logbook.pk != hushed
        ),
        batch_size=1000,
    )


@contextmanager
def told_as_one(logbook: Logbook) -> Iterator[None]:
    """Acts inside leave no entries of their own in this logbook: whoever does many at once records them as one."""
    token = _gathering.set(logbook.pk)
    try:
        yield
    finally:
        _gathering.reset(token)


def differences(thing: models.Model, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields of a row that `values` would change, each with its value before and after."""
    return {
        name: (before, value) for name, value in values.items() if (before := getattr(thing, name)) != value
    }


def _text(value: Any, *, most: int = LONGEST_VALUE) -> str:
    text = "" if value is None else str(getattr(value, "log_reference", value))
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head[: head.rindex(OPEN)] if head.rfind(OPEN) > head.rfind(CLOSE) else head) + "…"
