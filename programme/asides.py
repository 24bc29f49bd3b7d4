"""What the apps above add to talks when they are loaded.

To the public page by `TALK_PARTS.append(TalkPart(…))`, to what programs are told by `TALK_ANSWERS.append(…)`.

Such a page is kept for strangers (docs/developers/caching.md): what a part shows must make the event grow.
"""

from collections.abc import Callable, Mapping, Sequence
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


Answers = Mapping[int, list[tuple[str, str]]]
TALK_ANSWERS: list[Callable[[Sequence[int]], Answers]] = []
"""Each is given ids of talks that the reader sees, and finds names and answers that everybody may read, by id."""


def answers_of(talks: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """As many queries, however many talks."""
    found: dict[int, list[tuple[str, str]]] = {}
    for ask in TALK_ANSWERS:
        for talk, answers in ask(talks).items():
            found.setdefault(talk, []).extend(answers)
    return found


def parts_of(talk: Contribution) -> list[tuple[str, Any]]:
    """Templates, each with what it shows."""
    found = [(part.template, part.about(talk)) for part in TALK_PARTS]
    return [(template, about) for template, about in found if about is not None]
