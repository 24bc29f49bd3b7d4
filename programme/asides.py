"""What the apps above add to the public page of a talk, by `TALK_PARTS.append(TalkPart(…))` when they are loaded.

Such a page is kept for strangers (docs/developers/caching.md): what a part shows must make the event grow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from programme.models import Contribution


@dataclass(frozen=True, slots=True)
class TalkPart:
    """A template with what `about` finds as its `part`; nothing is shown where that is None.

    It is asked only for talks that the reader sees, and shows every reader the same.
    """

    template: str
    about: Callable[[Contribution], Any]


TALK_PARTS: list[TalkPart] = []


def parts_of(talk: Contribution) -> list[tuple[str, Any]]:
    """Templates, each with what it shows."""
    found = [(part.template, part.about(talk)) for part in TALK_PARTS]
    return [(template, about) for template, about in found if about is not None]
