"""An installation for the time of the measures: database, web server and floor, thrown away after."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from bench.load import BadAnswer, Client
from hemicycle.embedded import database_url

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:hemicycle.gunicorn_conf"]
READY_WITHIN = 60.0


class Failed(RuntimeError):
    """A command that a measure needs did not work."""


class Scratch:
    """Serves Hemicycle at `port` and the floor at `floor_port` between `with` and its end.

    With `keep`, the folder of the installation stays for the next time.
    """

    def __init__(self, keep: Path | None = None) -> None:
        if keep is None:
            self.var = Path(tempfile.mkdtemp(prefix="hemicycle-bench-"))
            atexit.register(shutil.rmtree, self.var, ignore_errors=True)  # after the database stopped
        else:
            self.var = keep
        self.port, self.floor_port = _free_port(), _free_port()
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HEMICYCLE_")}
        kept = {key: value for key, value in kept.items() if key not in ("DATABASE_URL", "CACHE_URL")}
        self.environment = {**kept, "HEMICYCLE_VAR": str(self.var), "PORT": str(self.port)}
        self.servers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Scratch":
        database_url(self.var)
        self.manage("migrate", "--no-input")
        self.manage("collectstatic", "--no-input")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for server in self.servers:
            server.terminate()
        for server in self.servers:
            server.wait(timeout=30)

    def serve(self) -> None:
        """Start both servers and wait until they answer."""
        self._start_server(self.port)
        self._start_server(self.floor_port, HEMICYCLE_WSGI="bench.floor:application")

    def manage(self, *command: str) -> tuple[float, float]:
        """Run a command of the project; returns seconds and the peak of memory in MB."""
        began = time.monotonic()
        done = self._run([sys.executable, "-c", MEASURED, *command])
        peak = float(done.stderr.rsplit("peak kB ", 1)[1])
        return time.monotonic() - began, peak / 1024

    def content(self, *arguments: str) -> dict[str, Any]:
        """Ask `bench.content`."""
        done = self._run([sys.executable, "-m", "bench.content", *arguments])
        return dict(json.loads(done.stdout.splitlines()[-1]))

    def ask(self, module: str, *arguments: str) -> str:
        """What a module of the bench says, run inside the installation; what it complains of is seen at once."""
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{module}", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise Failed(f"bench.{module} {' '.join(arguments)} failed")
        return done.stdout

    def web_seconds(self) -> float:
        """Seconds of processors that the web workers took so far."""
        return _seconds_of_children(self.servers[0].pid)

    def database_seconds(self) -> float:
        """The same of the database, with its writers; of connections that are open still."""
        lines = (self.var / "postgres" / "postmaster.pid").read_text(encoding="ascii").splitlines()
        return _seconds_of_children(int(lines[0]))

    def worker_memory(self) -> float:
        """The largest resident size that a web worker had so far, in MB."""
        master = self.servers[0].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
        statuses = [Path(f"/proc/{child}/status").read_text(encoding="ascii") for child in children]
        return max(int(status.split("VmHWM:")[1].split()[0]) for status in statuses) / 1024

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
            said = [line for line in lines if not line.startswith("peak kB")] or ["it said nothing"]
            raise Failed(f"{command[3]} failed: {said[-1]}")
        return done

    def _start_server(self, port: int, **more: str) -> None:
        with (self.var / f"web-{port}.log").open("wb") as log:
            environment = {**self.environment, "PORT": str(port), **more}
            server = subprocess.Popen(
                GUNICORN, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        self.servers.append(server)
        deadline = time.monotonic() + READY_WITHIN
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise Failed(
                    (self.var / f"web-{port}.log").read_text(encoding="utf-8").strip().splitlines()[-1]
                )
            time.sleep(0.1)


# Run manage.py, and let the operating system say at the end how much memory it took at most.
MEASURED = """
import atexit, resource, runpy, sys
def say():
    sys.stderr.write(f"\\npeak kB {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
atexit.register(say)
sys.argv[0] = "manage.py"
sys.path.insert(0, ".")
runpy.run_path("manage.py", run_name="__main__")
"""


def _seconds_of_children(parent: int) -> float:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    ticks = 0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _answers(port: int) -> bool:
    try:
        return Client(port).get("/healthz").status == 200
    except (OSError, BadAnswer):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
