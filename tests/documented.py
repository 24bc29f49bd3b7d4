"""The curl commands of a page of the documentation, to be tried."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CURL = re.compile(r"^curl (?:'[^']*'|[^'\n])*$", re.MULTILINE)


@dataclass
class Command:
    """One call: `form` is the name of a field that holds a file, `fields` are what is sent beside it."""

    method: str = "get"
    address: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    form: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


def commands(page: str) -> Iterator[Command]:
    """Those of docs/<page>, in their order; each carries the token of its reader."""
    text = "\n".join(FENCE.findall((DOCS / page).read_text(encoding="utf-8"))).replace("\\\n", " ")
    for line in CURL.findall(text):
        command = _command(shlex.split(line)[1:])
        assert command.headers.pop("Authorization") == "Bearer $TOKEN"
        yield command


def _command(words: list[str]) -> Command:
    command, given = Command(), iter(words)
    for word in given:
        if word == "--request":
            command.method = next(given).lower()
        elif word == "--output":
            next(given)
        elif word == "--header":
            name, _colon, value = next(given).partition(": ")
            command.headers[name] = value
        elif word in ("--form", "--data"):
            value = next(given)
            name, _equals, content = value.partition("=")
            if word == "--form" and content.startswith("@"):
                command.form = name
            elif word == "--form":
                command.fields[name] = content
            else:
                command.body = value
            command.method = "post" if command.method == "get" else command.method
        else:
            command.address = word.removeprefix("$BASE")
    return command
