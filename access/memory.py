"""What a person holds is read once in a request, however many lists and questions its page has.

Only while `remembering()`: outside of it, and after any change of rights, every question reads anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Held = frozenset[tuple[int, str]]
"""The ids of access lists with the permission held on each."""

_memory: ContextVar[dict[int, Held] | None] = ContextVar("held_grants", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep what is read until the end of the block."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def recall(user_id: int) -> Held | None:
    """What was read before in this request, if anything."""
    memory = _memory.get()
    return None if memory is None else memory.get(user_id)


def keep(user_id: int, held: Held) -> None:
    memory = _memory.get()
    if memory is not None:
        memory[user_id] = held


def forget() -> None:
    """Rights have changed: the next question reads anew."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
