"""What is left to do before an event is ready: the shape of a task, and who knows of more than the timetable.

The apps above add what they know of when they are loaded, by `MORE_TASKS.append(…)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import User
from events.models import Event


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, done or not, and the page on which to do it."""

    title: str
    is_done: bool
    url: str
    label: str
    is_act: bool = False
    """The address takes a POST and does it at once."""


MORE_TASKS: list[Callable[[Event, User], Iterable[Task]]] = []
"""Each tells what somebody who runs the event has still to do, in few queries however large the event."""
