"""Names in logs that not every reader may see, then or later: a log keeps references, and each reader reads names.

Apps say how in NAMES when they are loaded. Text that people typed may look like a reference: it tells them no more than
a real one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OPEN, CLOSE = "⟦", "⟧"
MARK = re.compile(rf"{OPEN}([a-z]+):([0-9]{{1,18}}){CLOSE}")
MOST_FOUND = 20
"""Things whose names hold what somebody searches a log for."""


@dataclass(frozen=True, slots=True)
class Names:
    """Of one kind of things: those of these keys that a person may see, the keys of those so named, and the word for
    the others."""

    seen: Callable[[Any, set[int]], Mapping[int, str]]
    found: Callable[[Any, str], Iterable[int]]
    hidden: Any


NAMES: dict[str, Names] = {}


def reference(kind: str, key: int) -> str:
    """What a log keeps instead of a name."""
    return f"{OPEN}{kind}:{key}{CLOSE}"


def references_to(text: str, *, reader: Any) -> list[str]:
    """To the things the reader may see whose names hold the text."""
    return [
        reference(kind, key)
        for kind, names in NAMES.items()
        for key in list(names.found(reader, text))[:MOST_FOUND]
    ]


class Reading:
    """The texts of some entries as one person reads them: one query for each kind of things they name."""

    def __init__(self, texts: Iterable[str], *, reader: Any) -> None:
        keys: dict[str, set[int]] = {}
        for text in texts:
            for kind, key in MARK.findall(text):
                keys.setdefault(kind, set()).add(int(key))
        self._seen = {
            kind: NAMES[kind].seen(reader, wanted) for kind, wanted in keys.items() if kind in NAMES
        }

    def text(self, kept: str) -> str:
        return MARK.sub(self._name, kept)

    def _name(self, mark: re.Match[str]) -> str:
        kind, key = mark.group(1), int(mark.group(2))
        if kind not in self._seen:
            return mark.group()
        return self._seen[kind].get(key) or str(NAMES[kind].hidden)
