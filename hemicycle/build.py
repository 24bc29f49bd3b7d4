"""Which code this is: part of the key of every kept page, so that an upgrade never shows yesterday's pages."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

CODE = {".py", ".html", ".css", ".js", ".mo", ".txt", ".sql"}


def build_of(root: Path) -> str:
    """A short text that differs whenever a file of the product does, by size and time of change."""
    state = hashlib.blake2b(digest_size=8)
    for path in sorted(_files(root)):
        facts = path.stat()
        state.update(f"{path.relative_to(root)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for app in root.iterdir():
        if app.name == "locale" or (app / "__init__.py").exists():
            yield from (
                path for path in app.rglob("*.*") if path.suffix in CODE and "vendor" not in path.parts
            )
