"""Deep calls without giving memory back and asking for it again with every call.

Python keeps the frames of a thread in pieces of 16 kB, and gives a piece back to the system as soon as the last frame
in it is done. Where a loop happens to call across the end of a piece, each turn asks the system for memory, which
costs five to ten times the call. Behind a stack of middleware, views and templates some loop always does: a page
took 80 or 130 ms by how many frames lay below it, and changed with any change elsewhere.

python/cpython#142183; mended in 3.15 and the later ones of 3.13 and 3.14, not in 3.11 and 3.12. With those that have
it mended this does no harm, and may go when they are the oldest we run on.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

SLOTS = 32_768
"""Of eight bytes. A frame that says it needs so many gets a piece of 512 kB, the half of which it does not need: there
is room for all the frames that Python lets a thread have. Nothing is written to it, so it takes no memory."""


def in_one_piece(act: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same function; all the frames of what it calls lie in one piece of memory. Costs 10 µs a call,
    so it is best for a function that runs long, such as that of a thread."""

    def called(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        return act(*args, **kwargs)

    called.__code__ = called.__code__.replace(co_stacksize=SLOTS)
    return called
