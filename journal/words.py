"""What a log says was done, and to what, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LogWords:
    """The words an app has for verbs and fields; what it has none for is told by its own name."""

    acts: Mapping[str, Any]
    fields: Mapping[str, Any]

    def act(self, verb: str) -> str:
        return str(self.acts.get(verb, verb.replace(".", " ").replace("_", " ")))

    def field(self, name: str) -> str:
        return str(self.fields.get(name, name.replace("_", " ")))
