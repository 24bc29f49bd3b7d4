"""How long work with 2,000 abstracts takes: `python -m bench.abstracts`, inside the installation.

Figures are medians of warm repeats through the whole stack of Django in this process; garbage is collected as in the
workers of the server.
"""

import os
import time

import django

from bench.abstracts_content import Filled, fill
from bench.figures import report

SLUG = "many-abstracts"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    filled()


def filled() -> Filled:
    """The call; made where this is its first use."""
    began = time.monotonic()
    made = fill(SLUG)
    report("abstracts: filling", time.monotonic() - began, "s")
    return made


if __name__ == "__main__":
    main()
