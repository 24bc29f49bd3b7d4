"""`make test`: find or install a Chromium, fetch the assets if there is an npm, then run pytest on two cores."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a Debian needs for all tests: the browser, a font for its pages, and what PDFs are made with.
PACKAGES = ("fonts-dejavu-core", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# The one without windows takes half the time of the whole one, which draws a window for each page.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def main(options: list[str]) -> int:
    environment = dict(os.environ)
    if browser := _browser():
        environment["HEMICYCLE_BROWSER"] = browser
    elif environment.get("CI") == "true":
        print("There is no Chromium here and none could be installed; CI does not skip the browser tests.")
        return 1
    else:
        print("There is no Chromium here: the browser tests are skipped (on Debian: apt install chromium).")
    # Softly: with npm, a second reader of calendars and the fonts take part; without, their tests say so.
    subprocess.run([sys.executable, "-m", "tools.vendor_assets"], cwd=ROOT, check=False)
    parallel = ["-n", "2", "--dist", "loadgroup"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *parallel, *options], cwd=ROOT, env=environment, check=False
    ).returncode


def _browser() -> str | None:
    """Where Chromium is; on a Debian where we may, the quick one is installed when it is missing."""
    if found := os.environ.get("HEMICYCLE_BROWSER") or shutil.which(BROWSERS[0]):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests", flush=True)
        if _apt("update"):
            # Not every Debian has the quick one.
            any(_apt("install", "--yes", "--no-install-recommends", name, *PACKAGES) for name in BROWSERS[:2])
    return _installed()


def _apt(*command: str) -> bool:
    done = subprocess.run(
        ["apt-get", "--quiet=2", *command],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def _installed() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
