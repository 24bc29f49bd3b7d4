"""A real PostgreSQL of one's own under `var/postgres`, for when DATABASE_URL names none.

The server comes in a wheel, listens on a Unix socket only, and belongs to all processes that use it: each
holds a shared lock for as long as it lives, the first one starts the server and the last one to leave stops
it. A process that is killed simply lets go of its lock.
"""

import atexit
import fcntl
import os
import sys
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from hemicycle.postgres import NoServer, Server

USER = "postgres"
DATABASE = "hemicycle"
COMMANDS_WITHOUT_DATABASE = {"collectstatic", "findstatic", "spectacular"}

_held: dict[Path, TextIO] = {}


def database_url(var: Path) -> str:
    """The address of the database in `var`; its server runs from here to the end of this process.

    Raises `hemicycle.postgres.NoServer` with a sentence when it cannot be started.
    """
    server = Server(var / "postgres")
    if not COMMANDS_WITHOUT_DATABASE.intersection(sys.argv[1:2]):
        _use(server)
    return f"postgres://{USER}@/{quote(str(server.socket_folder()))}/{DATABASE}"


def stop(var: Path) -> None:
    """Stop the server of `var`, whoever uses it."""
    Server(var / "postgres").stop()


def _use(server: Server) -> None:
    """Join those who use the server, and start it if nobody did."""
    if server.data in _held:
        return
    try:
        server.data.parent.mkdir(parents=True, exist_ok=True)
        users = _lock_file(server, "users")
    except PermissionError as problem:
        raise NoServer(
            f"{server.data.parent} is not ours to write in. Set HEMICYCLE_VAR to another folder."
        ) from problem
    fcntl.flock(users, fcntl.LOCK_SH)  # waits while the last user before us stops the server
    with _lock_file(server, "start") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        if not server.is_ready():
            server.start(DATABASE, user=USER)
    _held[server.data] = users
    atexit.register(_leave, server, owner=os.getpid())


def _leave(server: Server, *, owner: int) -> None:
    """Let go of the server; stop it if nobody else holds on. A forked child never owns the lock."""
    if os.getpid() != owner:
        return
    with _held.pop(server.data) as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        server.stop()


def _lock_file(server: Server, name: str) -> TextIO:
    return server.data.with_name(f"{server.data.name}.{name}.lock").open("a", encoding="ascii")
