"""`make run`: prepare, start the web and the workers, say where they are, and stop them cleanly."""

import os
import signal
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from hemicycle.embedded import database_url
from hemicycle.postgres import NoServer
from tools.prepare import ROOT, CannotPrepare, demo_password, prepare
from tools.processes import Child, DiesAgain

READY_WITHIN = 60.0  # seconds
STOPPED_WITHIN = 25.0  # seconds; a little more than gunicorn's graceful_timeout
CELERY = ["-m", "celery", "-A", "hemicycle", "worker", "--concurrency", "1"]
CALM = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
WORKER = [*CELERY, *CALM, "--beat", "--queues", "celery", "--hostname", "worker@hemicycle"]
# Mail does not wait behind a long job, and what a job needed of memory goes with its process.
JOBS = [*CELERY, *CALM, "--queues", "jobs", "--hostname", "jobs@hemicycle", "--max-tasks-per-child", "1"]
WEB = ["-m", "gunicorn", "--config", "python:hemicycle.gunicorn_conf"]
# Celery writes a paragraph about running as root; the worker of a trial on one's own machine may.
QUIET = ["-W", "ignore:You're running the worker with superuser privileges"]
PEOPLE = {
    "organiser@hemicycle.example": "runs an event",
    "rooms@hemicycle.example": "manages rooms",
    "attendee@hemicycle.example": "goes there",
    "reviewer@hemicycle.example": "reviews abstracts",
    "admin@hemicycle.example": "may do everything",
}


class Stop(Exception):
    """Somebody asked us to end."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        return _run()
    except Stop:
        return 0
    except (CannotPrepare, DiesAgain, NoServer) as problem:
        print(problem, file=sys.stderr)
        return 1


def _run() -> int:
    var = Path(os.environ.get("HEMICYCLE_VAR") or ROOT / "var").resolve()
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if problem := _why_not_listen(host, port):
        print(problem, file=sys.stderr)
        return 1
    if not os.environ.get("DATABASE_URL"):
        database_url(var)
    var.mkdir(parents=True, exist_ok=True)
    prepare(var)
    (var / "supervisor.pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    children: list[Child] = []
    try:
        children += [
            Child("web server", [sys.executable, *WEB], cwd=ROOT, log=var / "log" / "web.log"),
            Child("worker", [sys.executable, *QUIET, *WORKER], cwd=ROOT, log=var / "log" / "worker.log"),
            Child("job worker", [sys.executable, *QUIET, *JOBS], cwd=ROOT, log=var / "log" / "jobs.log"),
        ]
        _wait_until_ready(children, host, port)
        print(_welcome(var, host, port), flush=True)
        while True:
            _watch(children)
    finally:
        _end(children)
        (var / "supervisor.pid").unlink(missing_ok=True)


def _watch(children: list[Child]) -> None:
    time.sleep(1)
    for child in children:
        child.revive()


def _end(children: list[Child]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C does not leave orphans
    if children:
        print("\nStopping", flush=True)
    until = time.monotonic() + STOPPED_WITHIN
    for child in children:
        child.stop()
    for child in children:
        child.wait(until=until)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _why_not_listen(host: str, port: str) -> str:
    """Empty, or the sentence that says why this address cannot be ours."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT is {port}, which is no port number. Choose one between 1 and 65535."
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
            probe.listen()
        except OSError as problem:
            reason = problem.strerror
            return f"Cannot listen on {host}, port {port}: {reason}. Choose another: make run PORT=8001"
    return ""


def _wait_until_ready(children: list[Child], host: str, port: str) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not _answers(host, port):
        for child in children:
            child.revive()
        if time.monotonic() > deadline:
            words = children[0].last_words()
            raise DiesAgain(f"The web server does not answer. The end of {children[0].log}:\n{words}")
        time.sleep(0.1)


def _answers(host: str, port: str) -> bool:
    """Whether the web server speaks HTTP; that HEMICYCLE_HOSTS refuses our name is an answer too."""
    connection = HTTPConnection(_reachable(host), int(port), timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status in (200, 400)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (we do not listen here)


def _welcome(var: Path, host: str, port: str) -> str:
    name = f"[{host}]" if ":" in host else host
    address = os.environ.get("HEMICYCLE_BASE_URL") or f"http://{name}:{port}"
    if os.environ.get("HEMICYCLE_DEMO_PASSWORD"):
        where = "the one in HEMICYCLE_DEMO_PASSWORD"
    else:
        demo_password(var)
        where = f"in {var / 'demo-password'}"
    rule = "─" * 64
    people = [f"    {address:<30} {what}" for address, what in PEOPLE.items()]
    return "\n".join(
        [
            rule,
            f"  Hemicycle is at  {address}",
            "",
            "  Sign in as",
            *people,
            f"  Password         {where}",
            f"  Data, mail, logs {var}",
            "",
            "  Ctrl-C stops everything; the data stays.",
            rule,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
