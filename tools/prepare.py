"""What must be true before Hemicycle starts: tables, demo, static files. Each is done once per state."""

import hmac
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from hemicycle.keys import stored_secret
from tools.stamps import Stamps, fingerprint

ROOT = Path(__file__).resolve().parent.parent


class CannotPrepare(RuntimeError):
    """A step failed; the message holds what it said."""


def prepare(var: Path) -> None:
    """Migrate, load the demo, collect the static files; what has not changed is skipped."""
    stamps = Stamps(var / "stamps.json")
    for folder in ("cache", "mail", "media", "queue", "queue/control"):
        (var / folder).mkdir(mode=0o700, exist_ok=True)
    database = _database_identity(var)
    migrations = [*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.lock"]
    if "DATABASE_URL" in os.environ or not stamps.holds("migrate", fingerprint(migrations, database)):
        _manage("Preparing the database", "migrate", "--no-input")
        stamps.put("migrate", fingerprint(migrations, database))
    _load_demo(var, stamps, database)
    _fetch_assets(stamps)
    static = _static_fingerprint()
    if not (var / "static").exists() or not stamps.holds("collectstatic", static):
        _manage("Collecting the static files", "collectstatic", "--no-input", "--clear")
        stamps.put("collectstatic", static)


def demo_password(var: Path) -> str:
    """The password of the demo accounts: the given one, or one made at the first run."""
    return os.environ.get("HEMICYCLE_DEMO_PASSWORD") or stored_secret(var / "demo-password")


def _load_demo(var: Path, stamps: Stamps, database: str) -> None:
    """Once per database, and again when another password is given, which the command then sets."""
    if not any(ROOT.glob("*/management/commands/load_demo.py")):
        return
    password = demo_password(var)
    key = stored_secret(var / "secret-key").encode()
    state = hmac.new(key, f"{database}\0{password}".encode(), "sha256").hexdigest()
    if stamps.holds("load_demo", state):
        return
    _manage("Loading the demo", "load_demo", more={"HEMICYCLE_DEMO_PASSWORD": password})
    stamps.put("load_demo", state)


def _fetch_assets(stamps: Stamps) -> None:
    """Fonts from npm, where there is an npm; asked once per lock, for the pages look right without."""
    wanted = fingerprint([ROOT / "package-lock.json"], str(shutil.which("npm")))
    if not stamps.holds("assets", wanted):
        subprocess.run(
            [sys.executable, "-m", "tools.vendor_assets"], cwd=ROOT, stdin=subprocess.DEVNULL, check=False
        )
        stamps.put("assets", wanted)


def _database_identity(var: Path) -> str:
    """Which database this is: an embedded one that was thrown away and made anew is another one."""
    if url := os.environ.get("DATABASE_URL"):
        return fingerprint([], url)
    made = (var / "postgres" / "PG_VERSION").stat()
    return f"{made.st_ino} {made.st_mtime_ns}"


def _static_fingerprint() -> str:
    folders = [package.with_name("static") for package in ROOT.glob("*/__init__.py")]  # not var/static
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    times = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sorted(files)]
    return fingerprint([ROOT / "requirements.lock"], *times)


def _manage(words: str, *command: str, more: Mapping[str, str] | None = None) -> None:
    print(words, flush=True)
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, **(more or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotPrepare(f"{done.stdout.strip()}\nmanage.py {command[0]} failed; the reason is above.")
