"""Three words on each value: what the last file said, what stands here now, what this file says."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Merge:
    """`write` holds the values to take from the file; `kept` those edited here, with what the file says."""

    write: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)


def merge(*, base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> Merge:
    """The file's values go where nobody edited; what was edited here stays, and is told."""
    answer = Merge()
    for name, value in theirs.items():
        if ours[name] == value:
            continue
        untouched = name in base and ours[name] == base[name]
        (answer.write if untouched else answer.kept)[name] = value
    return answer
