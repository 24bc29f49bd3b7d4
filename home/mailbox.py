"""The mail of an installation that was given no mail server: one file for each delivery under `var/mail`."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

SEPARATOR = b"-" * 79


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it would have left."""

    name: str
    at: datetime
    to: str
    subject: str
    body: str


def newest(folder: Path, *, most: int = 200) -> list[Mail]:
    """The latest mails, newest first; files of any other kind are passed over."""
    files = (
        sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
        if folder.is_dir()
        else []
    )
    return [_read(path) for path in files[:most]]


def one(folder: Path, name: str) -> Mail | None:
    """The mail of that name in the folder (a plain name: nothing outside it is ever read)."""
    known = {path.name: path for path in folder.glob("*.log")} if folder.is_dir() else {}
    return _read(known[name]) if name in known else None


def _read(path: Path) -> Mail:
    raw = path.read_bytes().split(SEPARATOR)[0]
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    return Mail(
        name=path.name,
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=body.get_content() if body else "",
    )
