"""What is measured, group by group. The goals are those of the plan."""

from pathlib import Path
from typing import Any

from bench.conference import write_conference
from bench.content import SLUG
from bench.figures import at_most, report
from bench.measures import each_once, fetch, floor, uncached, unchanged
from bench.scratch import ROOT, Failed, Scratch

PUBLISHED = ROOT.parent / "shared" / "data" / "schedules" / "fosdem-2020.xml"
TALKS_ASKED = 25
EVENT_CHANGES = f"UPDATE events_event SET revision = revision WHERE slug = '{SLUG}'"  # noqa: S608 (a constant)
MEETING_CHANGES = "UPDATE events_event SET title = title || '.' WHERE slug = 'many-1'"


class Bench:
    """The groups, with the content they share."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch = scratch
        self.facts: dict[str, Any] = {}
        self.imported = (0.0, 0.0)

    def prepare(self) -> None:
        """Import and publish the conference; the group `import` reports what that took."""
        self.imported = self.scratch.manage("import_schedule", str(self._schedule()), "--slug", SLUG)
        self.facts |= self.scratch.content("facts")

    def fill(self) -> None:
        self.facts |= self.scratch.content("fill")

    def floor(self) -> None:
        report("floor", floor(self.scratch), "requests/s")

    def timetable(self) -> None:
        path = f"/e/{SLUG}/timetable/?day={self.facts['day']}"
        uncached(self.scratch, "timetable day uncached", path, goal_ms=150, change=EVENT_CHANGES)
        report("timetable day size", len(fetch(self.scratch, path).body) / 1024, "kB gzip", goal=at_most(120))
        unchanged(self.scratch, "timetable day", path)

    def feeds(self) -> None:
        path = f"/e/{SLUG}/timetable.ics"
        uncached(self.scratch, "timetable.ics uncached", path, goal_ms=400, change=EVENT_CHANGES)
        unchanged(self.scratch, "timetable.ics", path)
        path = f"{self.facts['category_url']}feed.ics"
        uncached(
            self.scratch, "category feed.ics of 2000 uncached", path, goal_ms=600, change=MEETING_CHANGES
        )

    def event(self) -> None:
        path = f"/e/{SLUG}/"
        uncached(self.scratch, "event page uncached", path, goal_ms=25, change=EVENT_CHANGES)
        unchanged(self.scratch, "event page", path)

    def contribution(self) -> None:
        paths = [f"/e/{SLUG}/talks/{number}/" for number in self.facts["talks"][:TALKS_ASKED]]
        each_once(self.scratch, "contribution page", paths, goal_ms=25)

    def category(self) -> None:
        path = self.facts["category_url"]
        uncached(self.scratch, "category page of 2000", path, goal_ms=60, change=MEETING_CHANGES)
        asked = self.scratch.content("queries", path)
        report("category page queries", asked["queries"], "queries", goal=at_most(8))

    def conflicts(self) -> None:
        print(self.scratch.ask("conflicts", SLUG), end="", flush=True)

    def editor(self) -> None:
        print(self.scratch.ask("editor", SLUG), end="", flush=True)

    def solver(self) -> None:
        print(self.scratch.ask("solver", SLUG), end="", flush=True)

    def print(self) -> None:
        print(self.scratch.ask("print", SLUG), end="", flush=True)

    def abstracts(self) -> None:
        print(self.scratch.ask("abstracts"), end="", flush=True)
        print(self.scratch.ask("abstracts_book", "many-abstracts"), end="", flush=True)

    def import_(self) -> None:
        seconds, megabytes = self.imported
        if not seconds:
            raise Failed("nothing was imported")
        report("import time", seconds, "s", goal=at_most(15))
        report("import memory", megabytes, "MB", goal=at_most(300))

    def memory(self) -> None:
        """Last of all: the peak of a worker that has served everything above."""
        for path in (f"/e/{SLUG}/timetable/", f"/e/{SLUG}/timetable.ics", f"/e/{SLUG}/"):
            fetch(self.scratch, path)
        report("web worker memory", self.scratch.worker_memory(), "MB", goal=at_most(180))

    def _schedule(self) -> Path:
        if PUBLISHED.exists():
            return PUBLISHED
        generated = self.scratch.var / "conference.xml"
        write_conference(generated)
        return generated
