"""Child processes that are kept alive, and that never outlive their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

FREQUENT = 30.0  # seconds: deaths within this time count together
TOO_OFTEN = 5
PR_SET_PDEATHSIG = 1
LARGEST_LOG = 10_000_000  # bytes; then the log becomes the old log


class DiesAgain(RuntimeError):
    """A child cannot stay alive; the message shows its last words."""


class Child:
    """One process with a log of its own, started anew when it dies."""

    def __init__(self, name: str, command: list[str], *, cwd: Path, log: Path) -> None:
        self.name = name
        self.command = command
        self.cwd = cwd
        self.log = log
        self.deaths: list[float] = []
        self.process = self._start()

    def revive(self) -> None:
        """Start the process again if it has died. Raises DiesAgain when that happens too often."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < FREQUENT] + [now]
        if len(self.deaths) >= TOO_OFTEN:
            raise DiesAgain(
                f"The {self.name} stops again and again. The end of {self.log}:\n{self.last_words()}"
            )
        print(f"The {self.name} has stopped (see {self.log}); starting it again.", flush=True)
        self.process = self._start()

    def stop(self) -> None:
        """Ask the process to finish what it does; see `wait`."""
        if self.process.poll() is None:
            self.process.terminate()

    def wait(self, *, until: float) -> None:
        """Wait for the end until that moment of the monotonic clock, then kill the whole group."""
        try:
            self.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"The {self.name} does not stop; killing it.", flush=True)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait()

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-15:])

    def _start(self) -> "subprocess.Popen[bytes]":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.rename(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command,
                cwd=self.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,  # Ctrl-C reaches the parent alone, who then stops the children in order
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )


def _end_with_parent() -> None:
    """Have Linux send SIGTERM to this child when its parent is gone, however that happens."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
