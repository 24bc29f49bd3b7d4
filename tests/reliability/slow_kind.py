"""A kind of job for real workers: it says that it has begun, and goes on when a file tells it to."""

import time
from pathlib import Path

from django.conf import settings

from jobs.registry import Running, job_kind


@job_kind("tests.patient", title="Patient")
def run(job: Running) -> dict[str, int]:
    """The file `begun` grows by one letter for each worker; `go` is awaited for a minute."""
    folder = Path(settings.VAR)
    with (folder / "begun").open("a") as file:
        file.write("x")
    for second in range(600):
        if (folder / "go").exists():
            break
        job.progress(second // 6, "Waiting for the word")
        time.sleep(0.1)
    job.write_file("word.txt", "text/plain", b"go")
    return {"begun": len((folder / "begun").read_text())}
