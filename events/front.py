"""What the apps above add to the front page of an event when they are loaded, by `FRONT_PARTS.append(FrontPart(…))`.

The page is kept for strangers (docs/developers/caching.md): what a part shows them must make the event grow, and
follow the clock by whole days of UTC only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from access.filters import Person
from events.models import Event


@dataclass(frozen=True, slots=True)
class FrontPart:
    """A template with what `about` finds as its `part`; nothing is shown where that is None."""

    template: str
    about: Callable[[Event, Person], Any]


FRONT_PARTS: list[FrontPart] = []


def parts_of(event: Event, reader: Person) -> list[tuple[str, Any]]:
    """Templates, each with what it shows this reader."""
    found = [(part.template, part.about(event, reader)) for part in FRONT_PARTS]
    return [(template, about) for template, about in found if about is not None]
