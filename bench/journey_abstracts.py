"""A whole call for abstracts with the papers of a real conference: `python -m bench.journey_abstracts`.

In an installation of its own, thrown away after. Prints JSON, a line for each step of `abstracts_story`. With a folder
as argument the PDF of the book stays there.
"""

import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from pypdf import PdfReader

from bench.figures import Goal, at_most, report
from bench.scratch import ROOT, Scratch

PAPERS = ROOT.parent / "shared" / "data" / "abstracts" / "acl2020"
FILES = {"Papers": "main_papers.csv", "Demos": "demo_papers.csv", "Students": "srw_papers.csv"}
REVIEWERS = 60
REPEATS = 5


def main() -> None:
    """Once outside, to make the installation; once inside."""
    if os.environ.get("HEMICYCLE_JOURNEY") == "inside":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
        django.setup()
        travel(Path(sys.argv[1]))
        return
    if not PAPERS.is_dir():
        sys.exit("The papers are not here: ../shared/data/abstracts, beside the project.")
    folder = sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="hemicycle-book-")
    with Scratch() as scratch:
        scratch.environment["HEMICYCLE_JOURNEY"] = "inside"
        print(scratch.ask("journey_abstracts", folder), end="")


def travel(folder: Path) -> None:
    """All steps, each with its time."""
    from abstracts.models import Letter, Review  # models want Django set up
    from accounts.models import User
    from bench import abstracts_story as story
    from notices.models import Notice
    from programme.models import Contribution

    chair = User.objects.create_superuser("chair@people.invalid", "a long password", name="Chair")
    event = story.begin(by=chair, slug="acl")
    tables = [story.Table(call, (PAPERS / file).read_bytes()) for call, file in FILES.items()]
    loaded = timed("loading", lambda: [story.load(event, table, by=chair).amount for table in tables])
    report("submissions", sum(loaded), "abstracts")
    timed(f"appointing {REVIEWERS} reviewers", lambda: story.appoint(event, count=REVIEWERS, by=chair))
    calls = list(event.calls.all())
    taken = timed(
        "proposing and taking the assignment",
        lambda: [len(story.assign(call, by=chair).given) for call in calls],
        goal=at_most(30),
    )
    report("assignments", sum(taken), "reviews")
    timed("reviewing", lambda: story.review(event))
    report("reviews", Review.objects.filter(submitted_at__isnull=False).count(), "reviews")
    decided = timed("deciding in bulk", lambda: story.decide_all(event, by=chair), goal=at_most(20))
    for state, number in decided.items():
        report(f"decided: {state}", number, "abstracts")
    timed("releasing", lambda: story.release_all(event, by=chair), goal=at_most(20))
    report("letters", Letter.objects.count(), "letters")
    report("mails in the outbox", Notice.objects.count(), "mails")
    report("contributions", Contribution.objects.filter(event=event).count(), "contributions")
    measure_pages()
    book = timed("the book", lambda: story.print_book(event), goal=at_most(180))
    report("pages of the book", pages_of(book), "pages")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.pdf").write_bytes(book)


def measure_pages() -> None:
    """The public lists, made anew for a stranger."""
    from django.core.cache import cache
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    for page in (
        "contributions/by-track/",
        "contributions/by-track/?by=type&q=language",
        "authors/",
        "authors/?page=9",
    ):
        times = []
        for turn in range(REPEATS + 1):  # the first only warms up
            cache.clear()
            began = time.perf_counter()
            answer = client.get(f"/e/acl/{page}{'&' if '?' in page else '?'}anew={turn}")
            times.append((time.perf_counter() - began) * 1000)
        report(f"/e/acl/{page}", statistics.median(times[1:]), "ms", goal=at_most(200))
        report(f"/e/acl/{page}, size", len(answer.content) / 1000, "kB")


def pages_of(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


def timed(name: str, act: Callable[[], Any], *, goal: Goal | None = None) -> Any:
    began = time.perf_counter()
    found = act()
    report(name, time.perf_counter() - began, "s", goal=goal)
    return found


if __name__ == "__main__":
    main()
