"""Wait for a starting Hemicycle, fetch a page, ask it to stop: `python3 tools/smoke.py PORT PIDFILE`."""

import os
import signal
import sys
import time
import urllib.request
from pathlib import Path

READY_WITHIN = 180  # seconds, for a first start on a slow machine


def main(port: str, supervisor: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not _answers(port):
        if time.monotonic() > deadline:
            sys.exit(f"Hemicycle does not answer on port {port} after {READY_WITHIN} seconds.")
        time.sleep(0.5)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
        if b"<html" not in page.read():
            sys.exit("The front page is no page.")
    os.kill(int(supervisor.read_text(encoding="ascii")), signal.SIGINT)


def _answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
