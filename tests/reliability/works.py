"""Real processes of an installation: workers, beats, and programs that post; each may be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


class Works:
    """The processes of one test, with a folder, a queue and the test's database; `stop` ends those it started."""

    def __init__(self, folder, *, mail_port):
        self.folder = folder
        parts = {
            name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")
        }
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.reliability.settings",
            "DATABASE_URL": "postgres://replaced@127.0.0.1/by-the-parts-below",
            "TEST_DATABASE_PARTS": json.dumps(parts),
            "HEMICYCLE_VAR": str(folder),
            "HEMICYCLE_BASE_URL": settings.BASE_URL,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "CELERY_BROKER_URL": "",
        }
        self.running = []
        (folder / "queue" / "control").mkdir(parents=True)

    def worker(self):
        return self._start("worker", "--pool", "solo", "--without-gossip", "--without-mingle")

    def beat(self):
        return self._start("beat")

    def post(self, script, **environment):
        """Run Python code in a process of the installation, and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", f"import hemicycle, django; django.setup()\n{script}"],
            cwd=ROOT,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kill(self, process):
        """As the kernel does when memory runs out."""
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.running.remove(process)

    def wait_for_an_empty_queue(self, *, seconds=20):
        """Until the workers have taken all there was, and had a moment for the last of it."""
        end = time.monotonic() + seconds
        while any((self.folder / "queue").rglob("*.msg")):
            assert time.monotonic() < end, "the queue stays full"
            time.sleep(0.1)
        time.sleep(1)

    def stop(self):
        for process in list(self.running):
            self.kill(process)

    def _start(self, *arguments):
        with (self.folder / f"{arguments[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "hemicycle", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.running.append(process)
        return process
