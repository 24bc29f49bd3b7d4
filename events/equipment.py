"""The words for equipment that are known at an event, which forms suggest: what stands in rooms, and what is needed.

The apps above add where they know words from, when they are loaded, by `WORDS_FROM.append(…)`.
"""

from collections.abc import Callable, Iterable

from events.models import Event
from rooms.models import Equipment

MOST = 40


def _of_rooms(event: Event) -> Iterable[str]:
    return (word for words in event.rooms.values_list("equipment", flat=True) for word in words)


def _of_the_house(event: Event) -> Iterable[str]:
    return Equipment.objects.values_list("name", flat=True)[:MOST]


WORDS_FROM: list[Callable[[Event], Iterable[str]]] = [_of_rooms, _of_the_house]


def equipment_known(event: Event) -> list[str]:
    """Each word once, however it is written, in the order of the alphabet; at most MOST of them."""
    words: dict[str, str] = {}
    for source in WORDS_FROM:
        for word in source(event):
            words.setdefault(word.casefold(), word)
    return [words[key] for key in sorted(words)][:MOST]
